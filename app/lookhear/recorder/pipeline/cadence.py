"""Cadence: how often a source may look, at most so many times a second on average, with room for one early picture.

The rule is the generic cell rate algorithm (ITU-T I.371, annex A) with a tolerance of one interval. A desktop that paints at
the recorder's own rate with some jitter is thus followed paint by paint, where a fixed grid would drift past it and miss some.
"""

from __future__ import annotations

_HEADROOM = 0.97  # the average may be 3 % above the nominal rate, so that a delay is caught up with instead of kept for ever
_CLOSEST = 0.25  # of an interval: two pictures are never closer, so that a painting in several strokes is seen whole


class Cadence:
    """Says when the next picture may be taken. Pure arithmetic on session time in ns; one owner, no clock of its own."""

    def __init__(self, fps: int) -> None:
        self._interval_ns = round(1_000_000_000 / fps)
        self._due_ns: int | None = None
        self._last_ns = 0

    @property
    def interval_ns(self) -> int:
        """The nominal time between two pictures."""
        return self._interval_ns

    def wait_ns(self, now_ns: int) -> int:
        """How long to wait from now until the next picture may be taken; zero when it may be taken now."""
        if self._due_ns is None:
            return 0
        by_average = self._due_ns - self._interval_ns
        by_distance = self._last_ns + round(self._interval_ns * _CLOSEST)
        return max(0, max(by_average, by_distance) - now_ns)

    def take(self, now_ns: int) -> None:
        """Note that a picture was taken now."""
        self._due_ns = max(now_ns, self._due_ns or now_ns) + round(self._interval_ns * _HEADROOM)
        self._last_ns = now_ns


def next_tick_ns(start_ns: int, interval_ns: int, now_ns: int) -> int:
    """The next point of a fixed grid after now: missed points are skipped, never queued, and nothing drifts."""
    return start_ns + ((now_ns - start_ns) // interval_ns + 1) * interval_ns
