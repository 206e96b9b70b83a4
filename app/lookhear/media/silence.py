"""Silent AAC frames, to fill what a microphone did not deliver without encoding anything when it is played or exported."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.aac import FRAME_SAMPLES, AacEncoder
from lookhear.media.fragments import build_fragment
from lookhear.media.samples import NS_PER_S, Sample

if TYPE_CHECKING:
    from lookhear.media.samples import AudioFormat

_SETTLED_FRAMES: Final = 4


def silent_frame(fmt: AudioFormat) -> bytes:
    """One raw AAC frame of silence in this format. Raises EncodeError when there is no encoder for it."""
    return _encoded_silence(fmt.channels, fmt.sample_rate)


def silent_fragment(fmt: AudioFormat, *, start_ns: int, end_ns: int) -> bytes:
    """A fragment of silence from one session time to another, in whole frames, one at least. Raises EncodeError, MediaError."""
    start, end = (round(time_ns * fmt.sample_rate / NS_PER_S) for time_ns in (start_ns, end_ns))
    frame = Sample(silent_frame(fmt), FRAME_SAMPLES, is_sync=True)
    count = max(1, (end - start) // FRAME_SAMPLES)
    return build_fragment(
        sequence=1, base_decode_time=start, timescale=fmt.sample_rate, samples=[frame] * count, wall_ns=None, is_video=False
    )


@functools.lru_cache(maxsize=8)
def _encoded_silence(channels: int, sample_rate: int) -> bytes:
    """The last of a few frames, in which the encoder has settled."""
    encoder = AacEncoder(channels=channels, sample_rate=sample_rate)
    silence = np.zeros((channels, FRAME_SAMPLES), np.float32)
    return [data for _ in range(_SETTLED_FRAMES) for data in encoder.encode(silence)][-1]
