"""Time as the upload sees it: a clock, a wait that a ring ends, and chance. A test hands in a clock that runs faster."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import threading

FIRST_DELAY_S: Final = 0.5
LONGEST_DELAY_S: Final = 30.0
_LONGEST_ASKED_S: Final = 300.0  # a backend may ask for patience, not for eternity


class Timing(Protocol):
    """What waits and what counts."""

    def now_s(self) -> float:
        """Seconds of a clock that never goes back."""
        ...

    def wall_ns(self) -> int:
        """Wall time, ns since 1970."""
        ...

    def wait(self, bell: threading.Condition, timeout_s: float | None) -> None:
        """Wait on a condition whose lock is held, until it is notified or the time has passed."""
        ...


class RealTiming:
    """The clocks of this machine."""

    def now_s(self) -> float:
        """`time.monotonic`."""
        return time.monotonic()

    def wall_ns(self) -> int:
        """`time.time_ns`."""
        return time.time_ns()

    def wait(self, bell: threading.Condition, timeout_s: float | None) -> None:
        """`Condition.wait`."""
        bell.wait(timeout_s)


REAL_TIMING: Final[Timing] = RealTiming()


class Weather:
    """Whether trying makes sense now: after a failure everybody waits, twice as long each time, jittered, 0.5 s to 30 s.

    Jitter keeps recorders that lost the same backend from coming back in step (half of each delay is chance). Owned by whoever
    holds the publisher's bell.
    """

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311 - spreads load, keeps no secret
        self._failures = 0
        self._not_before_s = 0.0
        self.generation = 0

    def bad(self, *, now_s: float, generation: int, at_least_s: float = 0.0) -> None:
        """Something failed that was begun in that generation; failures of one generation count once."""
        if generation != self.generation:
            return
        delay_s = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** min(self._failures, 10))
        delay_s *= 0.5 + self._chance.random() / 2
        self._not_before_s = now_s + max(delay_s, min(at_least_s, _LONGEST_ASKED_S))
        self._failures += 1
        self.generation += 1

    def good(self, *, generation: int) -> None:
        """Something worked: no reason to wait, unless something else has failed since it was begun."""
        if self._failures and generation == self.generation:
            self._failures = 0
            self._not_before_s = 0.0

    def wait_s(self, now_s: float) -> float:
        """How long to wait before the next try, zero when there is nothing to wait for."""
        return max(0.0, self._not_before_s - now_s)
