"""The session clock: one monotonic clock that keeps counting while the machine sleeps.

Linux counts suspend in CLOCK_BOOTTIME, macOS in CLOCK_MONOTONIC (Python's `time.monotonic` there does not), Windows in the
performance counter. `origin_ns` makes a recording's times start near zero, so that a file does not
tell how long the machine has been up; it lies a second before the start, so that samples captured just before it stay positive.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

LEAD_NS = 1_000_000_000


def raw_now_ns() -> int:
    """Nanoseconds of the system clock that counts through suspend; only differences mean anything."""
    read = getattr(time, "clock_gettime_ns", None)
    clock = getattr(time, "CLOCK_BOOTTIME", None) or getattr(time, "CLOCK_MONOTONIC", None)
    return int(read(clock)) if read is not None and clock is not None else time.perf_counter_ns()


@dataclass(frozen=True, slots=True)
class SessionClock:
    """Session time in ns. ``wall_origin_ns`` is the wall-clock time at session time zero, read once: a label only."""

    origin_ns: int = field(default_factory=lambda: raw_now_ns() - LEAD_NS)
    wall_origin_ns: int = field(default_factory=lambda: time.time_ns() - LEAD_NS)

    def now_ns(self) -> int:
        """Session time now."""
        return raw_now_ns() - self.origin_ns
