"""Decoded frames as arrays and seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import av
    from numpy.typing import NDArray


def plane_of(frame: av.VideoFrame, index: int) -> NDArray[np.uint8]:
    """A plane of a planar picture, shape (height, width), without its padding."""
    plane: Any = frame.planes[index]  # PyAV's stubs do not say that it is a buffer
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


def seconds_of(frame: av.VideoFrame | av.AudioFrame) -> float:
    """Presentation time. Raises ValueError when the file gives none."""
    if frame.pts is None or frame.time_base is None:
        raise ValueError("A frame without a time was decoded.")
    return float(frame.pts * frame.time_base)
