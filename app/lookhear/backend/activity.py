"""When somebody last wanted something: what an embedded backend ends by."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Activity:
    """Counts the requests that are being answered. Owned by the event loop; ``now_s`` is a monotonic clock."""

    def __init__(self, *, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._open = 0
        self._last_s = now_s()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count one request for as long as the context is open."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            self._last_s = self._now_s()

    @property
    def idle_s(self) -> float:
        """Seconds since the last request was answered; 0 while one is open."""
        return 0.0 if self._open else self._now_s() - self._last_s
