"""Keeps the sources that are wanted: one task for each, tried again with more and more patience. A task of the event loop."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.sources import wishes
from lookhear.backend.videos.operations import heard
from lookhear.errors import AddressRefused, IngestRefused, MediaError

if TYPE_CHECKING:
    from lookhear.backend.ports import Bus, Store
    from lookhear.backend.sources.following import Attempts

_LOG: Final = logging.getLogger(__name__)
_LOOK_S: Final = 5.0
_PATIENCE_S: Final = (1.0, 60.0)
_ENDED: Final = "The source has ended what it sent."


class SourceRunner:
    """What the rows want is what runs, now and after a restart."""

    name = "sources"

    def __init__(self, *, store: Store, bus: Bus, attempts: Attempts, first_pause_s: float = _PATIENCE_S[0]) -> None:
        self._store = store
        self._bus = bus
        self._attempts = attempts
        self._first_pause_s = first_pause_s

    async def run(self) -> None:
        """Keep them until cancelled."""
        tasks: dict[str, asyncio.Task[None]] = {}
        try:
            async with self._bus.subscribe(wishes.BELL) as bells:
                while True:
                    ids = {session.id for session in await self._store.read(wishes.wanted)}
                    for session_id in [each for each in tasks if each not in ids or tasks[each].done()]:
                        await _ended(session_id, tasks.pop(session_id))
                    for session_id in ids - tasks.keys():
                        tasks[session_id] = asyncio.create_task(self._keep(session_id), name=f"source-{session_id}")
                    await heard(bells, within_s=_LOOK_S)
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _keep(self, session_id: str) -> None:
        """One source, again and again. Raises StoreError."""
        pause_s = self._first_pause_s
        while True:
            session = await self._store.read(lambda tx: tx.sessions.get(session_id))
            if session is None or not session.state.is_begun:
                return
            message = _ENDED
            try:
                await self._attempts.follow(session)
            except (MediaError, AddressRefused) as exc:
                message = exc.for_people()
            except IngestRefused:
                return  # it was stopped while something came
            after = await self._store.read(lambda tx: tx.sessions.get(session_id))
            if after is not None and after.last_media_ns != session.last_media_ns:
                pause_s = self._first_pause_s
            _LOG.info("the source %s: %s", session_id, message)
            told = message
            ring(self._bus, await self._store.write(lambda tx: wishes.note(tx, session_id, told)))  # noqa: B023 - it is waited for
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _PATIENCE_S[1])


async def _ended(session_id: str, task: asyncio.Task[None]) -> None:
    """End a task; what broke it is logged, and the next look begins it again."""
    task.cancel()
    found = await asyncio.gather(task, return_exceptions=True)
    if isinstance(found[0], Exception):
        _LOG.error("the source %s broke off and begins again", session_id, exc_info=found[0])
