"""Really encoded pictures and sound for the media tests: small, but from the encoders the recorder uses."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

from lookhear.media.aac import AacEncoder
from lookhear.media.fragments import build_fragment
from lookhear.media.h264 import read_access_unit
from lookhear.media.samples import AudioFormat, Sample, VideoFormat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 48_000
FRAME = 1024


@dataclass(frozen=True)
class EncodedVideo:
    """Pictures at 30 a second; ``samples`` are (data, is_sync)."""

    fmt: VideoFormat
    samples: tuple[tuple[bytes, bool], ...]


@dataclass(frozen=True)
class EncodedAudio:
    """AAC frames, the first ``fmt.priming`` samples of which come before the sound."""

    fmt: AudioFormat
    frames: tuple[bytes, ...]


@functools.cache
def encode_video(*, pictures: int = 60, width: int = 160, height: int = 96, gop: int = 30) -> EncodedVideo:
    """A white bar that moves over black; picture 0 is all white."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base = Fraction(1, 30)
    context.gop_size = gop
    context.options = {"preset": "superfast", "tune": "zerolatency", "crf": "28"}
    units = []
    for number in range(pictures):
        picture = np.zeros((height, width, 3), np.uint8)
        picture[:, (number * 4) % width :][:, : width if number == 0 else 8] = 255
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts = number
        units += [read_access_unit(bytes(packet)) for packet in context.encode(frame)]
    units += [read_access_unit(bytes(packet)) for packet in context.encode(None)]
    first = units[0]
    fmt = VideoFormat(width=width, height=height, sps=first.sps, pps=first.pps)
    return EncodedVideo(fmt, tuple((unit.data, unit.is_idr) for unit in units))


def encode_audio(sound: NDArray[np.float32], *, bit_rate: int = 128_000, rate: int = RATE) -> EncodedAudio:
    """AAC of float32 (samples, channels) in -1…1."""
    encoder = AacEncoder(channels=sound.shape[1], sample_rate=rate, bit_rate=bit_rate)
    padded = np.concatenate([sound, np.zeros((-len(sound) % FRAME, sound.shape[1]), np.float32)])
    frames = [data for start in range(0, len(padded), FRAME) for data in encoder.encode(padded[start : start + FRAME].T)]
    return EncodedAudio(encoder.format, (*frames, *encoder.flush()))


@functools.cache
def tone(*, seconds: float = 2.0, hertz: float = 440.0, channels: int = 1, level: float = 0.5) -> EncodedAudio:
    """A sine that goes on all the time."""
    times = np.arange(int(seconds * RATE)) / RATE
    wave = (level * np.sin(2 * np.pi * hertz * times)).astype(np.float32)
    return encode_audio(np.repeat(wave[:, None], channels, axis=1))


def write_video(folder: Path, video: EncodedVideo, *, start_s: float, per_fragment: int = 15) -> list[Path]:
    """Fragments of 30 pictures a second from a session time on."""
    tick = video.fmt.timescale // 30
    samples = [Sample(data, tick, is_sync) for data, is_sync in video.samples]
    scale = video.fmt.timescale
    return _write(folder, samples, start=round(start_s * scale), timescale=scale, per_fragment=per_fragment, is_video=True)


def write_audio(folder: Path, audio: EncodedAudio, *, start_s: float, per_fragment: int = 24, first: int = 1) -> list[Path]:
    """Fragments whose first real sample was heard at ``start_s``."""
    samples = [Sample(data, FRAME, is_sync=True) for data in audio.frames]
    rate = audio.fmt.sample_rate
    start = round(start_s * rate) - audio.fmt.priming
    return _write(folder, samples, start=start, timescale=rate, per_fragment=per_fragment, is_video=False, first=first)


def _write(
    folder: Path, samples: list[Sample], *, start: int, timescale: int, per_fragment: int, is_video: bool, first: int = 1
) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, index in enumerate(range(0, len(samples), per_fragment), first):
        chosen = samples[index : index + per_fragment]
        data = build_fragment(sequence=number, base_decode_time=start, timescale=timescale, samples=chosen, wall_ns=None, is_video=is_video)
        start += sum(sample.duration for sample in chosen)
        path = folder / f"{number:08d}.m4s"
        path.write_bytes(data)
        paths.append(path)
    return paths


def sound_of(wave: Callable[[NDArray[np.float64]], NDArray[np.float64]], *, seconds: float, channels: int = 1) -> NDArray[np.float32]:
    """Sound of a function of time in seconds."""
    times = np.arange(int(seconds * RATE)) / RATE
    return np.repeat(wave(times).astype(np.float32)[:, None], channels, axis=1)
