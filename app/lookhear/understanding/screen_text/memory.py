"""Pictures of lines that were read, with their texts: a line that is seen again, wherever it stands, is not read again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.differences import is_alike

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_BYTES: Final = 8 << 20
_NOTICEABLE: Final = 28  # of 255: how far ink is from paper at least
_MOST_ALIKE: Final = 64  # pictures of one size that are compared


class LineMemory:
    """The last lines, at most so many bytes of pictures. They need not be the same to the bit: they came through a codec."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._next = 0
        self._texts: OrderedDict[int, tuple[NDArray[np.uint8], str, float]] = OrderedDict()
        self._by_shape: dict[tuple[int, ...], list[int]] = {}

    def recall(self, grey: NDArray[np.uint8]) -> tuple[str, float] | None:
        """The text of a line and how sure the reader was; None for one that is not known."""
        ink = _trimmed(grey)
        for number in reversed(self._by_shape.get(ink.shape, [])[-_MOST_ALIKE:]):
            known, text, score = self._texts[number]
            if is_alike(known, ink):
                self._texts.move_to_end(number)
                return text, score
        return None

    def keep(self, grey: NDArray[np.uint8], text: str, score: float) -> None:
        """Remember a line."""
        ink = _trimmed(grey).copy()
        self._texts[self._next] = (ink, text, score)
        self._by_shape.setdefault(ink.shape, []).append(self._next)
        self._next += 1
        self._bytes += ink.nbytes
        while self._bytes > self._most_bytes and len(self._texts) > 1:
            number, (old, _, _) = self._texts.popitem(last=False)
            self._bytes -= old.nbytes
            alike = self._by_shape[old.shape]
            alike.remove(number)
            if not alike:
                del self._by_shape[old.shape]


def _trimmed(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The part of a line that has ink: a box around the same line is not the same each time."""
    paper = np.uint8(np.median(grey)) if grey.size else np.uint8(0)
    is_ink = np.maximum(grey, paper) - np.minimum(grey, paper) > _NOTICEABLE
    rows, columns = np.flatnonzero(is_ink.any(axis=1)), np.flatnonzero(is_ink.any(axis=0))
    if not rows.size:
        return grey
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
