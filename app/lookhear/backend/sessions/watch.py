"""What happens to sessions nobody ends, and to what may be kept for a while only. A task of the event loop."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from lookhear.backend.sessions.apart import apart
from lookhear.backend.sessions.retention import MEDIA_REMOVED, fragment_keys
from lookhear.backend.sessions.transitions import tell
from lookhear.backend.streams.times import ns_of, seconds_of
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Notice, ObjectStore, Store, Transaction
    from lookhear.backend.records import Session, Stream
    from lookhear.backend.sessions.retention import Retention
    from lookhear.backend.sessions.service import SessionService
    from lookhear.backend.settings import Settings

_FORGET_JOBS_AFTER_S: Final = 24 * 3600.0
_FORGET_CREDENTIALS_AFTER_S: Final = 90 * 24 * 3600.0  # who comes late hears that it expired; a recorder asks before it removes its media
_FORGET_LINKS_AFTER_S: Final = 30 * 24 * 3600.0  # of a link people ask later
_FORGET_DELIVERED_AFTER_S: Final = 7 * 24 * 3600.0
_FORGET_DEAD_AFTER_S: Final = 30 * 24 * 3600.0  # somebody may want them sent again
_FORGET_SOCKETS_AFTER_S: Final = 3600.0  # who comes late hears that it expired; what was told is not kept longer than needed
_FORGET_OPERATIONS_AFTER_S: Final = 7 * 24 * 3600.0
_RARELY: Final = 20  # of the looks: what has days to happen


class Watch:
    """Looks at the clock: fails what never started, ends what was lost, deletes what was not to be kept, then retention."""

    name = "watch"

    def __init__(
        self,
        *,
        store: Store,
        objects: ObjectStore,
        sessions: SessionService,
        retention: Retention,
        settings: Settings,
        now_ns: Callable[[], int],
    ) -> None:
        self._store = store
        self._objects = objects
        self._sessions = sessions
        self._retention = retention
        self._settings = settings
        self._now_ns = now_ns

    async def run(self) -> None:
        """Look for ever."""
        count = 0
        while True:
            with apart("ending sessions nobody ends"):
                await self.end_overdue()
            with apart("deleting what is not to be stored"):
                await self.remove_unstored()
            if count % _RARELY == 0:
                with apart("forgetting what is of no use any more"):
                    await self.forget()
                with apart("retention"):
                    await self._retention.apply()
            count += 1
            await asyncio.sleep(self._settings.watch_every_s)

    async def end_overdue(self) -> int:
        """Fail the sessions that never started, and end those whose recorder was lost; gives how many there were."""
        overdue = await self._store.read(self._overdue)
        for session_id in overdue:
            with apart(f"ending {session_id}"):
                self._sessions.ring(await self._store.write(partial(self._end, session_id)))
        return len(overdue)

    async def remove_unstored(self) -> int:
        """Delete fragments of streams that are not to be stored once their window is over; gives how many went.

        First the bytes, then the rows with an event that says so: what is said to be gone is gone.
        """
        before_ns = self._before_ns(self._settings.store_false_window_s)
        removed = 0
        for stream in await self._store.read(lambda tx: tx.streams.expiring()):
            with apart(f"deleting media of {stream.id}"):
                removed += await self._remove(stream, before_ns=before_ns)
        return removed

    async def forget(self) -> None:
        """Delete rows that tell nobody anything any more: what expired, what is done, what was delivered."""
        before_ns = self._before_ns
        for remove in (
            lambda tx: tx.credentials.remove_expired(before_ns=before_ns(_FORGET_CREDENTIALS_AFTER_S)),
            lambda tx: tx.jobs.remove_done(before_ns=before_ns(_FORGET_JOBS_AFTER_S)),
            lambda tx: tx.videos.remove_expired_shares(before_ns=before_ns(_FORGET_LINKS_AFTER_S)),
            lambda tx: tx.outbox.remove_delivered(before_ns=before_ns(_FORGET_DELIVERED_AFTER_S)),
            lambda tx: tx.outbox.remove_dead(before_ns=before_ns(_FORGET_DEAD_AFTER_S)),
            lambda tx: tx.connections.remove_expired(before_ns=before_ns(_FORGET_SOCKETS_AFTER_S)),
            lambda tx: tx.operations.remove_ended(before_ns=before_ns(_FORGET_OPERATIONS_AFTER_S)),
        ):
            await self._store.write(remove)

    async def _remove(self, stream: Stream, *, before_ns: int) -> int:
        keys = await self._store.read(partial(fragment_keys, stream_id=stream.id, before_ns=before_ns))
        if keys:
            await self._objects.delete(keys)
            self._sessions.ring(await self._store.write(partial(self._note_removal, stream, before_ns=before_ns)))
        return len(keys)

    def _overdue(self, tx: Transaction) -> list[str]:
        return [
            session.id
            for session in tx.sessions.in_states(state for state in SessionState if not state.is_over)
            if self._is_never_started(session) or self._is_lost(session)
        ]

    def _end(self, session_id: str, tx: Transaction) -> list[Notice]:
        session = tx.sessions.get(session_id)  # anew: it may have changed since it was found overdue
        now = self._now_ns()
        if session is None:
            return []
        lifecycle = self._sessions.lifecycle
        if self._is_never_started(session):
            return lifecycle.fail(tx, session, code="never_started", message="No recorder came.", now_ns=now)
        return lifecycle.lose(tx, session, now_ns=now) if self._is_lost(session) else []

    def _is_never_started(self, session: Session) -> bool:
        return session.state is SessionState.CREATED and session.created_ns < self._before_ns(self._settings.never_started_after_s)

    def _is_lost(self, session: Session) -> bool:
        seen_ns = max(session.changed_ns, session.last_media_ns or 0)
        return session.state.is_begun and seen_ns < self._before_ns(self._settings.lost_after_s)

    def _note_removal(self, stream: Stream, tx: Transaction, *, before_ns: int) -> list[Notice]:
        count = len(tx.streams.remove_fragments(stream.id, received_before_ns=before_ns))
        session = tx.sessions.get(stream.session_id)
        if session is None or not count:
            return []
        data: dict[str, object] = {
            "reason": "store_false",
            "rtstream_id": stream.id,
            "name": stream.track,
            "fragments": count,
            "received_before": seconds_of(before_ns),
        }
        return tell(tx, session, MEDIA_REMOVED, data=data, now_ns=self._now_ns())

    def _before_ns(self, seconds: float) -> int:
        return self._now_ns() - ns_of(seconds)
