"""The number of a paint as black and white cells on the screen, so that a recorded picture tells which paint it shows.

32 cells of 16 × 16 pixels stand in one row, aligned to the macroblocks of H.264: 20 bits of the number, then 12 bits of the
CRC-32 of the number as four big-endian bytes, each with its highest bit first; white is one. A picture that mixes two paints
fails the check with 4095/4096.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELL_PX: Final = 16
NUMBER_BITS: Final = 20
CHECK_BITS: Final = 12
CELLS: Final = NUMBER_BITS + CHECK_BITS
ORIGIN: Final = (16, 16)
_MARGIN_PX: Final = 4  # left out at each side of a cell: codecs smear edges
_BLACK_BELOW: Final = 100
_WHITE_ABOVE: Final = 156


class Area(NamedTuple):
    """A rectangle of pixels."""

    x: int
    y: int
    width: int
    height: int

    def union(self, other: Area) -> Area:
        """The smallest rectangle that holds both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Area(left, top, right - left, bottom - top)


def area(origin: tuple[int, int] = ORIGIN) -> Area:
    """Where the barcode is, black cells included."""
    return Area(*origin, CELLS * CELL_PX, CELL_PX)


def white_cells(number: int, origin: tuple[int, int] = ORIGIN) -> list[Area]:
    """The rectangles to fill with white, on black, to show a number; it is taken modulo 2**20."""
    word = _word(number % (1 << NUMBER_BITS))
    x, y = origin
    return [Area(x + CELL_PX * place, y, CELL_PX, CELL_PX) for place in range(CELLS) if word >> (CELLS - 1 - place) & 1]


def read_barcode(gray: NDArray[np.uint8], origin: tuple[int, int] = ORIGIN) -> int | None:
    """The number in a picture of shape (height, width), limited or full range; None when there is none or it is torn."""
    x, y = origin
    strip = gray[y : y + CELL_PX, x : x + CELLS * CELL_PX]
    if strip.shape != (CELL_PX, CELLS * CELL_PX):
        return None
    inner = slice(_MARGIN_PX, CELL_PX - _MARGIN_PX)
    means = strip.reshape(CELL_PX, CELLS, CELL_PX)[inner, :, inner].mean(axis=(0, 2))
    if bool(((means >= _BLACK_BELOW) & (means <= _WHITE_ABOVE)).any()):
        return None
    word = 0
    for mean in means:
        word = word << 1 | int(mean > _WHITE_ABOVE)
    number = word >> CHECK_BITS
    return number if word == _word(number) else None


def _word(number: int) -> int:
    check = zlib.crc32(number.to_bytes(4, "big")) & ((1 << CHECK_BITS) - 1)
    return number << CHECK_BITS | check
