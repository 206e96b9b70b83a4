"""The one way a session changes its state: the row, its event and the bell, in the transaction of what caused it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.pushing import push
from lookhear.backend.records import SessionOrigin
from lookhear.backend.streams.times import iso_of
from lookhear.errors import IllegalTransition
from lookhear.protocol.sessions import SessionState, event_name, may_move

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Session


LIFECYCLE: Final = "capture_session"
"""The channel of these messages, and their type."""
EXPORT_FAILED: Final = "export_failed"
"""The code of the error of a stopped session whose video could not be made, and the end of the event's name."""


def topic_of(session_id: str) -> str:
    """The bus topic of a session's events."""
    return f"session.{session_id}"


def payload(session: Session, event: str, data: dict[str, object], *, now_ns: int) -> dict[str, object]:
    """The body of contract §4.2, the same on every way it is told; over a socket it has a ``type`` and a ``message_id`` besides (§4.5)."""
    return {
        "event": event,
        "capture_session_id": session.id,
        "status": session.state.value,
        "data": data,
        "channel": LIFECYCLE,
        "session_id": session.id,
        "collection_id": session.collection_id,
        "end_user_id": session.end_user_id,
        "metadata": session.metadata,
        "timestamp": iso_of(now_ns),
    }


def tell(tx: Transaction, session: Session, event: str, *, data: dict[str, object], now_ns: int) -> list[Notice]:
    """Add an event to a session's log, its webhook to the outbox, its message to the socket; gives the bells to ring after the commit.

    Of a file that was uploaded nobody else is told: it is no capture.
    """
    body = payload(session, event, data, now_ns=now_ns)
    written = tx.sessions.add_event(session.id, event, body, now_ns=now_ns)
    notices: list[Notice] = [(topic_of(session.id), {"event": event, "event_id": written.id})]
    if session.origin is not SessionOrigin.CAPTURE:
        return notices
    if session.callback_url is not None:
        notices += post(tx, url=session.callback_url, payload=body, session_id=session.id, now_ns=now_ns)
    for connection_id in _connections_of(session, event):
        notices += push(tx, connection_id, body | {"type": LIFECYCLE}, now_ns=now_ns)
    return notices


def _connections_of(session: Session, event: str) -> list[str]:
    """Its own, and those that wait for its video."""
    own = [] if session.ws_connection_id is None else [session.ws_connection_id]
    is_of_export = event in {event_name(SessionState.EXPORTED), f"{LIFECYCLE}.{EXPORT_FAILED}"}
    return list(dict.fromkeys([*own, *session.export_connections])) if is_of_export else own


def move(
    tx: Transaction, session: Session, new: SessionState, *, now_ns: int, data: dict[str, object] | None = None
) -> tuple[Session, list[Notice]]:
    """Take a session to another state: the new row and the bells. ``session`` may hold other changes, which are written along.

    Raises IllegalTransition for a move the table does not know.
    """
    if not may_move(session.state, new):
        raise IllegalTransition(f"{session.id} cannot go from {session.state} to {new}")
    moved = dataclasses.replace(session, state=new, changed_ns=now_ns)
    tx.sessions.update(moved)
    return moved, tell(tx, moved, event_name(new), data=data or {}, now_ns=now_ns)
