"""What a recorder's file shows: which paint is seen when, and how much the pictures differ from the screen. Same for all tools."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import av
import mss
import numpy as np

from bench.frames import plane_of, seconds_of
from demo.barcode import read_barcode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    Plane = NDArray[np.float64] | NDArray[np.float32]

_PANEL_PX: Final = 48  # barcode and clock, which goes by the time of day: not compared
_BLOCK: Final = 8
_KR, _KB = 0.2126, 0.0722  # ITU-R BT.709
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2  # Wang et al., "Image quality assessment", 2004


@dataclass(frozen=True, slots=True)
class Picture:
    """Luma and the two chroma planes of a picture below the panel: BT.709, limited range, chroma at half the resolution."""

    luma: Plane
    blue: Plane
    red: Plane

    @classmethod
    def of_screen(cls, bgra: NDArray[np.uint8]) -> Self:
        """From pixels of the screen, shape (height, width, 4)."""
        b, g, r = (bgra[_PANEL_PX:, :, index].astype(np.float32) for index in range(3))
        luma = _KR * r + (1 - _KR - _KB) * g + _KB * b
        chroma = (_halved((b - luma) / (2 * (1 - _KB))), _halved((r - luma) / (2 * (1 - _KR))))
        blue, red = (128 + plane * (224 / 255) for plane in chroma)
        return cls(16 + luma * (219 / 255), blue, red)

    @classmethod
    def of_frame(cls, frame: av.VideoFrame) -> Self:
        """From a decoded frame, whatever the file says about its matrix: players take BT.709 for pictures of this size."""
        planes = [plane_of(frame, index).astype(np.float32) for index in range(3)]
        top = _PANEL_PX // 2
        if planes[1].shape == planes[0].shape:
            return cls(planes[0][_PANEL_PX:], _halved(planes[1][_PANEL_PX:]), _halved(planes[2][_PANEL_PX:]))
        return cls(planes[0][_PANEL_PX:], planes[1][top:], planes[2][top:])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the screen a picture is: SSIM of luma (1: the same), mean absolute error of chroma in steps of 255."""

    ssim: float
    chroma_error: float


def likeness(seen: Picture, truth: Picture) -> Likeness:
    """Compare over blocks of 8 × 8 pixels."""
    chroma = (np.abs(seen.blue - truth.blue).mean() + np.abs(seen.red - truth.red).mean()) / 2
    return Likeness(_ssim(seen.luma, truth.luma), float(chroma))


@dataclass(frozen=True, slots=True)
class Film:
    """The video stream of a file. ``first_seen_s``: paint number → presentation time of the first picture that shows it."""

    first_seen_s: dict[int, float]
    frames: int
    unreadable: int
    duration_s: float
    video_bytes: int
    codec: str
    likenesses: list[Likeness]


def watch(path: Path, truths: dict[int, Picture]) -> Film:
    """Decode a file; pictures whose paint is among the truths are compared with it, the last one that shows it."""
    first_seen: dict[int, float] = {}
    compared: dict[int, Picture] = {}
    frames = unreadable = video_bytes = 0
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        end_s = 0.0
        for packet in container.demux(stream):
            video_bytes += packet.size
            for frame in packet.decode():
                frames += 1
                at_s = seconds_of(frame)
                end_s = max(end_s, at_s)
                number = read_barcode(plane_of(frame, 0))
                if number is None:
                    unreadable += 1
                    continue
                first_seen.setdefault(number, at_s)
                if number in truths:
                    compared[number] = Picture.of_frame(frame)
        start_s = min(first_seen.values(), default=0.0)
        codec = f"{stream.codec_context.profile} {stream.codec_context.pix_fmt}"
    likenesses = [likeness(picture, truths[number]) for number, picture in compared.items()]
    return Film(first_seen, frames, unreadable, end_s - start_s, video_bytes, codec, likenesses)


def grab_truths(display: str, wanted: Iterable[float]) -> dict[int, Picture]:
    """Take pictures of the screen itself at these times (monotonic seconds), by the paint they show."""
    truths: dict[int, Picture] = {}
    with mss.mss(display=display) as screen:
        for at_s in wanted:
            time.sleep(max(0.0, at_s - time.monotonic()))
            shot: Any = screen.grab(screen.monitors[1])
            pixels = np.frombuffer(shot.bgra, np.uint8).reshape(shot.height, shot.width, 4)
            number = read_barcode(pixels[:, :, 1])
            if number is not None:
                truths[number] = Picture.of_screen(pixels)
    return truths


@dataclass(frozen=True, slots=True)
class Timing:
    """Painted changes against seen ones. ``missing`` of ``painted`` between the first and the last one seen."""

    painted: int
    missing: int
    jitter_p95_ms: float


def timing(film: Film, paints: list[dict[str, Any]]) -> Timing:
    """Compare with a scene's log.

    Jitter is the difference between the distance of two pictures in the file and of the same two paints on the screen.
    """
    shown_s = {paint["n"]: paint["t_ns"] / 1e9 for paint in paints}
    seen = sorted((at_s, number) for number, at_s in film.first_seen_s.items() if number in shown_s)
    if len(seen) < 2:
        return Timing(0, 0, float("nan"))
    first, last = seen[0][1], seen[-1][1]
    painted = [number for number in shown_s if first <= number <= last]
    errors = [
        abs((later_s - earlier_s) - (shown_s[later] - shown_s[earlier]))
        for (earlier_s, earlier), (later_s, later) in itertools.pairwise(seen)
    ]
    return Timing(len(painted), len(set(painted) - film.first_seen_s.keys()), float(np.percentile(errors, 95)) * 1000)


def _halved(plane: Plane) -> Plane:
    height, width = plane.shape[0] // 2, plane.shape[1] // 2
    return np.asarray(plane[: height * 2, : width * 2].reshape(height, 2, width, 2).mean(axis=(1, 3)), np.float32)


def _ssim(one: Plane, other: Plane) -> float:
    """Structural similarity, the mean over blocks that do not overlap."""
    a, b = _blocks(one), _blocks(other)
    mean_a, mean_b = a.mean(axis=1), b.mean(axis=1)
    var_a, var_b = a.var(axis=1), b.var(axis=1)
    covariance = (a * b).mean(axis=1) - mean_a * mean_b
    top = (2 * mean_a * mean_b + _C1) * (2 * covariance + _C2)
    return float((top / ((mean_a**2 + mean_b**2 + _C1) * (var_a + var_b + _C2))).mean())


def _blocks(plane: Plane) -> Plane:
    rows, columns = plane.shape[0] // _BLOCK, plane.shape[1] // _BLOCK
    cut = plane[: rows * _BLOCK, : columns * _BLOCK].astype(np.float64)
    return np.asarray(cut.reshape(rows, _BLOCK, columns, _BLOCK).swapaxes(1, 2).reshape(rows * columns, _BLOCK * _BLOCK))
