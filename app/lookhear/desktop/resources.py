"""Where the files beside the program are: icons, styles, translations. The same from sources, from an installed wheel and frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import lookhear

_PACKAGE: Final = Path(lookhear.__file__).parent


def root() -> Path:
    """The folder of all resources: inside the package where it is installed or frozen, else that of the sources."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "resources"


def icon_file(name: str) -> Path:
    """The SVG of an icon, by its name without the ending."""
    return root() / "icons" / f"{name}.svg"


def style_file(name: str) -> Path:
    """A picture that the style sheet names."""
    return root() / "style" / name


def translation_files(language: str) -> list[Path]:
    """The compiled translations of a language, ours last; empty where there are none."""
    return sorted((root() / "translations").glob(f"*_{language}.qm"))
