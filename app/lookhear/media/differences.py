"""Whether two pictures of a display show the same, as far as somebody who looks at them would say. Pure arithmetic.

A still screen is not the same numbers twice: a codec makes it a little better with every picture, and begins anew with a key frame. What
was painted differs by far more, in several pixels that lie together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE_PX: Final = 32

_NOTICEABLE: Final = 28  # of 255: what the codec does was 12 at most, measured on text
_FEW: Final = 3  # pixels: fewer are no letter


def grey_of(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The brightness of a picture of the shape (height, width, 3), in which each colour counts."""
    red, green, blue = (rgb[:, :, channel].astype(np.uint16) for channel in range(3))
    return ((red + 2 * green + blue) >> 2).astype(np.uint8)


def is_alike(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> bool:
    """Whether two pictures, grey or in colour, show the same. Those of different sizes do not."""
    return before.shape == after.shape and (before is after or int(np.count_nonzero(_differs(before, after))) < _FEW)


def changed_tiles(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which tiles of two grey pictures of one size differ: shape (rows, columns), those at the edges may be smaller."""
    found: NDArray[np.bool_] = _by_tile(np.add, _differs(before, after).view(np.uint8), np.uint16) >= _FEW
    return found


def changed_box(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """The rectangle that holds all in which two pictures differ: left, top, right and bottom. If nothing does, all of it."""
    differs = _differs(before, after)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not rows.size:
        return 0, 0, before.shape[1], before.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def tiles_with_contrast(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which tiles of a grey picture have more than one brightness: only there may be text."""
    darkest, brightest = _by_tile(np.minimum, grey, np.uint8), _by_tile(np.maximum, grey, np.uint8)
    return brightest - darkest > _NOTICEABLE


def _differs(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.maximum(before, after) - np.minimum(before, after) > _NOTICEABLE


def _by_tile(reduce: np.ufunc, values: NDArray[np.uint8], kind: type[np.uint8 | np.uint16]) -> NDArray[np.uint16]:
    rows = reduce.reduceat(values, np.arange(0, values.shape[0], TILE_PX), axis=0, dtype=kind)
    found: NDArray[np.uint16] = reduce.reduceat(rows, np.arange(0, values.shape[1], TILE_PX), axis=1, dtype=kind)
    return found
