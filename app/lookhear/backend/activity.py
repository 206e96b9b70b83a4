"""When somebody last wanted something: what an embedded backend ends by."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from lookhear.backend.jobs.queues import EXPORT_QUEUE, IMPORT_QUEUE, WEBHOOK_QUEUE
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lookhear.backend.ports import Store, Transaction

_LOOKS: Final = 10  # in one term of idleness
_QUEUES: Final = (EXPORT_QUEUE, IMPORT_QUEUE, WEBHOOK_QUEUE)  # a job of one that nobody here works for would keep it alive for ever


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

    def note(self) -> None:
        """Count as active now: there is work beside the requests."""
        self._last_s = self._now_s()


class IdleExit:
    """Ends a backend that nobody has wanted anything of for a while: no request, no open socket, no media, no job.

    What may be tried again much later, such as a webhook whose receiver is down, is left to whoever starts it next. Engines at work
    say so with `Activity.note`.
    """

    name = "idle exit"

    def __init__(self, *, store: Store, activity: Activity, after_s: float, now_ns: Callable[[], int], stopping: asyncio.Event) -> None:
        self._store = store
        self._activity = activity
        self._after_s = after_s
        self._now_ns = now_ns
        self._stopping = stopping

    async def run(self) -> None:
        """Look now and then until it is time, then ask the server to end."""
        while not self._stopping.is_set():
            await asyncio.sleep(self._after_s / _LOOKS)
            if await self.look():
                self._stopping.set()

    async def look(self) -> bool:
        """Whether it is time."""
        if await self._store.read(self._has_work):
            self._activity.note()
        return self._activity.idle_s >= self._after_s

    def _has_work(self, tx: Transaction) -> bool:
        now_ns, after_ns = self._now_ns(), round(self._after_s * NS_PER_S)
        if any(tx.jobs.pending(queue, due_before_ns=now_ns + after_ns) for queue in _QUEUES):
            return True
        since_ns = now_ns - after_ns
        begun = tx.sessions.in_states(state for state in SessionState if state.is_begun)
        return any((session.last_media_ns or 0) >= since_ns for session in begun)
