"""macOS: the Finder shows it, selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def reveal(path: Path, *, start: Callable[[Sequence[str]], int]) -> None:
    """Show it. Raises SourceUnavailable."""
    if start(["/usr/bin/open", "-R", str(path)]) != 0:
        raise SourceUnavailable("The Finder does not show this.", hint="The folder stands in the details.")
