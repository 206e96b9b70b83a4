"""AAC-LC from 48 kHz sound on the session clock. Owned by one encoder thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lookhear.media.aac import FRAME_SAMPLES, PRIMING, AacEncoder
from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lookhear.media.samples import AudioFormat


@dataclass(frozen=True, slots=True)
class AacFrame:
    """One raw AAC frame of 1024 samples. ``t_ns`` is its decode time: the first one's lies the priming before the sound."""

    data: bytes
    t_ns: int


class AudioEncoder:
    """One track's encoder. Raises EncodeError when it cannot be opened or fails."""

    name = "aac"

    def __init__(self, *, channels: int, bit_rate: int) -> None:
        self._channels, self._bit_rate = channels, bit_rate
        self._start_ns: int | None = None
        self._begin()

    def _begin(self) -> None:
        self._aac = AacEncoder(channels=self._channels, bit_rate=self._bit_rate)
        self._start_ns = None
        self._rest = np.zeros((0, self._channels), np.float32)
        self._frames_out = 0

    @property
    def format(self) -> AudioFormat:
        """What a player must know to decode the frames."""
        return self._aac.format

    def feed(self, samples: NDArray[np.float32], *, t_ns: int) -> list[AacFrame]:
        """Encode float32 of shape (n, channels). ``t_ns`` counts for the first samples only: the rest must follow without a gap."""
        if self._start_ns is None:
            self._start_ns = t_ns
        waiting = np.concatenate([self._rest, samples]) if len(self._rest) else samples
        count = len(waiting) // FRAME_SAMPLES
        self._rest = waiting[count * FRAME_SAMPLES :].copy()
        whole = waiting[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES, self._channels).transpose(0, 2, 1)
        return [frame for plane in whole for frame in self._stamped(self._aac.encode(plane))]

    def flush(self) -> list[AacFrame]:
        """What is still inside, the last frame filled up with silence. Afterwards the encoder begins anew."""
        frames: list[AacFrame] = []
        if self._start_ns is not None:
            if len(self._rest):
                last = np.zeros((self._channels, FRAME_SAMPLES), np.float32)
                last[:, : len(self._rest)] = self._rest.T
                frames += self._stamped(self._aac.encode(last))
            frames += self._stamped(self._aac.flush())
        self._begin()
        return frames

    def _stamped(self, packets: list[bytes]) -> list[AacFrame]:
        if self._start_ns is None:
            raise RuntimeError("frames come out only after samples went in")
        frames = []
        for data in packets:
            before = self._frames_out * FRAME_SAMPLES - PRIMING
            frames.append(AacFrame(data, self._start_ns + round(before * NS_PER_S / AUDIO_TIMESCALE)))
            self._frames_out += 1
        return frames
