"""A picture as a JPEG file."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.error import FFmpegError

from lookhear.errors import EncodeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_QUALITY: Final = 4  # of FFmpeg's scale from 2 (best) to 31
_FULL_RANGE: Final = 2
_EVEN: Final = 2


def encode_jpeg(rgb: NDArray[np.uint8], *, longest_px: int | None = None) -> bytes:
    """A file of a picture of the shape (height, width, 3), uint8, made smaller if a side is longer than wished. Raises EncodeError."""
    height, width = (side // _EVEN * _EVEN for side in rgb.shape[:2])
    if not height or not width:
        raise EncodeError("A picture of less than two pixels cannot be made a JPEG file.")
    try:
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb[:height, :width]), format="rgb24")
        scale = min(1.0, (longest_px or max(width, height)) / max(width, height))
        width, height = (max(_EVEN, int(side * scale) // _EVEN * _EVEN) for side in (width, height))
        shown = frame.reformat(width=width, height=height, format="yuvj420p", dst_color_range=_FULL_RANGE)
        shown.pts, shown.time_base = 0, Fraction(1, 1)
        context = av.CodecContext.create("mjpeg", "w")
        context.width, context.height, context.pix_fmt = width, height, "yuvj420p"
        context.time_base, context.color_range = Fraction(1, 1), _FULL_RANGE
        context.qmin = context.qmax = _QUALITY
        return b"".join(bytes(packet) for packet in [*context.encode(shown), *context.encode(None)])
    except (FFmpegError, ValueError) as exc:
        raise EncodeError(f"A picture cannot be made a JPEG file: {exc}.") from exc
