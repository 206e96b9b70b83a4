"""Small pictures for people to look at while something is captured: a display shrunk by a whole factor. Runs on any thread.

Sampling takes four of the pixels behind each one and costs a fifth of averaging all of them, so it is for pictures that move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
from av.video.reformatter import Interpolation, VideoReformatter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PACKED_FORMATS = ("bgr0", "bgra")
_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPicture:
    """Rows of BGRX without gaps between them."""

    width: int
    height: int
    pixels: bytes

    @property
    def stride(self) -> int:
        """Bytes from row to row."""
        return self.width * _BYTES


class Shrinker:
    """Shrinks the pictures of one display to about ``width`` pixels. Used by one thread at a time."""

    def __init__(self, width: int = 480) -> None:
        self._width = width
        self._averaging, self._converting = VideoReformatter(), VideoReformatter()

    def sampled(self, picture: av.VideoFrame) -> SmallPicture:
        """Quickly, and coarse enough that letters may break."""
        pixels, factor, columns, rows = self._cells(picture)
        import numpy as np

        whole = pixels.view(np.uint32)[: rows * factor, : columns * factor]
        other = factor // 2
        if factor == 1:
            small = np.ascontiguousarray(whole)
        else:
            upper = _between(whole[0::factor, 0::factor], whole[0::factor, other::factor])
            lower = _between(whole[other::factor, 0::factor], whole[other::factor, other::factor])
            small = _between(upper, lower)
        return SmallPicture(width=columns, height=rows, pixels=small.tobytes())

    def averaged(self, picture: av.VideoFrame) -> SmallPicture:
        """As good as it gets at this size."""
        pixels, factor, columns, rows = self._cells(picture)
        cut = pixels[: rows * factor, : columns * factor * _BYTES].reshape(rows * factor, columns * factor, _BYTES)
        frame = av.VideoFrame.from_numpy_buffer(cut, format="bgra")
        small = self._averaging.reformat(frame, width=columns, height=rows, format="bgra", interpolation=Interpolation.AREA, threads=1)
        return SmallPicture(width=columns, height=rows, pixels=_rows_of(small)[:, : columns * _BYTES].tobytes())

    def _cells(self, picture: av.VideoFrame) -> tuple[NDArray[Any], int, int, int]:
        """The picture's bytes (rows, bytes of a row), how many pixels each way become one, and the small picture's columns and rows."""
        if picture.format.name not in _PACKED_FORMATS:
            picture = self._converting.reformat(picture, format="bgra", threads=1)
        factor = max(1, round(picture.width / self._width))
        return _rows_of(picture), factor, max(1, picture.width // factor), max(1, picture.height // factor)


def _rows_of(picture: av.VideoFrame) -> NDArray[Any]:
    import numpy as np

    plane: Any = picture.planes[0]
    return np.frombuffer(plane, dtype=np.uint8).reshape(-1, plane.line_size)[: picture.height]


def _between(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """The middle of two colours, byte by byte, without room for a carry."""
    import numpy as np

    half = one ^ other
    half &= np.uint32(0xFEFEFEFE)
    half >>= np.uint32(1)
    half += one & other
    return half
