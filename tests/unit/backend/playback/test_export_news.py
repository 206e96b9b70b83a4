"""A socket that is named when an export is asked for hears of the video: when it is made, or at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from lookhear.backend.records import Connection, ExportState
from tests.fakes.serving import BASE_URL, ServedBackend
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Session, SocketMessage

LISTENER: Final = Connection(id="conn-1", sha256="ab", created_ns=0, expires_ns=1)
OWN: Final = Connection(id="conn-2", sha256="cd", created_ns=0, expires_ns=1)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path, public_url=BASE_URL) as served:
        served.store.add(LISTENER, OWN)
        yield served


def recorded(backend: ServedBackend, *, ws_connection_id: str | None = None) -> Session:
    """A session whose recording is complete, and of which no video is made yet."""
    begun = backend.begun(session_id=backend.created(ws_connection_id=ws_connection_id).id)
    for stream in begun.streams:
        backend.fragment(stream)
    backend.complete(*begun.streams)
    return backend.session(begun.session.id)


def heard(backend: ServedBackend, connection: Connection) -> list[SocketMessage]:
    return backend.store.read(lambda tx: tx.connections.messages(connection.id, after_id=0, limit=100))


def ask(backend: ServedBackend, session: Session, *connections: str | None, display: str | None = None) -> list[str]:
    """Ask for the export for each connection; gives the states that are answered."""
    path = f"/collection/default/capture/session/{session.id}/export"
    wanted = [{"connection_id": connection_id, "video_channel_id": display} for connection_id in connections]
    return [backend.data("POST", path, json=body)["export_status"] for body in wanted]


def test_who_asks_while_it_is_made_hears_once_when_it_is(backend: ServedBackend) -> None:
    session = recorded(backend, ws_connection_id=OWN.id)
    assert ask(backend, session, LISTENER.id, LISTENER.id, OWN.id, None, "") == ["exporting"] * 5
    assert heard(backend, LISTENER) == []
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.exported(tx, session.id, video_id="m-1", data={"duration": 1.5}, now_ns=5))
    (told,) = heard(backend, LISTENER)
    assert told.payload["event"] == "capture_session.exported"
    assert told.payload["type"] == told.payload["channel"] == "capture_session"
    assert told.payload["data"] == {"exported_video_id": "m-1", "duration": 1.5}
    assert [message.payload["status"] for message in heard(backend, OWN)].count("exported") == 1


def test_who_waits_for_a_video_hears_of_nothing_else_of_the_session(backend: ServedBackend) -> None:
    session = recorded(backend)
    ask(backend, session, LISTENER.id)
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.export_failed(tx, session.id, message="It is broken.", now_ns=5))
    failed = backend.session(session.id)
    backend.store.write(lambda tx: lifecycle.fail(tx, failed, code="x", message="y", now_ns=6))
    assert [message.payload["event"] for message in heard(backend, LISTENER)] == ["capture_session.export_failed"]


def test_who_asks_for_what_is_made_hears_at_once_and_again(backend: ServedBackend) -> None:
    session = recorded(backend)
    video = replace(VIDEO, session_id=session.id, state=ExportState.EXPORTED)
    backend.store.write(lambda tx: tx.videos.add(video))
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.exported(tx, session.id, video_id=video.id, data={}, now_ns=5))
    assert ask(backend, session, LISTENER.id, LISTENER.id) == ["exported"] * 2
    first, second = heard(backend, LISTENER)
    assert first.payload == second.payload
    data = first.payload["data"]
    assert isinstance(data, dict)
    assert (data["exported_video_id"], data["video_channel_id"], data["duration"]) == (video.id, "display:1", 3600.25)
    assert data["player_url"].startswith(f"{BASE_URL}/watch?v=")
    assert (topics := [topic for topic, _ in backend.bus.rung if topic == "ws.conn-1"])
    assert len(topics) == 2


def test_a_connection_of_nobody_is_no_obstacle(backend: ServedBackend) -> None:
    assert ask(backend, recorded(backend), "conn-of-nobody") == ["exporting"]


def test_only_so_many_connections_wait_for_one_session(backend: ServedBackend) -> None:
    session = recorded(backend)
    ask(backend, session, *(f"conn-{number}" for number in range(20)))
    assert backend.session(session.id).export_connections == [f"conn-{number}" for number in range(4, 20)]
