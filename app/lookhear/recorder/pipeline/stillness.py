"""Is the desktop still? How much of the picture has changed since the last IDR picture, counted by place. Runs on `enc-…`.

A caret, a clock or a spinner changes the same place again and again: that is still a still desktop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lookhear.recorder.ports import Rect

_TILE: Final = 64  # pixels
_STILL_SHARE: Final = 0.1  # of the tiles


class Stillness:
    """Counts the tiles of one picture size that changed since the last `restart`."""

    def __init__(self, width: int, height: int) -> None:
        self._columns, self._rows = -(-width // _TILE), -(-height // _TILE)
        self._most = _STILL_SHARE * self._columns * self._rows
        self._changed: set[tuple[int, int]] = set()
        self.is_still = True

    def restart(self) -> None:
        """Begin to count anew."""
        self._changed.clear()
        self.is_still = True

    def note(self, dirty: tuple[Rect, ...] | None) -> None:
        """Take note of what changed; None means that it is not known, so everything may have."""
        if not self.is_still:
            return  # nothing more can change the answer
        if dirty is None:
            self.is_still = False
            return
        for rect in dirty:
            columns = range(max(0, rect.x // _TILE), min(self._columns, -(-(rect.x + rect.width) // _TILE)))
            rows = range(max(0, rect.y // _TILE), min(self._rows, -(-(rect.y + rect.height) // _TILE)))
            self._changed.update((column, row) for column in columns for row in rows)
        self.is_still = len(self._changed) <= self._most
