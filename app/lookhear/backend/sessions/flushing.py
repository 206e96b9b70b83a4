"""Ends the sessions that have waited long enough for engines that find the last things in them. A task of the event loop."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Final

from lookhear.backend.sessions.apart import apart
from lookhear.backend.sessions.lifecycle import FLUSHING
from lookhear.backend.streams.times import ns_of, seconds_of
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.sessions.service import SessionService

_LOOK_EVERY_S: Final = 30.0  # for bells that were not heard
_AGAIN_S: Final = 0.5  # what the disk was in the way of


class Flushing:
    """Sleeps until the next session has waited for as long as it may. All it knows is in rows, so it goes on behind a restart."""

    name = "flushing"

    def __init__(self, *, store: Store, bus: Bus, sessions: SessionService, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._sessions = sessions
        self._now_ns = now_ns

    async def run(self) -> None:
        """Look for ever."""
        async with self._bus.subscribe(FLUSHING) as bells:
            while True:
                wait_s = _LOOK_EVERY_S
                with apart("ending sessions whose engines take too long"):
                    wait_s = await self.look()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait_s):
                        await anext(bells)

    async def look(self) -> float:
        """End those whose time is over; gives in how many seconds to look again."""
        now_ns = self._now_ns()
        waiting = await self._store.read(partial(self._waiting, now_ns=now_ns))
        for session_id, until_ns in waiting.items():
            if until_ns <= now_ns:
                with apart(f"ending {session_id}"):
                    work = partial(self._sessions.lifecycle.flushed, session_id=session_id, now_ns=now_ns)
                    self._sessions.ring(await self._store.write(work))
        next_ns = min(waiting.values(), default=now_ns + ns_of(_LOOK_EVERY_S))
        return min(_LOOK_EVERY_S, max(_AGAIN_S, seconds_of(next_ns - now_ns)))

    def _waiting(self, tx: Transaction, *, now_ns: int) -> dict[str, int]:
        lifecycle = self._sessions.lifecycle
        found = {each.id: lifecycle.flush_until_ns(tx, each, now_ns=now_ns) for each in tx.sessions.in_states([SessionState.STOPPING])}
        return {session_id: until_ns for session_id, until_ns in found.items() if until_ns is not None}
