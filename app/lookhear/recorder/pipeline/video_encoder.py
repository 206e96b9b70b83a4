"""H.264 for one display: hardware where a probe succeeds, else libx264. Runs on its `enc-…` thread.

No B-frames and no look-ahead, so every picture that goes in comes out at once, in the same order. IDR pictures come when
asked for, carrying their parameter sets. Rate control is constant quality, which a person chooses in words.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import av.error
from av.video.frame import PictureType

from lookhear.errors import EncodeError
from lookhear.media.samples import NS_PER_S, VIDEO_TIMESCALE
from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext

_BT709 = 1
_LIMITED = 1
_NO_KEYFRAME_BY_ITSELF = 1_000_000  # pictures
_LARGE_PIXELS = 1920 * 1200  # beyond this one thread is too slow for thirty pictures a second


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """One access unit as Annex B bytes, and the session time it was captured."""

    data: bytes
    t_ns: int
    is_sync: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoder in its own words. The options ``level`` say how good: all of them get one of ``levels`` (small, balanced, sharp)."""

    codec: str
    options: dict[str, str]
    level: tuple[str, ...]
    levels: tuple[int, int, int]
    needs: str = ""  # a device node without which probing is a waste of time

    def options_for(self, quality: Quality) -> dict[str, str]:
        """The options of an encoder that makes pictures of that quality."""
        value = str(self.levels[tuple(Quality).index(quality)])
        return self.options | dict.fromkeys(self.level, value)


_QP = (30, 23, 18)  # of H.264's quantiser scale: seven more is about half the bytes
_RENDER_NODE = "/dev/dri/renderD128"

# constant quality, no reordering, IDR on demand: each encoder in its own words
_HARDWARE = (
    _Candidate("h264_videotoolbox", {"realtime": "1", "allow_sw": "0"}, ("q:v",), (50, 65, 80)),
    _Candidate("h264_nvenc", {"preset": "p2", "tune": "ull", "rc": "constqp", "forced-idr": "1"}, ("qp",), _QP, "/dev/nvidia0"),
    _Candidate("h264_qsv", {"preset": "veryfast", "forced_idr": "1", "async_depth": "1"}, ("global_quality",), _QP, _RENDER_NODE),
    _Candidate("h264_amf", {"usage": "ultralowlatency", "rc": "cqp", "forced_idr": "1"}, ("qp_i", "qp_p"), _QP, _RENDER_NODE),
    _Candidate("h264_mf", {"hw_encoding": "1", "rate_control": "quality", "scenario": "display_remoting"}, ("quality",), (55, 70, 85)),
)
# ultrafast, but with small intra partitions: on text they cost little and save a tenth of the bytes. CABAC, adaptive
# quantisation and a finer search each cost a quarter to a half more of processor time here (docs/performance.md).
_X264_PARAMS = "scenecut=0:repeat-headers=1:analyse=i4x4,i8x8:8x8dct=1"
_SOFTWARE = _Candidate(
    "libx264",
    {"preset": "ultrafast", "tune": "zerolatency", "forced-idr": "1", "x264-params": _X264_PARAMS},
    ("crf",),
    _QP,
)


class VideoEncoder:
    """Encodes pictures of one size. Raises EncodeError when no encoder opens, or when encoding fails."""

    def __init__(self, *, width: int, height: int, fps: int, quality: Quality = Quality.BALANCED) -> None:
        self._candidate = _choose(width, height)
        self._context = _open(self._candidate, (width, height), fps=fps, quality=quality)

    @property
    def name(self) -> str:
        """The encoder as FFmpeg names it, for the receipt."""
        return self._candidate.codec

    def encode(self, picture: av.VideoFrame, *, t_ns: int, is_idr: bool) -> list[EncodedPicture]:
        """Encode a picture captured at ``t_ns``. Times must rise; ``is_idr`` makes it one that decoding can start from."""
        picture.pts = t_ns * VIDEO_TIMESCALE // NS_PER_S
        picture.time_base = Fraction(1, VIDEO_TIMESCALE)
        picture.pict_type = PictureType.I if is_idr else PictureType.NONE
        try:
            return [EncodedPicture(bytes(packet), t_ns, packet.is_keyframe) for packet in self._context.encode(picture)]
        except av.error.FFmpegError as exc:
            raise EncodeError(f"The encoder {self.name} failed: {exc.strerror}.") from exc


def _open(candidate: _Candidate, size: tuple[int, int], *, fps: int, quality: Quality) -> VideoCodecContext:
    context = cast("VideoCodecContext", av.CodecContext.create(candidate.codec, "w"))
    context.width, context.height = width, height = size
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, VIDEO_TIMESCALE)
    context.framerate = Fraction(fps)
    context.gop_size = _NO_KEYFRAME_BY_ITSELF
    context.max_b_frames = 0
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.thread_count = 1 if width * height <= _LARGE_PIXELS else min(4, os.cpu_count() or 1)
    context.options = candidate.options_for(quality)
    try:
        context.open()
    except (av.error.FFmpegError, OSError) as exc:
        raise EncodeError(f"The encoder {candidate.codec} cannot be opened: {exc}.") from exc
    return context


@functools.lru_cache(maxsize=16)
def _choose(width: int, height: int) -> _Candidate:
    """The first hardware encoder that really encodes a picture of this size, else libx264."""
    for candidate in _HARDWARE:
        if candidate.codec not in av.codecs_available or (candidate.needs and not Path(candidate.needs).exists()):
            continue
        try:
            context = _open(candidate, (width, height), fps=30, quality=Quality.BALANCED)
            black = av.VideoFrame(width, height, "yuv420p")
            black.pts, black.time_base = 0, Fraction(1, VIDEO_TIMESCALE)
            if context.encode(black):
                return candidate
        except (EncodeError, av.error.FFmpegError):
            continue
    return _SOFTWARE
