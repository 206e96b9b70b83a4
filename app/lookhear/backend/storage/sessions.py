"""Rows of sessions and the log of their transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, or_, select, tuple_, update

from lookhear.backend.records import CredentialKind, Session, SessionEvent
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import CREDENTIALS, EVENTS, IMAGES, SESSIONS, SHARES, STREAMS, VIDEOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.records import SessionOrigin
    from lookhear.backend.storage.rows import Rows
    from lookhear.protocol.sessions import SessionState

_MAP: Final = Mapper(Session, SESSIONS)
_EVENT: Final = Mapper(SessionEvent, EVENTS)
_ROW: Final = SESSIONS.c
_SELECT: Final = select(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_OF_RECORDING: Final = (
    _SELECT.where(_ROW.recording_id == bindparam("recording_id")).order_by(_ROW.created_ns.desc(), _ROW.id.desc()).limit(1)
)
_IN_STATES: Final = _SELECT.where(_ROW.state.in_(bindparam("states", expanding=True))).order_by(_ROW.created_ns, _ROW.id)
_TOUCH: Final = (
    update(SESSIONS)
    .where(_ROW.id == bindparam("the_id"), or_(_ROW.last_media_ns.is_(None), _ROW.last_media_ns < bindparam("now_ns")))
    .values(last_media_ns=bindparam("now_ns"))
)
_ADD_EVENT: Final = _EVENT.insert.returning(EVENTS.c.id)
_EVENTS: Final = select(*_EVENT.columns).where(EVENTS.c.session_id == bindparam("session_id")).order_by(EVENTS.c.id)
_DELETE: Final = delete(SESSIONS).where(_ROW.id == bindparam("the_id"))
_VIDEOS: Final = select(VIDEOS.c.id).where(VIDEOS.c.session_id == bindparam("the_id"))
_DELETE_SHARES: Final = delete(SHARES).where(
    or_(
        SHARES.c.target == bindparam("the_id"),
        SHARES.c.target.in_(select(STREAMS.c.id).where(STREAMS.c.session_id == bindparam("the_id"))),
        SHARES.c.target.in_(_VIDEOS),
        SHARES.c.target.in_(select(IMAGES.c.id).where(IMAGES.c.video_id.in_(_VIDEOS))),
    )
)
_DELETE_GRANTS: Final = delete(CREDENTIALS).where(
    CREDENTIALS.c.session_id == bindparam("the_id"), CREDENTIALS.c.kind == CredentialKind.GRANT
)


class SqlSessions:
    """Port `Sessions` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, session: Session) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(session))

    def get(self, session_id: str) -> Session | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=session_id))

    def of_recording(self, recording_id: str) -> Session | None:
        """The session a recording is bound to, the newest if there are more."""
        return _MAP.first(self._rows.run(_OF_RECORDING, recording_id=recording_id))

    def update(self, session: Session) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(session))

    def search(
        self,
        *,
        collection_id: str | None = None,
        state: str | None = None,
        end_user_id: str | None = None,
        only: str | None = None,
        origin: SessionOrigin | None = None,
        limit: int,
        before: str | None = None,
    ) -> list[Session]:
        """Sessions, newest first, or ``only`` one; ``before`` is the id of the last row of the page before."""
        wanted = {"collection_id": collection_id, "state": state, "end_user_id": end_user_id, "id": only, "origin": origin}
        statement = _SELECT.where(*(_ROW[name] == value for name, value in wanted.items() if value is not None))
        if before is not None:
            last = select(_ROW.created_ns, _ROW.id).where(_ROW.id == before).scalar_subquery()
            statement = statement.where(tuple_(_ROW.created_ns, _ROW.id) < last)
        return _MAP.all(self._rows.run(statement.order_by(_ROW.created_ns.desc(), _ROW.id.desc()).limit(limit)))

    def in_states(self, states: Iterable[SessionState]) -> list[Session]:
        """Every session in one of the states, oldest first."""
        return _MAP.all(self._rows.run(_IN_STATES, states=list(states)))

    def touch_media(self, session_id: str, *, now_ns: int) -> None:
        """Note that a fragment came; never moves back, and a session that is gone is no error."""
        self._rows.run(_TOUCH, the_id=session_id, now_ns=now_ns)

    def add_event(self, session_id: str, name: str, payload: dict[str, object], *, now_ns: int) -> SessionEvent:
        """Note a transition."""
        event_id = self._rows.run(_ADD_EVENT, session_id=session_id, name=name, payload=payload, created_ns=now_ns).scalar_one()
        return SessionEvent(id=event_id, session_id=session_id, name=name, payload=payload, created_ns=now_ns)

    def events(self, session_id: str) -> list[SessionEvent]:
        """The transitions of a session in their order."""
        return _EVENT.all(self._rows.run(_EVENTS, session_id=session_id))

    def delete(self, session_id: str) -> None:
        """Remove it with all that is of it or was made of it."""
        for statement in (_DELETE_SHARES, _DELETE_GRANTS, _DELETE):
            self._rows.run(statement, the_id=session_id)
