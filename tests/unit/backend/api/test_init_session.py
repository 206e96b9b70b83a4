from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import BASE_URL, ServedBackend

if TYPE_CHECKING:
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


def test_the_preset_finds_its_health(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        assert backend.ask("GET", "/health", key=None).json() == {"status": "ok", "tunnel": None}
