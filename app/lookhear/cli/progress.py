"""Progress of long work on a terminal: one line that is drawn again, and nothing where nobody looks."""

from __future__ import annotations

import sys
from typing import Self

_BAR_CELLS = 24


class Progress:
    """Draws a bar on stderr while it is a terminal. Use it as a context manager; it takes the bar away at the end."""

    def __init__(self, what: str, *, is_quiet: bool = False) -> None:
        self._what = what
        self._is_shown = not is_quiet and sys.stderr.isatty()
        self._percent = -1

    def show(self, fraction: float) -> None:
        """Draw how much is done, from 0 to 1. Cheap: it draws only when the percentage changes."""
        percent = round(min(max(fraction, 0.0), 1.0) * 100)
        if not self._is_shown or percent == self._percent:
            return
        self._percent = percent
        done = round(percent / 100 * _BAR_CELLS)
        sys.stderr.write(f"\r\x1b[2K{self._what} {'█' * done}{'░' * (_BAR_CELLS - done)} {percent} %")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._is_shown and self._percent >= 0:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
