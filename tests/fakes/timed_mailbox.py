"""A mailbox whose items arrive at times of a fake clock, and whose waiting takes no time but the clock's."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from lookhear.recorder.pipeline.mailbox import Mailbox, MailboxClosed, Overflow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fakes.session_clock import FakeClock


class TimedMailbox(Mailbox[object]):
    """Gives each item at its time (ns), answers None when the receiver's patience ends first, and closes at ``end_ns``."""

    def __init__(self, clock: FakeClock, arrivals: Iterable[tuple[int, object]], *, end_ns: int) -> None:
        super().__init__(1, Overflow.DROP_OLDEST)
        self._clock, self._arrivals, self._end_ns = clock, deque(arrivals), end_ns
        self.dropped_before: dict[int, int] = {}  # arrival time → how many a full mailbox dropped before it
        self._dropped_now = 0

    def get(self, timeout_s: float | None = None) -> object:
        now_ns = self._clock.now_ns()
        next_ns = self._arrivals[0][0] if self._arrivals else self._end_ns
        if timeout_s is not None and now_ns + round(timeout_s * 1e9) < next_ns:
            self._clock.advance(round(timeout_s * 1e9))
            return None
        self._clock.set_ns(max(now_ns, next_ns))
        if not self._arrivals:
            raise MailboxClosed
        self._dropped_now += self.dropped_before.get(next_ns, 0)
        return self._arrivals.popleft()[1]

    def take_dropped(self) -> int:
        dropped, self._dropped_now = self._dropped_now, 0
        return dropped
