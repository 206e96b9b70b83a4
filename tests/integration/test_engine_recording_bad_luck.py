"""The engine records while the backend is away, and with the backend of this computer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from lookhear.recorder.spool.binding import read_binding
from tests.tools.engine import Engine
from tests.tools.live import Backend, assert_all_is_there, free_port, served, wait_until_bound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from tests.tools.program import Program

pytestmark = pytest.mark.timeout(240)  # programs that start, on a machine that may be busy
CHANNELS = [{"channel_id": "display:1"}, {"channel_id": "mic:default"}]
KEY = "sk-the-same-before-and-after"


def environment(desktop: VirtualDesktop) -> dict[str, str]:
    return {**os.environ, **desktop.env}


def session_of(backend: Backend) -> dict[str, Any]:
    created = backend.post("/collection/default/capture/session", {"end_user_id": "somebody"})
    token = backend.post("/capture/session/token", {"expires_in": 600})
    return {"sessionId": created["session_id"], "uploadToken": token["token"]}


def begin(engine: Engine, session: Mapping[str, Any], *, upload: str = "online") -> Path:
    """Start a recording, wait until something of it is there, and give its folder."""
    started = engine.ask("startRecording", channels=CHANNELS, **session)
    assert started["upload"] == upload
    folder: Path = engine.home / "recordings" / started["recording_id"]
    wait_until(lambda: list(folder.glob("*/*.m4s")), what="a first fragment")
    return folder


def test_without_a_backend_it_records_and_hands_over_when_there_is_one(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    port, data, env = free_port(), tmp_path / "data", {**desktop.env, "LOOKHEAR_API_KEY": KEY}
    with served(lookhear, env, data, port=port) as (backend, _):
        session = session_of(backend)
    with Engine(environment(desktop), lookhear.home) as engine:
        engine.ask("init", apiUrl=f"http://127.0.0.1:{port}", client="lookhear/test")
        folder = begin(engine, session, upload="offline")
        warning = engine.wait_for("warning")
        assert warning["code"] == "upload.unreachable"
        assert "The recording goes on" in warning["message"]
        with served(lookhear, env, data, port=port) as (backend, _):
            wait_until_bound(folder)
            assert engine.ask("stopRecording", sessionId=session["sessionId"])["uploaded"] is True
            assert_all_is_there(folder, backend)
        engine.ask("shutdown")
        assert engine.ended() == 0


def test_without_an_address_it_is_the_backend_of_this_computer(desktop: VirtualDesktop, lookhear: Program) -> None:
    server = lookhear.start(desktop.env, "serve", "--embedded", "--idle-exit", "300")
    session = session_of(Backend(lookhear.home / "backend"))
    with Engine(environment(desktop), lookhear.home) as engine:
        engine.ask("init", client="lookhear/test")
        folder = begin(engine, session)
        assert engine.ask("stopRecording", sessionId="current")["uploaded"] is True
        binding = read_binding(folder)
        assert binding is not None
        assert (binding.source.is_private, binding.is_done) == (True, True)
        engine.ask("shutdown")
        assert engine.ended() == 0
    server.terminate()
    server.communicate(timeout=30)
