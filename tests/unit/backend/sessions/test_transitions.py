from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from lookhear.backend.delivery.pushing import topic_of as socket_topic
from lookhear.backend.records import Connection, SessionOrigin
from lookhear.backend.sessions.transitions import move, payload, topic_of
from lookhear.errors import IllegalTransition
from lookhear.protocol.sessions import MOVES, SessionState
from tests.fakes.serving import NOW_NS, ServedBackend
from tests.fakes.stored import SESSION

if TYPE_CHECKING:
    from pathlib import Path

CONNECTION: Final = Connection(id="conn-1", sha256="ab", created_ns=0, expires_ns=1)
HOOK: Final = "https://example.test/hook"


def test_a_payload_has_what_both_kinds_of_listeners_read() -> None:
    told = payload(SESSION, "capture_session.active", {"rtstreams": []}, now_ns=1_700_000_000_250_000_000)
    assert told == {
        "event": "capture_session.active",
        "capture_session_id": "cap-1",
        "status": "active",
        "data": {"rtstreams": []},
        "channel": "capture_session",
        "session_id": "cap-1",
        "collection_id": "default",
        "end_user_id": "u-1",
        "metadata": SESSION.metadata,
        "timestamp": "2023-11-14T22:13:20.250Z",
    }


def test_a_move_is_a_row_an_event_and_a_bell(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        session = backend.created()
        moved, notices = backend.store.write(lambda tx: move(tx, session, SessionState.STARTING, now_ns=NOW_NS + 5))
        assert backend.session(session.id) == moved == replace(session, state=SessionState.STARTING, changed_ns=NOW_NS + 5)
        event = backend.store.read(lambda tx: tx.sessions.events(session.id))[-1]
        assert event.name == "capture_session.starting"
        assert event.payload["status"] == "starting"
        assert notices == [(topic_of(session.id), {"event": "capture_session.starting", "event_id": event.id})]


def test_a_move_is_told_alike_to_the_webhook_and_the_socket_but_for_what_a_socket_needs(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        backend.store.write(lambda tx: tx.connections.add(CONNECTION))
        session = backend.created(callback_url=HOOK, ws_connection_id=CONNECTION.id, metadata={"title": "Grüße"})
        _, notices = backend.store.write(lambda tx: move(tx, session, SessionState.STARTING, now_ns=NOW_NS + 5))
        body = backend.store.read(lambda tx: tx.sessions.events(session.id))[-1].payload
        hook = backend.store.read(lambda tx: tx.outbox.search(limit=1))[0]
        kept = backend.store.read(lambda tx: tx.connections.messages(CONNECTION.id, after_id=0, limit=10))[-1]
        assert (hook.url, hook.session_id, json.loads(hook.body)) == (HOOK, session.id, body)
        assert kept.payload == body | {"type": "capture_session"}
        assert (socket_topic(CONNECTION.id), {"message": kept.payload | {"message_id": kept.id}, "number": 2}) in notices
        assert "type" not in body


def test_a_socket_that_nobody_knows_is_no_obstacle(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        session = backend.created(ws_connection_id="conn-of-nobody")
        assert backend.session(session.id).ws_connection_id == "conn-of-nobody"
        assert [topic for topic, _ in backend.bus.rung] == [topic_of(session.id)]


def test_of_an_uploaded_file_nobody_outside_is_told(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        backend.store.write(lambda tx: tx.connections.add(CONNECTION))
        uploaded = replace(
            SESSION, state=SessionState.STOPPING, callback_url=HOOK, ws_connection_id=CONNECTION.id, origin=SessionOrigin.UPLOAD
        )
        backend.store.write(lambda tx: tx.sessions.add(uploaded))
        _, notices = backend.store.write(lambda tx: move(tx, uploaded, SessionState.STOPPED, now_ns=NOW_NS))
        assert [topic for topic, _ in notices] == [topic_of(uploaded.id)]
        assert backend.store.read(lambda tx: tx.outbox.search(limit=1)) == []
        assert backend.store.read(lambda tx: tx.connections.newest(CONNECTION.id)) is None


@pytest.mark.parametrize("state", [state for state in SessionState if state not in MOVES[SessionState.CREATED]])
def test_a_move_that_is_not_in_the_table_is_a_bug_and_leaves_nothing(state: SessionState, tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        session = backend.created()
        with pytest.raises(IllegalTransition):
            backend.store.write(lambda tx: move(tx, session, state, now_ns=1))
        assert backend.session(session.id) == session
        assert len(backend.store.read(lambda tx: tx.sessions.events(session.id))) == 1
