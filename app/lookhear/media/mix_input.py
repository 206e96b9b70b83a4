"""One track on its way into the mix: sealed fragments in, sound placed on the session clock out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.errors import MediaError
from lookhear.media.aac import FRAME_SAMPLES, AacDecoder
from lookhear.media.fragments import FragmentInfo, parse_fragment
from lookhear.media.samples import AUDIO_TIMESCALE

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from lookhear.media.samples import AudioFormat

_WARM_UP_SAMPLES: Final = 2 * FRAME_SAMPLES  # decoded, but not used: a frame needs the one before it


@dataclass(frozen=True, slots=True)
class Block:
    """Sound of shape (2, n) whose first sample belongs to session time ``start``, in samples at 48 kHz."""

    start: int
    sound: NDArray[np.float32]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + int(self.sound.shape[1])


class MixInput:
    """The fragments of one track in order, decoded one at a time by one decoder, so that borders between them are not heard.

    After a gap or a new init the decoder begins anew, and the first frame, which is its run-up, is left out.
    """

    def __init__(self) -> None:
        self._queue: deque[tuple[AudioFormat, Path | bytes]] = deque()
        self._decoder: AacDecoder | None = None
        self._decoded_format: AudioFormat | None = None
        self._next_time = -1  # decode time that would continue the run, in the track's own units
        self._run_start = 0  # where the run began, in samples at 48 kHz
        self._run_samples = 0  # decoded since then
        self.end = 0  # session time up to which the track is known, in samples at 48 kHz
        self.is_open = True

    @property
    def has_waiting(self) -> bool:
        """Whether there are fragments that are not decoded yet."""
        return bool(self._queue)

    def feed(self, fmt: AudioFormat, fragment: Path | bytes) -> None:
        """Append a sealed fragment."""
        self._queue.append((fmt, fragment))

    def decode_next(self, *, not_before: int) -> list[Block]:
        """Decode the next fragment; nothing when it ends before ``not_before`` (samples at 48 kHz). Raises MediaError."""
        fmt, source = self._queue.popleft()
        data = _read(source)
        info = parse_fragment(data)
        self.end = info.end_decode_time * AUDIO_TIMESCALE // fmt.sample_rate
        if self.end <= not_before - _WARM_UP_SAMPLES:
            return []
        blocks = []
        if self._decoder is None or fmt != self._decoded_format or info.base_decode_time != self._next_time:
            blocks += self._begin_run(fmt, info.base_decode_time)
        sound = self._decode(data, info)
        self._next_time = info.end_decode_time
        if sound.shape[1]:
            skipped = max(0, FRAME_SAMPLES - self._run_samples)
            start = self._run_start + self._run_samples
            self._run_samples += sound.shape[1]
            blocks.append(Block(start + min(skipped, sound.shape[1]), sound[:, skipped:]))
        return [block for block in blocks if block.sound.shape[1]]

    def _begin_run(self, fmt: AudioFormat, base_decode_time: int) -> list[Block]:
        """Begin with a new decoder at this decode time; what the last run's resampler still held."""
        held: list[Block] = []
        if self._decoder is not None:
            held.append(Block(self._run_start + self._run_samples, self._decoder.drain()))
        self._decoder, self._decoded_format = AacDecoder(fmt), fmt
        self._run_start = base_decode_time * AUDIO_TIMESCALE // fmt.sample_rate
        self._run_samples = 0
        return held

    def _decode(self, data: bytes, info: FragmentInfo) -> NDArray[np.float32]:
        if self._decoder is None:
            raise RuntimeError("a run begins with a decoder")
        ends = info.payload_offset + np.cumsum(info.sizes)
        starts = ends - info.sizes
        frames = [self._decoder.decode(data[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(frames, axis=1)


def _read(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except FileNotFoundError as exc:
        raise MediaError(f"The fragment {source.name} is missing.") from exc
