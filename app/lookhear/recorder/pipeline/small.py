"""Small pictures for people to look at while something is captured: a display shrunk by a whole factor. Runs on any thread.

Every pixel is the mean of those behind it; of a large change in a hurry, of two of them. Only what changed is shrunk again,
and a change that cannot be seen gives no picture: a display that shows its own preview comes to rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lookhear.recorder.ports import Rect

if TYPE_CHECKING:
    import av
    from av.video.reformatter import VideoReformatter
    from numpy.typing import NDArray

    from lookhear.recorder.ports import Frame

_PACKED_FORMATS: Final = ("bgr0", "bgra")
_BYTES: Final = 4
_MOST: Final = 16  # a larger factor would not fit into the sums
_STRIP: Final = 32  # rows of the small picture at a time, so that their sums stay in the processor's cache
_LARGE_SHARE: Final = 0.3  # of the picture: up to there a change is always shrunk well


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
        self._small: NDArray[Any] | None = None  # uint8 of shape (rows, columns, 4)
        self._shown = b""
        self._source_size = (0, 0)
        self._converter: VideoReformatter | None = None
        self.is_rough = False  # whether some of it was sampled in a hurry

    def update(self, frame: Frame, *, is_quick: bool = False) -> SmallPicture | None:
        """Take over what changed; None when nobody would see it. ``is_quick``: large changes are sampled."""
        pixels = self._pixels(frame.picture)
        factor = min(_MOST, max(1, round(pixels.shape[1] / self._width)))
        rows, columns = max(1, pixels.shape[0] // factor), max(1, pixels.shape[1] // factor)
        cells = self._changed_cells(frame, factor, (rows, columns))
        if cells is None or self._small is None:
            import numpy as np

            self._source_size = (pixels.shape[0], pixels.shape[1])
            if self._small is None or self._small.shape[:2] != (rows, columns):
                self._small = np.zeros((rows, columns, _BYTES), dtype=np.uint8)
            cells = [Rect(0, 0, columns, rows)]
        is_large = sum(cell.width * cell.height for cell in cells) > _LARGE_SHARE * rows * columns
        is_sampled = is_quick and is_large
        self.is_rough = is_sampled or (self.is_rough and cells[0].width * cells[0].height < rows * columns)
        for cell in cells:
            _write(pixels, self._small, cell, factor=factor, is_sampled=is_sampled)
        shown = self._small.tobytes()
        if shown == self._shown:
            return None
        self._shown = shown
        return SmallPicture(width=columns, height=rows, pixels=shown)

    def _pixels(self, picture: av.VideoFrame) -> NDArray[Any]:
        """The picture as uint8 of shape (height, width, 4), without copying it where it is packed already."""
        import numpy as np

        if picture.format.name not in _PACKED_FORMATS:
            if self._converter is None:
                from av.video.reformatter import VideoReformatter

                self._converter = VideoReformatter()
            picture = self._converter.reformat(picture, format="bgra", threads=1)
        plane: Any = picture.planes[0]
        rows = np.frombuffer(plane, dtype=np.uint8).reshape(-1, plane.line_size)[: picture.height, : picture.width * _BYTES]
        return rows.reshape(picture.height, picture.width, _BYTES)

    def _changed_cells(self, frame: Frame, factor: int, size: tuple[int, int]) -> list[Rect] | None:
        """What changed, in pixels of the small picture; None for all of it."""
        rows, columns = size
        is_known = self._small is not None and self._source_size == (frame.picture.height, frame.picture.width)
        if not is_known or frame.dirty is None:
            return None
        cells = []
        for rect in frame.dirty:
            left, top = rect.x // factor, rect.y // factor
            right, bottom = -(-(rect.x + rect.width) // factor), -(-(rect.y + rect.height) // factor)
            cell = Rect(left, top, right - left, bottom - top).clipped(columns, rows)
            if cell is not None:
                cells.append(cell)
        return cells if cells and sum(cell.width * cell.height for cell in cells) < rows * columns else None


def _mean(cut: NDArray[Any], factor: int) -> NDArray[Any]:
    """Of every square of ``factor`` pixels the mean."""
    import numpy as np

    sums = np.add(cut[0::factor], cut[1::factor], dtype=np.uint16)
    for row in range(2, factor):
        sums += cut[row::factor]
    wide = np.ascontiguousarray(sums).view(np.uint64)[:, :, 0]  # four sums of 16 bits are added as one number: none overflows
    columns = wide[:, 0::factor].copy()
    for column in range(1, factor):
        columns += wide[:, column::factor]
    return _divided(columns.view(np.uint16), factor * factor)


def _sample(cut: NDArray[Any], factor: int) -> NDArray[Any]:
    """Of every square the mean of two pixels, one below and beside the other: a fifth of the work."""
    import numpy as np

    whole = cut.view(np.uint32)[:, :, 0]
    first, second = (np.ascontiguousarray(whole[at::factor, at::factor]).view(np.uint8) for at in (factor // 4, factor // 4 + factor // 2))
    return _divided(np.add(first, second, dtype=np.uint16), 2)


def _divided(sums: NDArray[Any], count: int) -> NDArray[Any]:
    import numpy as np

    if count.bit_count() == 1:
        sums >>= np.uint16(count.bit_length() - 1)  # a fifth of what dividing costs
    else:
        sums //= np.uint16(count)
    return sums


def _write(pixels: NDArray[Any], small: NDArray[Any], cell: Rect, *, factor: int, is_sampled: bool) -> None:
    """Shrink what is behind a cell of the small picture."""
    shrink = _sample if is_sampled else _mean
    left, right = cell.x * factor, (cell.x + cell.width) * factor
    for top in range(cell.y, cell.y + cell.height, _STRIP):
        bottom = min(top + _STRIP, cell.y + cell.height)
        cut = pixels[top * factor : bottom * factor, left:right]
        shrunk = cut if factor == 1 else shrink(cut, factor).reshape(bottom - top, cell.width, _BYTES)
        small[top:bottom, cell.x : cell.x + cell.width] = shrunk
