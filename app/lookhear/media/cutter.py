"""Cuts one track's encoded samples into fragments by time; belongs to the track's `enc-<channel>` thread.

Decode times are turned into ticks from the session clock one by one and durations are their differences, so rounding never
adds up. A fragment is cut when the sample that passes its target length arrives (video: only then is the duration of
the sample before it known) or, when none arrives, by `cut` at a given time.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from lookhear.errors import MediaError
from lookhear.media.samples import NS_PER_S, AudioFormat, Sample, TrackFormat

TARGET_NS: Final = 500_000_000
FIRST_NS: Final = 100_000_000
AAC_FRAME_SAMPLES: Final = 1024
MAX_VIDEO_GAP_NS: Final = 2_000_000_000
_NOMINAL_FPS: Final = 30
_AUDIO_TOLERANCE_PER_S: Final = 1000  # a millisecond: less is rounding or clock correction, more is a gap


@dataclass(frozen=True, slots=True)
class CutFragment:
    """The samples of one fragment, ready for `build_fragment`. Times count timescale units."""

    base_decode_time: int
    samples: tuple[Sample, ...]
    duration: int

    @property
    def keyframes(self) -> int:
        """How many of the samples are sync samples."""
        return sum(sample.is_sync for sample in self.samples)


class FragmentCutter:
    """Collects samples in decode order and hands out fragments.

    Call `add` for every sample, then take everything that `cut` gives. A gap in the decode times ends a fragment at the
    last sample's own duration, and the next one's `tfdt` jumps. Whoever cuts a still picture by time should stamp
    the next (repeated) picture with that same time, so that no hole is left.
    """

    def __init__(
        self,
        fmt: TrackFormat,
        *,
        target_ns: int = TARGET_NS,
        first_ns: int = FIRST_NS,
        max_gap_ns: int = MAX_VIDEO_GAP_NS,
    ) -> None:
        self._timescale = fmt.timescale
        self._fixed = AAC_FRAME_SAMPLES if isinstance(fmt, AudioFormat) else 0
        self._target = self._ticks(target_ns)
        self._length = self._ticks(first_ns)  # the target of the fragment being collected
        self._max_gap = self._ticks(max_gap_ns)
        self._nominal = self._fixed or max(1, self._timescale // _NOMINAL_FPS)
        self._pending: list[tuple[int, bytes, bool]] = []  # decode time in ticks, data, is_sync
        self._ready: deque[CutFragment] = deque()
        self._floor = 0  # where the last fragment ended: decode times never run backwards

    def add(self, data: bytes, t_ns: int, *, is_sync: bool) -> None:
        """Take the next sample, decoded at ``t_ns`` of the session clock (≥ 0). Raises MediaError for a negative time."""
        if t_ns < 0:
            raise MediaError("A sample cannot be older than the session clock.")
        tick = self._ticks(t_ns)
        if self._fixed:
            self._add_fixed(data, tick, is_sync=is_sync)
        else:
            self._add_variable(data, tick, is_sync=is_sync)

    def cut(self, now_ns: int) -> CutFragment | None:
        """The next finished fragment, or None.

        When nothing new has come for the target length and a half (for the first fragment: its target), what is there is cut
        at ``now_ns``: the last picture lasts until then. Sound lasts as long as it is.
        """
        if not self._ready and self._pending:
            now = self._ticks(now_ns)
            idle = self._length if self._length < self._target else self._target * 3 // 2
            if now - self._pending[-1][0] - self._fixed >= idle:
                self._seal(self._end_at(now))
        return self._ready.popleft() if self._ready else None

    def finish(self, now_ns: int) -> list[CutFragment]:
        """Everything that is left; the last picture lasts until ``now_ns``. The cutter can go on afterwards."""
        if self._pending:
            self._seal(self._end_at(self._ticks(now_ns)))
        left = list(self._ready)
        self._ready.clear()
        return left

    def _add_fixed(self, data: bytes, tick: int, *, is_sync: bool) -> None:
        expected = self._pending[-1][0] + self._fixed if self._pending else self._floor
        has_past = bool(self._pending) or self._floor > 0
        if has_past and tick - expected <= self._timescale // _AUDIO_TOLERANCE_PER_S:
            tick = expected
        elif self._pending:
            self._seal(expected)
        self._pending.append((tick, data, is_sync))
        if tick + self._fixed - self._pending[0][0] >= self._length:
            self._seal(tick + self._fixed)

    def _add_variable(self, data: bytes, tick: int, *, is_sync: bool) -> None:
        if self._pending:
            last = self._pending[-1][0]
            tick = max(tick, last + 1)
            if tick - last > self._max_gap:
                self._seal(self._own_end())
            elif tick - self._pending[0][0] >= self._length:
                self._seal(tick)
        self._pending.append((max(tick, self._floor), data, is_sync))

    def _end_at(self, now: int) -> int:
        """Where the last sample ends when nothing comes after it before ``now``."""
        last = self._pending[-1][0]
        if self._fixed or now - last > self._max_gap:
            return self._own_end()
        return max(now, last + 1)

    def _own_end(self) -> int:
        """Where the last sample ends by itself: as long as the one before it, or one nominal frame."""
        last = self._pending[-1][0]
        if self._fixed or len(self._pending) == 1:
            return last + self._nominal
        return last + min(self._nominal, last - self._pending[-2][0])

    def _seal(self, end: int) -> None:
        starts = [tick for tick, _, _ in self._pending] + [end]
        samples = tuple(Sample(data, starts[index + 1] - tick, is_sync) for index, (tick, data, is_sync) in enumerate(self._pending))
        self._ready.append(CutFragment(starts[0], samples, end - starts[0]))
        self._pending.clear()
        self._floor = end
        self._length = self._target

    def _ticks(self, t_ns: int) -> int:
        """Nanoseconds as timescale units, rounded half up."""
        return (t_ns * self._timescale + NS_PER_S // 2) // NS_PER_S
