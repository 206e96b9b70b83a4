from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import BASE_URL, ServedBackend
from tests.fakes.stored import VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_one_call_gives_a_session_and_a_token_that_begins_it(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        told = backend.ask("POST", "/init-session", json={}).json()
        assert (told["webhook_url"], told["api_url"], told["expires_in"]) == (None, BASE_URL, 86_400)
        assert "success" not in told
        start = {"session_id": told["session_id"], "channels": [{"channel_id": "display:1"}]}
        assert backend.data("POST", "/capture/session/start", key=told["token"], json=start)["status"] == "starting"


def test_what_is_said_of_the_session_is_kept(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        body = {"end_user_id": "u-9", "metadata": {"a": 1}, "expires_in": 60}
        told = backend.ask("POST", "/init-session", json=body).json()
        session = backend.session(told["session_id"])
        assert (session.end_user_id, session.metadata, told["expires_in"]) == ("u-9", {"a": 1}, 60)


def test_without_a_key_there_is_nothing(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.ask("POST", "/init-session", key=None).status_code == 401
        assert backend.ask("POST", "/init-session", key=backend.token()).status_code == 403
        assert backend.data("GET", "/collection/default/capture/session")["sessions"] == []


def test_an_open_mint_asks_nobody(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, is_mint_open=True) as backend:
        told = backend.ask("POST", "/init-session", key=None).json()
        assert backend.session(told["session_id"]).state is SessionState.CREATED


def test_a_life_that_cannot_be_leaves_no_session(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, is_mint_open=True) as backend:
        assert backend.ask("POST", "/init-session", key=None, json={"expires_in": 1 << 40}).status_code == 422
        assert backend.data("GET", "/collection/default/capture/session")["sessions"] == []


def test_who_has_the_key_gets_a_token_for_everything_from_an_open_mint_too(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, is_mint_open=True) as backend:
        token = backend.ask("POST", "/init-session").json()["token"]
        assert backend.data("GET", f"/capture/session/{backend.created().id}", key=token)


class Stranger:
    """Somebody without a key at an open mint, and what another one has recorded there."""

    def __init__(self, backend: ServedBackend) -> None:
        told = backend.ask("POST", "/init-session", key=None).json()
        self.session_id, self.token = str(told["session_id"]), str(told["token"])
        self.own = backend.begun(session_id=self.session_id)
        self.other = backend.begun(session_id=backend.created(end_user_id="somebody").id, recording_id=None)
        for number, begun in enumerate((self.own, self.other)):
            backend.store.add(replace(VIDEO, id=f"m-{number}", session_id=begun.session.id))


@pytest.fixture
def open_mint(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path, is_mint_open=True) as served:
        yield served


def test_who_comes_without_a_key_reaches_what_is_theirs(open_mint: ServedBackend) -> None:
    who = Stranger(open_mint)
    stream = who.own.streams[0].id
    for path in (
        f"/capture/session/{who.session_id}",
        f"/collection/default/capture/session/{who.session_id}",
        f"/rtstream/{stream}",
        f"/rtstream/{stream}/stream",
        "/video/m-0",
        "/collection/default",
    ):
        assert open_mint.data("GET", path, key=who.token)
    assert open_mint.data("POST", "/share", key=who.token, json={"target": stream})["slug"]
    assert open_mint.data("POST", f"/capture/session/{who.session_id}/stop", key=who.token)["status"] == "stopping"


def test_who_comes_without_a_key_reaches_nothing_of_others(open_mint: ServedBackend) -> None:
    who = Stranger(open_mint)
    other, stream = who.other.session.id, who.other.streams[0].id
    made = open_mint.data("POST", "/collection", json={"name": "Talks"})
    start: dict[str, object] = {"session_id": other, "channels": [{"channel_id": "display:1"}]}
    asked: list[tuple[str, str, dict[str, object]]] = [
        ("GET", f"/capture/session/{other}", {}),
        ("GET", f"/collection/default/capture/session/{other}", {}),
        ("POST", "/capture/session/start", start),
        ("POST", f"/capture/session/{other}/stop", {}),
        ("POST", f"/collection/default/capture/session/{other}/export", {}),
        ("GET", f"/rtstream/{stream}", {}),
        ("PATCH", f"/rtstream/{stream}/status", {"action": "stop"}),
        ("POST", f"/rtstream/{stream}/export", {}),
        ("GET", f"/rtstream/{stream}/stream", {}),
        ("GET", "/video/m-1", {}),
        ("PATCH", "/video/m-1", {"name": "mine"}),
        ("DELETE", "/video/m-1", {}),
        ("POST", "/video/m-1/stream", {}),
        ("GET", "/video/m-1/download.mp4", {}),
        ("POST", "/share", {"target": other}),
        ("POST", "/share", {"target": stream}),
        ("POST", "/share", {"target": "m-1"}),
        ("DELETE", f"/share/{who.other.slug}", {}),
        ("GET", f"/collection/{made['id']}", {}),
        ("POST", "/collection/default/capture/session", {"end_user_id": "x"}),
        ("POST", "/capture/session/token", {}),
    ]
    found = {(method, path): open_mint.ask(method, path, key=who.token, json=body).status_code for method, path, body in asked}
    assert found == dict.fromkeys(found, 403)


def test_who_comes_without_a_key_finds_lists_of_what_is_theirs(open_mint: ServedBackend) -> None:
    who = Stranger(open_mint)
    open_mint.data("POST", "/collection", json={"name": "Talks"})

    def ids(path: str, name: str) -> set[str]:
        return {row["id"] for row in open_mint.data("GET", path, key=who.token)[name]}

    assert ids("/collection/default/capture/session", "sessions") == {who.session_id}
    assert ids("/collection/default/capture/session?end_user_id=somebody", "sessions") == set()
    assert ids("/rtstream", "results") == {stream.id for stream in who.own.streams}
    assert open_mint.data("GET", "/rtstream?limit=1", key=who.token)["count"] == len(who.own.streams)
    assert ids("/video", "videos") == {"m-0"}
    assert ids("/collection", "collections") == {"default"}


def test_the_preset_finds_its_health(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.ask("GET", "/health", key=None).json() == {"status": "ok", "tunnel": None}
