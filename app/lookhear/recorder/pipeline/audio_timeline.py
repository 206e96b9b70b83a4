"""From stamped blocks of one device to unbroken 48 kHz sound on the session clock. Pure logic, owned by one thread.

A device's clock is never exactly the session's, and the stamps of its blocks shake. So the blocks are laid end to end, and the
filtered difference between a block's stamp and its place steers a loop (proportional and integral, critically damped)
that stretches or shrinks blocks by single samples. Only a difference that no shaking explains is a gap or an overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.samples import AUDIO_TIMESCALE, NS_PER_S
from lookhear.recorder.pipeline.resampler import Resampler, stretched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lookhear.recorder.ports import AudioBlock

LONGEST_FILL_NS: Final = 5 * NS_PER_S  # a longer gap is a discontinuity
_JUMP_NS: Final = 80_000_000  # what stamps may shake and drift without being a gap
_BLOCKS_TO_BELIEVE: Final = 3  # so many blocks must agree before a jump of the stamps is believed
_MAX_STRETCH: Final = 0.002  # 3.5 cents: nobody hears it
_MAX_SKEW: Final = 0.001  # no working device is further off than that
_SMOOTHING_S: Final = 1.0
_GAIN: Final = 0.2  # per second: an error fades with a time constant of five seconds
_GAIN_SKEW: Final = _GAIN**2 / 4  # critical damping


@dataclass(frozen=True, slots=True, kw_only=True)
class PcmRun:
    """Float32 of shape (samples, channels) at 48 kHz, the first at session time ``t_ns``, right behind the run before.

    ``silence_samples`` of it were filled in. ``clock_error_us``: by how much later the device's smoothed stamps put the sound.
    ``is_discontinuity``: time jumped since the run before, so an encoder has to start anew.
    """

    samples: NDArray[np.float32]
    t_ns: int
    silence_samples: int = 0
    clock_error_us: int = 0
    is_discontinuity: bool = False


class AudioTimeline:
    """Takes blocks of any rate, gives runs of ``channels`` channels that leave no sample of time out."""

    def __init__(self, *, channels: int) -> None:
        self._channels = channels
        self._origin_ns: int | None = None  # session time of the first sample since the last discontinuity
        self._written = 0  # samples since then
        self._is_jump = False  # the next run begins after a discontinuity
        self._is_broken_off = False  # what comes next begins anew, however soon
        self._resampler: Resampler | None = None  # None: the next block is laid where its stamp says
        self._last = np.zeros(channels, np.float32)
        self._doubted: list[AudioBlock] = []
        self._error_s = 0.0
        self._skew = 0.0
        self._owed = 0.0  # the part of a sample that stretching owes

    @property
    def next_ns(self) -> int | None:
        """Session time of the next sample, None before the first."""
        return None if self._origin_ns is None else self._origin_ns + self._written * NS_PER_S // AUDIO_TIMESCALE

    def push(self, block: AudioBlock) -> list[PcmRun]:
        """Lay a block behind the ones before. Gaps up to five seconds come back as silence; overlaps are cut.

        A block whose stamp jumps is held until the next ones agree with it or contradict it.
        """
        if not len(block.samples):
            return []
        if self._resampler is not None and self._resampler.rate != block.rate:
            self._resampler = None  # another device
        if self._resampler is None:
            return self._believe_doubted() + self._lay(block)
        error_ns = block.t_ns - self._expected_ns()
        if abs(error_ns) > _JUMP_NS:
            self._doubted.append(block)
            return self._believe_doubted() if len(self._doubted) >= _BLOCKS_TO_BELIEVE else []
        doubted, self._doubted = self._doubted, []  # only their stamps were wrong
        runs = [run for held in doubted for run in self._append(held, 0.0)]
        return runs + self._append(block, error_ns / NS_PER_S)

    def fill_until(self, t_ns: int) -> list[PcmRun]:
        """Silence up to a session time, for a device that is away or a loopback that gives nothing while nothing plays.

        On a timeline that has not begun it begins it there. More than five seconds are not filled: the track jumps.
        Sound that comes later for a time that is filled already is cut, so call it with patience (a second behind now).
        """
        runs = self._believe_doubted()
        next_ns = self.next_ns
        if next_ns is None or self._is_new_start(t_ns, next_ns):
            self._begin(t_ns)
            return runs
        count = (t_ns - next_ns) * AUDIO_TIMESCALE // NS_PER_S
        if count > 0:
            self._resampler = None
            runs.append(self._silence(count))
        return runs

    def reopen(self) -> list[PcmRun]:
        """The source was opened anew: the next block goes exactly where its stamp says, however small the step is."""
        runs = self._believe_doubted()
        self._resampler = None
        return runs

    def break_off(self) -> list[PcmRun]:
        """Nothing is to be heard for a while: what comes next is a discontinuity, and not filled up to."""
        runs = self.reopen()
        self._is_broken_off = True
        return runs

    def _is_new_start(self, t_ns: int, next_ns: int) -> bool:
        return t_ns - next_ns > (0 if self._is_broken_off else LONGEST_FILL_NS)

    def _expected_ns(self) -> int:
        """Where the next block should begin if nothing is missing."""
        next_ns, resampler = self.next_ns, self._resampler
        if next_ns is None or resampler is None:
            raise RuntimeError("nothing to expect before the first block")
        held_s = sum(len(block.samples) / block.rate for block in self._doubted)
        return next_ns + round((held_s + resampler.pending / AUDIO_TIMESCALE) * NS_PER_S)

    def _believe_doubted(self) -> list[PcmRun]:
        doubted, self._doubted = self._doubted, []
        if doubted:
            self._resampler = None
        runs: list[PcmRun] = []
        for block in doubted:
            runs += self._lay(block) if self._resampler is None else self._append(block, 0.0)
        return runs

    def _begin(self, t_ns: int) -> None:
        self._is_jump = self._origin_ns is not None
        self._origin_ns, self._written, self._resampler = t_ns, 0, None
        self._is_broken_off = False

    def _lay(self, block: AudioBlock) -> list[PcmRun]:
        """Put a block exactly where its stamp says: after silence, after a cut of what is too late, or after a jump."""
        next_ns = self.next_ns
        if next_ns is None or self._is_new_start(block.t_ns, next_ns):
            self._begin(block.t_ns)
            next_ns = block.t_ns
        samples = block.samples
        runs: list[PcmRun] = []
        gap = round((block.t_ns - next_ns) * AUDIO_TIMESCALE / NS_PER_S)
        if gap > 0:
            runs.append(self._silence(gap))
        else:
            samples = samples[round(-gap * block.rate / AUDIO_TIMESCALE) :]
        if len(samples):
            self._resampler = Resampler(block.rate, channels=self._channels)
            self._error_s = self._owed = 0.0
            runs += self._add(self._resampler.feed(samples))
        return runs

    def _silence(self, count: int) -> PcmRun:
        self._last = np.zeros(self._channels, np.float32)
        return self._run(np.zeros((count, self._channels), np.float32), silence_samples=count)

    def _append(self, block: AudioBlock, error_s: float) -> list[PcmRun]:
        if self._resampler is None:
            raise RuntimeError("a block is appended only to one before it")
        length_s = len(block.samples) / block.rate
        self._error_s += (error_s - self._error_s) * min(1.0, length_s / _SMOOTHING_S)
        self._skew = _clamped(self._skew + _GAIN_SKEW * self._error_s * length_s, _MAX_SKEW)
        return self._add(self._resampler.feed(block.samples), stretch=_clamped(self._skew + _GAIN * self._error_s, _MAX_STRETCH))

    def _add(self, samples: NDArray[np.float32], *, stretch: float = 0.0) -> list[PcmRun]:
        if not len(samples):
            return []
        self._owed += len(samples) * stretch
        more = int(self._owed)
        self._owed -= more
        if more and len(samples) + more > 0:
            samples, last = stretched(samples, len(samples) + more, before=self._last), samples[-1]
        else:
            last = samples[-1]
        self._last = last
        return [self._run(samples)]

    def _run(self, samples: NDArray[np.float32], *, silence_samples: int = 0) -> PcmRun:
        t_ns, is_jump = self.next_ns, self._is_jump
        if t_ns is None:
            raise RuntimeError("a timeline begins before it is written")
        self._written += len(samples)
        self._is_jump = False
        return PcmRun(
            samples=samples,
            t_ns=t_ns,
            silence_samples=silence_samples,
            clock_error_us=round(self._error_s * 1_000_000),
            is_discontinuity=is_jump,
        )


def _clamped(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)
