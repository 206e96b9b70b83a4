"""Sound of a track for whoever listens to it: sealed fragments in, 16-bit mono at a rate of choice out, placed on the session clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.error import FFmpegError

from lookhear.errors import MediaError
from lookhear.media.mix_input import MixInput
from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from lookhear.media.mix_input import Block
    from lookhear.media.samples import AudioFormat

_LOUDEST: Final = 32_767.0


@dataclass(frozen=True, slots=True)
class Pcm:
    """Mono samples; ``at_ns`` is the session time of the first."""

    at_ns: int
    samples: NDArray[np.int16]
    rate: int

    @property
    def end_ns(self) -> int:
        """Where they end."""
        return self.at_ns + len(self.samples) * NS_PER_S // self.rate

    def after(self, time_ns: int) -> Pcm:
        """What of them lies behind a time."""
        skipped = min(max(0, -(-(time_ns - self.at_ns) * self.rate // NS_PER_S)), len(self.samples))
        return Pcm(self.at_ns + skipped * NS_PER_S // self.rate, self.samples[skipped:], self.rate)


class PcmDecoder:
    """The fragments of one track in order. A gap or a new init begins a new run, whose first 21 ms the decoder needs to settle.

    Not for two threads at once.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._input = MixInput()
        self._resampler: av.AudioResampler | None = None
        self._run_start = self._run_in = self._run_out = 0  # samples at 48 kHz, at 48 kHz, and at the wanted rate

    def decode(self, fragments: Iterable[tuple[AudioFormat, bytes]]) -> list[Pcm]:
        """The sound of some more fragments, in order; stretches that follow one another without a gap are one. Raises MediaError."""
        found: list[Pcm] = []
        for fmt, data in fragments:
            self._input.feed(fmt, data)
            for block in self._input.decode_next(not_before=0):
                found += self._take(block)
        return _joined(found)

    def _take(self, block: Block) -> list[Pcm]:
        """Resample a block, which continues the run or begins another one."""
        pieces = []
        if self._resampler is None or block.start != self._run_start + self._run_in:
            pieces += self._drained()
            self._resampler = av.AudioResampler(format="s16", layout="mono", rate=self._rate)
            self._run_start, self._run_in, self._run_out = block.start, 0, 0
        mono = np.clip(block.sound.mean(axis=0, dtype=np.float32) * _LOUDEST, -_LOUDEST, _LOUDEST).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(mono[None, :]), format="s16", layout="mono")
        frame.sample_rate, frame.pts = AUDIO_TIMESCALE, None
        self._run_in += len(mono)
        return [*pieces, *self._resampled(frame)]

    def _drained(self) -> list[Pcm]:
        """What the resampler of the last run still holds."""
        return [] if self._resampler is None else self._resampled(None)

    def _resampled(self, frame: av.AudioFrame | None) -> list[Pcm]:
        if self._resampler is None:
            return []
        try:
            blocks = [np.asarray(out.to_ndarray()[0], np.int16) for out in self._resampler.resample(frame)]
        except (FFmpegError, ValueError) as exc:
            raise MediaError(f"The sound cannot be resampled: {exc}.") from exc
        pieces = []
        for samples in blocks:
            at_ns = self._run_start * NS_PER_S // AUDIO_TIMESCALE + self._run_out * NS_PER_S // self._rate
            self._run_out += len(samples)
            pieces.append(Pcm(at_ns, samples, self._rate))
        return pieces


def _joined(pieces: list[Pcm]) -> list[Pcm]:
    """Pieces of which each begins within a sample of the last one's end, as one."""
    runs: list[list[Pcm]] = []
    for piece in pieces:
        if not len(piece.samples):
            continue
        if runs and abs(piece.at_ns - runs[-1][-1].end_ns) <= NS_PER_S // piece.rate:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [Pcm(run[0].at_ns, np.concatenate([piece.samples for piece in run]), run[0].rate) for run in runs]
