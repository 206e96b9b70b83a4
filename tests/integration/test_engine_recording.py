"""The engine records a real desktop into a real backend, driven line by line: every way in which a recording ends (contract §8, C20)."""

from __future__ import annotations

import os
import random
import signal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from demo.process import wait_until
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.run_leftovers import is_handed_over
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.rows import EndReason
from tests.tools.bad_line import BadLine
from tests.tools.engine import Engine
from tests.tools.live import Backend, assert_all_is_there, free_port, served, wait_until_bound
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop

pytestmark = pytest.mark.timeout(240)  # programs that start, on a machine that may be busy
CHANNELS = [{"channel_id": name} for name in ("display:1", "mic:default", "system_audio:default")]


@pytest.fixture(scope="module")
def hosted(desktop: VirtualDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """A backend that lives as long as this module's tests."""
    folder = tmp_path_factory.mktemp("hosted")
    with Program(folder / "home") as program, served(program, desktop.env, folder / "data") as (backend, _):
        yield backend


@pytest.fixture(scope="module")
def shared(desktop: VirtualDesktop, hosted: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine that records one session after the other, as it does for a program that lives long."""
    with Engine({**os.environ, **desktop.env}, tmp_path_factory.mktemp("shared") / "home") as engine:
        engine.ask("init", apiUrl=hosted.url, client="lookhear/test")
        yield engine


def session_of(backend: Backend, *, expires_in: int = 600) -> dict[str, Any]:
    """A new session and a token for it, as parameters of `startRecording`."""
    created = backend.post("/collection/default/capture/session", {"end_user_id": "somebody"})
    token = backend.post("/capture/session/token", {"expires_in": expires_in})
    return {"sessionId": created["session_id"], "uploadToken": token["token"]}


def folder_of(engine: Engine, told: dict[str, Any]) -> Path:
    folder: Path = engine.home / "recordings" / told["recording_id"]
    return folder


def begin(engine: Engine, session: dict[str, Any], **more: object) -> dict[str, Any]:
    """Start a recording, and wait until something of it is there."""
    started = engine.ask("startRecording", channels=CHANNELS, **session, **more)
    assert (started["status"], started["session_id"]) == ("recording", session["sessionId"])
    wait_until(lambda: list(folder_of(engine, started).glob("*/*.m4s")), what="a first fragment")
    return started


def complete_of(engine: Engine, session: dict[str, Any]) -> dict[str, Any]:
    """Wait for the end of a session; it is told once, and nothing else of it follows."""

    def ends() -> list[dict[str, Any]]:
        return [payload for payload in engine.payloads("recording-complete") if payload["session_id"] == session["sessionId"]]

    wait_until(ends, what="recording-complete")
    engine.ask("ping")  # whatever was said behind it has come
    (complete,) = ends()
    told = [event["event"] for event in engine.events if event["payload"].get("session_id") == session["sessionId"]]
    assert (told[0], told[-1]) == ("recording-started", "recording-complete")
    return complete


def end(engine: Engine, session: dict[str, Any], *, reason: EndReason) -> dict[str, Any]:
    """Wait for the end, which has this reason; afterwards the engine is there, and stopping succeeds."""
    complete = complete_of(engine, session)
    assert (complete["status"], complete["reason"]) == ("completed", reason.value)
    assert engine.ask("stopRecording", sessionId=session["sessionId"])["reason"] == reason.value
    assert build_receipt(folder_of(engine, complete)).end_reason is reason
    return complete


def test_a_session_that_is_stopped_is_uploaded_and_its_video_is_made(shared: Engine, hosted: Backend) -> None:
    session = session_of(hosted)
    assert begin(shared, session)["upload"] == "online"
    shared.ask("pauseTracks", tracks=["mic"])
    shared.ask("resumeTracks", tracks=["mic"])
    assert shared.ask("stopRecording", sessionId="current")["uploaded"] is True
    complete = end(shared, session, reason=EndReason.STOPPED)
    assert (complete["uploaded"], complete["duration_s"] > 0) == (True, True)
    assert complete["player_url"].startswith(f"{hosted.url}/watch?v=")
    told = {payload["channel_id"] for payload in shared.payloads("upload-complete")}
    assert told == {channel["channel_id"] for channel in CHANNELS}
    assert [payload["channels"] for event in ("paused", "resumed") for payload in shared.payloads(event)] == [["mic:default"]] * 2
    assert_all_is_there(folder_of(shared, complete), hosted)
    hosted.wait_for_state(session["sessionId"], "exported")


def test_a_person_pauses_resumes_and_ends_a_session_that_the_program_leaves_alone(
    shared: Engine, hosted: Backend, desktop: VirtualDesktop
) -> None:
    session = session_of(hosted)
    started = begin(shared, session)
    with Program(shared.home) as program:
        for command in ("pause", "resume", "stop"):
            done = program.run(desktop.env, command, started["recording_id"])
            assert done.returncode == 0, done.stderr
    assert end(shared, session, reason=EndReason.STOPPED)["uploaded"] is True
    told = [event["event"] for event in shared.events if event["payload"].get("session_id") == session["sessionId"]]
    assert [name for name in told if name in {"paused", "resumed"}] == ["paused", "resumed"]


def test_the_backend_ends_a_session(shared: Engine, hosted: Backend) -> None:
    session = session_of(hosted)
    begin(shared, session)
    hosted.post(f"/capture/session/{session['sessionId']}/stop", {})
    assert end(shared, session, reason=EndReason.BACKEND)["uploaded"] is True
    hosted.wait_for_state(session["sessionId"], "exported")


def test_a_token_that_expires_meanwhile_harms_nobody_and_the_duration_ends_the_session(shared: Engine, hosted: Backend) -> None:
    session = session_of(hosted, expires_in=8)  # to begin with it may take some seconds on a busy machine
    begin(shared, session, durationS=9)
    assert end(shared, session, reason=EndReason.DURATION)["uploaded"] is True
    late = {**session_of(hosted), "uploadToken": session["uploadToken"]}
    refused = shared.answer(shared.tell("startRecording", channels=CHANNELS, **late))
    assert (refused["status"], refused["result"]["code"]) == ("error", "expired")


def test_credentials_that_are_none_and_sessions_that_are_over_are_refused_and_leave_nothing(shared: Engine, hosted: Backend) -> None:
    good = session_of(hosted)
    over = session_of(hosted)
    hosted.post(f"/capture/session/{over['sessionId']}/stop", {})
    bad = [{**good, "uploadToken": "token-xxx"}, {**good, "sessionId": "cap-xxx"}, over]
    before = list(shared.home.glob("recordings/*"))
    said = [shared.answer(shared.tell("startRecording", channels=CHANNELS, **session)) for session in bad]
    assert {answer["status"] for answer in said} == {"error"}
    assert [answer["result"]["code"] for answer in said] == ["unauthorized", "not-found", "conflict"]
    assert all(len(answer["result"]["message"]) > 20 and "token-xxx" not in answer["result"]["message"] for answer in said)
    assert list(shared.home.glob("recordings/*")) == before
    assert shared.ask("stopRecording", sessionId="cap-xxx")["status"] == "stopped"
    assert hosted.session(good["sessionId"])["status"] == "created"


def test_a_desktop_that_goes_away_ends_the_session(own_desktop: VirtualDesktop, hosted: Backend, tmp_path: Path) -> None:
    session = session_of(hosted)
    with Engine({**os.environ, **own_desktop.env}, tmp_path / "home") as engine:
        engine.ask("init", apiUrl=hosted.url, client="lookhear/test")
        begin(engine, session)
        own_desktop.close()
        assert end(engine, session, reason=EndReason.SOURCES_LOST)["uploaded"] is True
        lost = [payload["channel_id"] for payload in engine.payloads("channel-lost")]
        assert sorted(lost) == sorted(channel["channel_id"] for channel in CHANNELS)
        engine.ask("shutdown")
        assert engine.ended() == 0


def test_the_vendors_address_is_told_to_be_none_of_ours(shared: Engine, hosted: Backend) -> None:
    shared.ask("init", apiUrl="https://api.videodb.io")
    refused = shared.answer(shared.tell("startRecording", channels=CHANNELS, **session_of(hosted)))
    shared.ask("init", apiUrl=hosted.url, client="lookhear/test")
    assert (refused["status"], refused["result"]["code"]) == ("error", "upload.unsuitable")
    assert "base_url" in refused["result"]["message"]


def test_a_killed_engine_leaves_what_was_sealed_and_the_next_one_hands_it_over(
    desktop: VirtualDesktop, hosted: Backend, tmp_path: Path
) -> None:
    session, home, env = session_of(hosted), tmp_path / "home", {**os.environ, **desktop.env}
    with Engine(env, home) as engine:
        engine.ask("init", apiUrl=hosted.url, client="lookhear/test")
        folder = folder_of(engine, begin(engine, session))
        engine.child.kill()
    assert not is_handed_over(folder)
    with Engine(env, home) as another:
        another.ask("init", apiUrl=hosted.url, client="lookhear/test")
        assert another.ask("stopRecording", sessionId=session["sessionId"])["status"] == "stopped"
        wait_until(lambda: is_handed_over(folder), what="what was left being handed over")
        another.ask("shutdown")
        assert another.ended() == 0
    assert build_receipt(folder).end_reason is EndReason.RECOVERED
    assert_all_is_there(folder, hosted)


def test_a_backend_that_is_away_at_the_start_gets_everything_when_it_is_back(shared: Engine, hosted: Backend) -> None:
    port, session = free_port(), session_of(hosted)
    shared.ask("init", apiUrl=f"http://127.0.0.1:{port}", client="lookhear/test")
    started = begin(shared, session)
    warning = shared.payloads("warning")[-1]
    assert (started["upload"], warning["code"]) == ("offline", "upload.unreachable")
    assert "The recording goes on" in warning["message"]
    never = random.Random(1)  # noqa: S311 - not asked
    with BadLine(urlsplit(hosted.url).port or 0, chance=never, breaks=0.0, port=port):
        wait_until_bound(folder_of(shared, started))
        shared.ask("stopRecording", sessionId=session["sessionId"])
        assert end(shared, session, reason=EndReason.STOPPED)["uploaded"] is True
    shared.ask("init", apiUrl=hosted.url, client="lookhear/test")
    assert_all_is_there(folder_of(shared, started), hosted)


def test_without_an_address_it_is_the_backend_of_this_computer(desktop: VirtualDesktop, lookhear: Program) -> None:
    server = lookhear.start(desktop.env, "serve", "--embedded", "--idle-exit", "300")
    session = session_of(Backend(lookhear.home / "backend"))
    with Engine({**os.environ, **desktop.env}, lookhear.home) as engine:
        engine.ask("init", client="lookhear/test")
        folder = folder_of(engine, begin(engine, session))
        assert engine.ask("stopRecording", sessionId="current")["uploaded"] is True
        binding = read_binding(folder)
        assert binding is not None
        assert (binding.source.is_private, binding.is_done) == (True, True)
        engine.ask("shutdown")
        assert engine.ended() == 0
    server.terminate()
    server.communicate(timeout=30)


@pytest.mark.parametrize("way", ["shutdown", "end of input", "SIGTERM"])
def test_the_end_of_the_program_ends_the_session_and_what_goes_out_in_time_is_there(
    desktop: VirtualDesktop, hosted: Backend, tmp_path: Path, way: str
) -> None:
    session = session_of(hosted)
    with Engine({**os.environ, **desktop.env}, tmp_path / "home") as engine:
        engine.ask("init", apiUrl=hosted.url, client="lookhear/test")
        started = begin(engine, session)
        if way == "shutdown":
            engine.ask("shutdown")
        elif way == "SIGTERM":
            engine.child.send_signal(signal.SIGTERM)
        else:
            engine.close_input()
        assert engine.ended() == 0
        (complete,) = engine.payloads("recording-complete")
    assert (complete["reason"], complete["uploaded"]) == ("stopped", True)
    folder = folder_of(engine, started)
    assert build_receipt(folder).end_reason is EndReason.STOPPED
    assert is_handed_over(folder)
