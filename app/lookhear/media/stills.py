"""What a display showed at chosen moments: sealed fragments in, RGB pictures out."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.error import FFmpegError

from lookhear.errors import MediaError
from lookhear.media.fragments import parse_fragment
from lookhear.media.h264 import split_length_prefixed
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lookhear.media.fragments import FragmentInfo
    from lookhear.media.samples import VideoFormat

_START_CODE: Final = b"\x00\x00\x00\x01"
_EVEN: Final = 2


@dataclass(frozen=True, slots=True)
class Still:
    """A picture as it was to be seen at a moment of the session: shape (height, width, 3), uint8."""

    at_ns: int
    rgb: NDArray[np.uint8]


class StillReader:
    """Fragments of one display, one after the other; what does not continue the last one begins at its first key frame.

    Not for two threads at once.
    """

    def __init__(self) -> None:
        self._context: av.VideoCodecContext | None = None
        self._format: VideoFormat | None = None
        self._next_time: int | None = None

    @property
    def next_time(self) -> int | None:
        """The decode time, in the track's own units, of the fragment that goes on where the last one ended; None for none."""
        return self._next_time

    def read(self, fmt: VideoFormat, data: bytes, *, wanted_ns: Sequence[int], max_pixels: int | None = None) -> list[Still]:
        """The pictures that were to be seen at these ascending moments, as far as they are in this fragment.

        A picture that is there for several of them is the same array each time. ``max_pixels`` bounds a picture: a larger one is made
        smaller, in proportion. Raises MediaError.
        """
        info = parse_fragment(data)
        is_running = fmt == self._format and info.base_decode_time == self._next_time
        context = self._context if is_running and self._context is not None else self._open(fmt)
        self._next_time = None  # until all of it is decoded
        stills: list[Still] = []
        time, position = info.base_decode_time, info.payload_offset
        for duration, size, is_sync in _samples(info):
            is_running = is_running or is_sync
            if is_running:
                spans = (time * NS_PER_S // fmt.timescale, (time + duration) * NS_PER_S // fmt.timescale)
                frames = _decoded(context, _annex_b(data[position : position + size], fmt, is_sync=is_sync))
                moments = wanted_ns[bisect.bisect_left(wanted_ns, spans[0]) : bisect.bisect_left(wanted_ns, spans[1])]
                if frames and moments:
                    rgb = _rgb(frames[-1], max_pixels)
                    stills += (Still(moment, rgb) for moment in moments)
            time += duration
            position += size
        if is_running:
            self._next_time = time
        return stills

    def _open(self, fmt: VideoFormat) -> av.VideoCodecContext:
        try:
            context = av.CodecContext.create("h264", "r")
        except (FFmpegError, ValueError) as exc:
            raise MediaError(f"The pictures cannot be decoded: {exc}.") from exc
        if not isinstance(context, av.VideoCodecContext):
            raise MediaError("The pictures cannot be decoded.")
        context.thread_count = 1  # understanding must not take the cores that ingest needs
        context.options = {"flags": "low_delay"}
        self._context, self._format = context, fmt
        return context


def moments_of(start_ns: int, end_ns: int, count: int) -> tuple[int, ...]:
    """The ends of ``count`` equal parts of a stretch: what was painted last in it is in the last picture."""
    length = end_ns - start_ns
    return tuple(start_ns + length * (number + 1) // count - 1 for number in range(count))


def _samples(info: FragmentInfo) -> list[tuple[int, int, bool]]:
    return list(zip(info.durations.tolist(), info.sizes.tolist(), info.is_sync.tolist(), strict=True))


def _annex_b(sample: bytes, fmt: VideoFormat, *, is_sync: bool) -> bytes:
    """A sample as a byte stream, which needs no configuration; key frames bring the parameter sets."""
    sets = [fmt.sps, fmt.pps] if is_sync else []
    return b"".join(_START_CODE + nal for nal in (*sets, *split_length_prefixed(sample)))


def _decoded(context: av.VideoCodecContext, data: bytes) -> list[av.VideoFrame]:
    try:
        return context.decode(av.Packet(data))
    except (FFmpegError, ValueError) as exc:
        raise MediaError(f"The pictures cannot be decoded: {exc}.") from exc


def _rgb(frame: av.VideoFrame, max_pixels: int | None) -> NDArray[np.uint8]:
    width, height = frame.width, frame.height
    if max_pixels is not None and width * height > max_pixels:
        scale = math.sqrt(max_pixels / (width * height))
        width, height = (max(_EVEN, int(side * scale) // _EVEN * _EVEN) for side in (width, height))
    try:
        shown = frame.reformat(width=width, height=height, format="rgb24")
        return np.asarray(shown.to_ndarray(), np.uint8)
    except (FFmpegError, ValueError) as exc:
        raise MediaError(f"The pictures cannot be converted: {exc}.") from exc
