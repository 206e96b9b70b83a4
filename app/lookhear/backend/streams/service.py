"""RTStreams outside their session: lists, single rows, and what may be done to one. Owned by the event loop."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import SessionOrigin
from lookhear.backend.sessions.reading import stream_view
from lookhear.backend.streams.rows import CONNECTED, is_connected
from lookhear.errors import Conflict, NotFound

if TYPE_CHECKING:
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Credential, Session, Stream
    from lookhear.backend.sessions.service import SessionService
    from lookhear.backend.sources.service import SourceService
    from lookhear.backend.streams.rows import StreamView


_ORIGINS: Final = (SessionOrigin.CAPTURE, SessionOrigin.STREAM)


class StreamAction(StrEnum):
    """What a client may ask of a stream."""

    START = "start"
    STOP = "stop"


class StreamService:
    """The backend's view of channels."""

    def __init__(self, store: Store, sources: SourceService, sessions: SessionService) -> None:
        self._store = store
        self._sources = sources
        self._sessions = sessions

    async def get(self, stream_id: str) -> StreamView:
        """One of them. Raises NotFound; a derived track is none."""
        return await self._store.read(lambda tx: _view(tx, *_found(tx, stream_id)))

    async def page(
        self, *, state: str | None, name: str | None, limit: int, offset: int, is_newest_first: bool, session_id: str | None = None
    ) -> tuple[list[StreamView], int]:
        """Some of them and how many there are; ``state`` as in a row: connected, stopped."""
        is_connected = None if state is None else state == CONNECTED

        def work(tx: Transaction) -> tuple[list[StreamView], int]:
            rows, count = tx.streams.search(
                session_id=session_id,
                is_connected=is_connected,
                name=name,
                origins=_ORIGINS,
                limit=limit,
                offset=offset,
                is_newest_first=is_newest_first,
            )
            sessions = {row.session_id: tx.sessions.get(row.session_id) for row in rows}
            return [_view(tx, row, session) for row in rows if (session := sessions[row.session_id]) is not None], count

        return await self._store.read(work)

    async def act(self, stream_id: str, action: StreamAction, *, who: Credential) -> None:
        """Start or stop it; a live source with all of its streams.

        A stream of a capture session begins with its recording, and its stop is that of the session: one recorder feeds all of them,
        and they end together. Stopped again, or too late, nothing changes.

        Raises NotFound, Forbidden, and Conflict for the start of one that has ended.
        """
        stream, session = await self._store.read(lambda tx: _found(tx, stream_id))
        if session.origin is SessionOrigin.STREAM:
            await (self._sources.start if action is StreamAction.START else self._sources.stop)(session.id)
            return
        if is_connected(stream, session) is (action is StreamAction.START):
            return
        if action is StreamAction.STOP:
            await self._sessions.stop(session.id, who=who)
            return
        raise Conflict("This stream has ended with its capture session.", hint="Begin another session.")


def _found(tx: Transaction, stream_id: str) -> tuple[Stream, Session]:
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None or not stream.kind.is_channel:
        raise NotFound(f"There is no RTStream {stream_id!r} here.")
    return stream, session


def _view(tx: Transaction, stream: Stream, session: Session) -> StreamView:
    asset = tx.videos.find(session.id, channel=stream.track, is_session=False)
    return stream_view(tx, stream, session, asset=asset.id if asset else None)
