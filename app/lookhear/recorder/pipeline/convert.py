"""From grabbed pixels to the encoder's YUV 4:2:0: only what changed is converted, into one picture that stays.

BT.709, limited range, converted by swscale. libyuv is ten times as fast but knows BT.601 only in the version that systems
carry, and most of a desktop stands still anyway: converting the changed rectangles costs less than either. Runs on `enc-…`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from lookhear.recorder.ports import Rect

if TYPE_CHECKING:
    from lookhear.recorder.ports import Frame

_GRID = 32  # rectangles grow to this grid: chroma needs even places, and few different sizes keep swscale's tables
_MARGIN = 2  # rows below a part that are read too: swscale's filter looks at them, and without them the part's last row rounds otherwise
_WHOLE_SHARE = 0.6  # of the picture: beyond this the whole picture is converted at once
_PACKED_FORMATS = ("bgr0", "bgra")
_PACKED_BYTES = 4


class Canvas:
    """The picture as the encoder sees it, ``width × height`` (even), yuv420p. `picture` is the same object for ever."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.picture = av.VideoFrame(width, height, "yuv420p")
        self._whole = VideoReformatter()
        self._parts: dict[tuple[int, ...], VideoReformatter] = {}
        self._planes: list[Any] | None = None

    def update(self, frame: Frame) -> av.VideoFrame:
        """Take over what changed in a frame of the canvas's size and give the whole picture, ready to be encoded.

        A packed frame may be one line or column larger than the canvas: they are cut off.
        """
        is_packed = frame.picture.format.name in _PACKED_FORMATS
        dirty = self._grown(frame.dirty) if is_packed else None
        if dirty is None and is_packed and (frame.picture.width, frame.picture.height) != (self.width, self.height):
            dirty = [Rect(0, 0, self.width, self.height)]
        if dirty is None:
            self.picture = self._whole.reformat(frame.picture, format="yuv420p", **_CONVERSION)
            self._planes = None
            return self.picture
        self._update_parts(frame.picture, dirty)
        return self.picture

    def _grown(self, dirty: tuple[Rect, ...] | None) -> list[Rect] | None:
        """The rectangles on the grid, or None when converting everything is cheaper."""
        if dirty is None:
            return None
        grown = []
        for rect in dirty:
            # At the far edges a strip narrower than the grid would round otherwise than the whole: it begins earlier.
            left = min(rect.x // _GRID * _GRID, max(0, self.width - _GRID))
            top = min(rect.y // _GRID * _GRID, max(0, self.height - _GRID))
            right, bottom = -(-(rect.x + rect.width) // _GRID) * _GRID, -(-(rect.y + rect.height) // _GRID) * _GRID
            clipped = Rect(left, top, right - left, bottom - top).clipped(self.width, self.height)
            if clipped is not None:
                grown.append(clipped)
        if sum(rect.width * rect.height for rect in grown) > _WHOLE_SHARE * self.width * self.height:
            return None
        return grown

    def _update_parts(self, picture: av.VideoFrame, rects: list[Rect]) -> None:
        import numpy as np  # costs half a second of start-up on a slow machine: not before the first picture is sealed

        source_plane: Any = picture.planes[0]
        source = np.frombuffer(source_plane, dtype=np.uint8).reshape(-1, source_plane.line_size)
        rows = source[:, : picture.width * _PACKED_BYTES].reshape(source.shape[0], picture.width, _PACKED_BYTES)
        if self._planes is None:
            self._planes = [_view(plane) for plane in self.picture.planes]
        for rect in rects:
            read = min(rect.height + _MARGIN, self.height - rect.y)
            cut = rows[rect.y : rect.y + read, rect.x : rect.x + rect.width]
            reformatter = self._reformatter(rect.width, read)
            part = reformatter.reformat(av.VideoFrame.from_numpy_buffer(cut, format="bgra"), format="yuv420p", **_CONVERSION)
            for plane, target, halved in zip(part.planes, self._planes, (0, 1, 1), strict=True):
                top, left, height = rect.y >> halved, rect.x >> halved, rect.height >> halved
                target[top : top + height, left : left + plane.width] = _view(plane)[:height]

    def _reformatter(self, *size: int) -> VideoReformatter:
        """One converter for each size, so that swscale's tables for it are made once; the oldest goes when there are many."""
        found = self._parts.pop(size, None) or VideoReformatter()
        self._parts[size] = found
        if len(self._parts) > 8:  # noqa: PLR2004
            del self._parts[next(iter(self._parts))]
        return found


_CONVERSION: dict[str, Any] = {
    "dst_colorspace": Colorspace.ITU709,
    "dst_color_range": ColorRange.MPEG,
    "interpolation": Interpolation.AREA,
    "threads": 1,
}


def _view(plane: Any) -> Any:  # noqa: ANN401 (numpy is not imported yet when this module is)
    import numpy as np

    return np.frombuffer(plane, dtype=np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
