"""Silent AAC frames, to fill what a microphone did not deliver without encoding anything during an export."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from lookhear.errors import EncodeError

if TYPE_CHECKING:
    from lookhear.media.samples import AudioFormat

FRAME_SAMPLES: Final = 1024
_WARM_UP_FRAMES: Final = 4
_LAYOUTS: Final = {1: "mono", 2: "stereo"}


def silent_frame(fmt: AudioFormat) -> bytes:
    """One raw AAC frame of silence in this format. Raises EncodeError when there is no encoder for it."""
    return _encoded_silence(fmt.channels, fmt.sample_rate)


@functools.lru_cache(maxsize=8)
def _encoded_silence(channels: int, sample_rate: int) -> bytes:
    """The last of a few frames, in which the encoder has settled."""
    try:
        context = av.CodecContext.create("aac", "w")
        if not isinstance(context, av.AudioCodecContext):
            raise EncodeError("The AAC encoder is none for sound.")
        context.sample_rate, context.layout, context.format = sample_rate, _LAYOUTS[channels], "fltp"
        context.time_base = Fraction(1, sample_rate)
        silence = np.zeros((channels, FRAME_SAMPLES), np.float32)
        packets = []
        for number in range(_WARM_UP_FRAMES):
            frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout=_LAYOUTS[channels])
            frame.sample_rate, frame.pts = sample_rate, number * FRAME_SAMPLES
            packets += context.encode(frame)
        return bytes(packets[-1])
    except (av.FFmpegError, ValueError, KeyError, IndexError) as exc:
        raise EncodeError(f"Silence of {channels} channels at {sample_rate} Hz cannot be encoded.") from exc
