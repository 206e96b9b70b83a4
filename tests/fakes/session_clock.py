"""A session clock that moves only when a test, or what stands in for waiting, moves it."""

from __future__ import annotations

from lookhear.recorder.pipeline.clock import SessionClock

WALL_ORIGIN_NS = 1_700_000_000_000_000_000


class FakeClock(SessionClock):
    """``clock.set_ns(…)`` and ``clock.advance(…)`` in ns; never backwards."""

    _at_ns: list[int]

    def __init__(self, now_ns: int = 1_000_000_000) -> None:
        super().__init__(origin_ns=0, wall_origin_ns=WALL_ORIGIN_NS)
        object.__setattr__(self, "_at_ns", [now_ns])  # the real clock is frozen

    def now_ns(self) -> int:
        return self._at_ns[0]

    def set_ns(self, now_ns: int) -> None:
        assert now_ns >= self._at_ns[0], "time went backwards"
        self._at_ns[0] = now_ns

    def advance(self, by_ns: int) -> None:
        self.set_ns(self.now_ns() + by_ns)
