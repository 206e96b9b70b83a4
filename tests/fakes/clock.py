"""A clock that moves only when a test moves it."""

from __future__ import annotations


class ManualClock:
    """Callable like `time.monotonic_ns`."""

    def __init__(self, now_ns: int = 0) -> None:
        self.now_ns = now_ns

    def __call__(self) -> int:
        return self.now_ns

    def advance(self, by_ns: int) -> None:
        self.now_ns += by_ns
