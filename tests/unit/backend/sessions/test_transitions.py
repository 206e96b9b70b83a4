from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.sessions.transitions import move, payload, topic_of
from lookhear.errors import IllegalTransition
from lookhear.protocol.sessions import MOVES, SessionState
from tests.fakes.serving import NOW_NS, ServedBackend
from tests.fakes.stored import SESSION

if TYPE_CHECKING:
    from pathlib import Path


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
        moved, notice = backend.store.write(lambda tx: move(tx, session, SessionState.STARTING, now_ns=NOW_NS + 5))
        assert backend.session(session.id) == moved == replace(session, state=SessionState.STARTING, changed_ns=NOW_NS + 5)
        event = backend.store.read(lambda tx: tx.sessions.events(session.id))[-1]
        assert event.name == "capture_session.starting"
        assert event.payload["status"] == "starting"
        assert notice == (topic_of(session.id), {"event": "capture_session.starting", "event_id": event.id})


@pytest.mark.parametrize("state", [state for state in SessionState if state not in MOVES[SessionState.CREATED]])
def test_a_move_that_is_not_in_the_table_is_a_bug_and_leaves_nothing(state: SessionState, tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        session = backend.created()
        with pytest.raises(IllegalTransition):
            backend.store.write(lambda tx: move(tx, session, state, now_ns=1))
        assert backend.session(session.id) == session
        assert len(backend.store.read(lambda tx: tx.sessions.events(session.id))) == 1
