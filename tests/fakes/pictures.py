"""Pictures for tests: plain colours, and noise that differs everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from lookhear.recorder.ports import Frame, Rect

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 64, 48


def plain(red: int, green: int, blue: int, *, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """One colour everywhere, as BGRA."""
    return np.full((height, width, 4), (blue, green, red, 255), dtype=np.uint8)


def noise(seed: int, *, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


def frame(pixels: NDArray[np.uint8], t_ns: int, dirty: tuple[Rect, ...] | None = None) -> Frame:
    return Frame(av.VideoFrame.from_numpy_buffer(pixels, format="bgra"), t_ns, dirty)


def grey(level: int, t_ns: int, *, width: int = WIDTH, height: int = HEIGHT) -> Frame:
    """A plain grey picture."""
    return frame(plain(level, level, level, width=width, height=height), t_ns)


def planes(picture: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """Y, U and V without the padding of their lines."""
    found = []
    for plane in picture.planes:
        lines = np.frombuffer(bytes(plane), dtype=np.uint8).reshape(-1, plane.line_size)
        found.append(lines[: plane.height, : plane.width])
    return found
