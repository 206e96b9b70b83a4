"""A clock for uploads that runs as fast as nothing happens: whoever waits for a time finds that it has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

_A_MOMENT_S = 0.002  # of real time, so that other threads get their turn
_FOR_EVER_S = 1e4  # whoever waits longer than this waits for something to happen, not for a time


class FastTime:
    """Waits with a limit are over after a moment, and the clock has gone on by the limit. ``waited_s`` holds the limits.

    While ``is_held`` the clock stands: what lasts for a time only lasts until a test has seen it.
    """

    def __init__(self, *, is_held: bool = False) -> None:
        self._now_s = 0.0
        self.is_held = is_held
        self.waited_s: list[float] = []

    def now_s(self) -> float:
        return self._now_s

    def wall_ns(self) -> int:
        return 1_700_000_000_000_000_000 + round(self._now_s * 1e9)

    def wait(self, bell: threading.Condition, timeout_s: float | None) -> None:
        if timeout_s is None or timeout_s > _FOR_EVER_S:
            bell.wait(0.05)
            return
        if not bell.wait(_A_MOMENT_S) and not self.is_held:
            self._now_s += timeout_s
            self.waited_s.append(timeout_s)
