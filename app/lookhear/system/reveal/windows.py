"""Windows: the Explorer shows it, selected. Its exit code means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def reveal(path: Path, *, start: Callable[[Sequence[str]], int]) -> None:
    """Show it. Raises SourceUnavailable when there is no Explorer."""
    start(["explorer.exe", f"/select,{path}"])
