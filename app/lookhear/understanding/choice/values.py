"""What is chosen for each kind of engine. Plain values; the file they stand in is read and written beside this module.

The file ``engines.toml`` has a table for each kind, and one for masking:

    [speech]                     # also vision, language, judge, embedder
    engine = "auto"              # the name of an engine, "auto" (the best one that is installed) or "off"
    [speech.options]             # what that engine takes: model, language, url, key_env, key_secret, timeout_s …
    model = "base.en"

    [masking]
    enabled = true               # keys, tokens and card numbers are masked before anything is kept or told
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.understanding.plugin import EngineKind

FILE_NAME: Final = "engines.toml"
AUTO: Final = "auto"
OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The engine of one kind: its name, `AUTO` or `OFF`, and its options (values of JSON)."""

    engine: str = AUTO
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoices:
    """Everything the file says."""

    engines: Mapping[EngineKind, Chosen] = field(default_factory=dict)
    is_masking: bool = True

    def of(self, kind: EngineKind) -> Chosen:
        """What is chosen for a kind; `AUTO` where nobody said."""
        return self.engines.get(kind, Chosen())
