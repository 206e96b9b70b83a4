"""Silent AAC frames, to fill what a microphone did not deliver without encoding anything during an export."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.aac import FRAME_SAMPLES, AacEncoder

if TYPE_CHECKING:
    from lookhear.media.samples import AudioFormat

_SETTLED_FRAMES: Final = 4


def silent_frame(fmt: AudioFormat) -> bytes:
    """One raw AAC frame of silence in this format. Raises EncodeError when there is no encoder for it."""
    return _encoded_silence(fmt.channels, fmt.sample_rate)


@functools.lru_cache(maxsize=8)
def _encoded_silence(channels: int, sample_rate: int) -> bytes:
    """The last of a few frames, in which the encoder has settled."""
    encoder = AacEncoder(channels=channels, sample_rate=sample_rate)
    silence = np.zeros((channels, FRAME_SAMPLES), np.float32)
    return [data for _ in range(_SETTLED_FRAMES) for data in encoder.encode(silence)][-1]
