"""Plug-ins with engines, as an installer leaves them in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CARD = """
from lookhear.understanding.plugin import EngineCard, EngineKind

card = EngineCard(
    name={name!r}, kind=EngineKind({kind!r}), title="A test's", licence="Apache-2.0", size_bytes=1,
    factory="{module}:Engine", needs=("{module}",), **{more}
)


class Engine:
    def __init__(self, options):
        self.options = options

    def digest(self, passages, *, prompt, model):
        return f"{{self.options.get('says', {name!r})}}: {{' '.join(passages)}}"
"""


def plug_in(folder: Path, name: str, *, kind: str = "language", source: str | None = None, **more: object) -> str:
    """A package that offers one engine; gives the name of its module."""
    module = f"{name.replace('-', '_')}_of_a_test"
    folder.mkdir(parents=True)
    (folder / f"{module}.py").write_text(CARD.format(name=name, kind=kind, module=module, more=more) if source is None else source, "utf-8")
    info = folder / f"{module}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-package\nVersion: 1.2\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[lookhear.engines]\n{name} = {module}:card\n", "utf-8")
    return module
