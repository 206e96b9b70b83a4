"""How fast the upload goes, and how fast it may: bytes a second over the last seconds, and a bucket of tokens."""

from __future__ import annotations

from collections import deque
from typing import Final

MEASURED_OVER_S: Final = 5.0
_BURST_S: Final = 1.0  # how much of the limit may be saved up


class Pace:
    """Counts what was sent, and says when more may be. Owned by whoever holds the publisher's bell.

    The bucket may run into debt by one body: whatever is sent is sent whole, and the next one waits until the debt is paid.
    """

    def __init__(self, limit_bytes_per_s: int | None = None) -> None:
        if limit_bytes_per_s is not None and limit_bytes_per_s < 1:
            raise ValueError("a limit below one byte a second would never send anything")
        self._limit = limit_bytes_per_s
        self._sent: deque[tuple[float, int]] = deque()
        self._balance = float(limit_bytes_per_s or 0) * _BURST_S
        self._balance_at_s: float | None = None

    def wait_s(self, now_s: float) -> float:
        """How long to wait before the next body may be sent."""
        if self._limit is None:
            return 0.0
        self._refill(now_s)
        return -self._balance / self._limit if self._balance <= -1 else 0.0  # less than a byte is no debt

    def spend(self, count: int, *, now_s: float) -> None:
        """A body of so many bytes is about to be sent."""
        if self._limit is not None:
            self._refill(now_s)
            self._balance -= count

    def sent(self, count: int, *, now_s: float) -> None:
        """A body of so many bytes was taken by the backend."""
        self._sent.append((now_s, count))
        self._forget(now_s)

    def bytes_per_s(self, now_s: float) -> float:
        """What was taken over the last seconds."""
        self._forget(now_s)
        return sum(count for _, count in self._sent) / MEASURED_OVER_S

    def _refill(self, now_s: float) -> None:
        if self._limit is None:
            return
        since_s = 0.0 if self._balance_at_s is None else now_s - self._balance_at_s
        self._balance = min(self._limit * _BURST_S, self._balance + since_s * self._limit)
        self._balance_at_s = now_s

    def _forget(self, now_s: float) -> None:
        while self._sent and self._sent[0][0] < now_s - MEASURED_OVER_S:
            self._sent.popleft()
