"""Our client drives our engine over a real desktop into a real backend; what other tests do with the official clients."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.capture import CaptureClient
from lookhear.errors import CaptureFailed
from lookhear.system.processes import is_running
from tests.tools.live import Backend, served
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop
    from lookhear.capture import CaptureEvent

pytestmark = pytest.mark.timeout(240)  # programs that start, on a machine that may be busy


@pytest.fixture(scope="module")
def hosted(desktop: VirtualDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    folder = tmp_path_factory.mktemp("hosted")
    with Program(folder / "home") as program, served(program, desktop.env, folder / "data") as (backend, _):
        yield backend


@pytest.fixture
def home(desktop: VirtualDesktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The client runs in this process, and its engine inherits the desktop and an empty home."""
    for name, value in desktop.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def session_of(backend: Backend) -> tuple[str, str]:
    """A new session and a token, as a user's backend would hand them over."""
    created = backend.post("/collection/default/capture/session", {"end_user_id": "user_abc"})
    token = backend.post("/capture/session/token", {"expires_in": 600})
    return created["session_id"], token["token"]


async def until(events: list[CaptureEvent], client: CaptureClient, *names: str) -> CaptureEvent:
    async for event in client.events():
        events.append(event)
        if event.event in names:
            return event
    raise AssertionError(f"the events ended with {events}")


def recordings(home: Path) -> list[Path]:
    return list((home / "recordings").glob("rec-*"))


@pytest.mark.parametrize(("session_id", "is_token_real"), [("cap-xxx", False), ("cap-xxx", True)], ids=["both", "the session"])
def test_placeholders_end_in_a_clear_error_and_leave_nothing(hosted: Backend, home: Path, session_id: str, *, is_token_real: bool) -> None:
    token = session_of(hosted)[1] if is_token_real else "token-xxx"

    async def scenario() -> None:
        async with CaptureClient(token, hosted.url) as client:
            channels = await client.list_channels()
            with pytest.raises(CaptureFailed) as caught:
                await client.start_session(session_id, [channels.displays.primary])
            assert ("session" if is_token_real else "token") in str(caught.value)
            with pytest.raises(CaptureFailed, match="Nothing was started"):
                await client.stop_session()

    asyncio.run(scenario())
    assert recordings(home) == []


def test_a_recording_is_begun_paused_and_ended_and_arrives(hosted: Backend, home: Path) -> None:
    session_id, token = session_of(hosted)
    other_session, _ = session_of(hosted)
    events: list[CaptureEvent] = []

    async def scenario() -> dict[str, Any]:
        async with CaptureClient(token, hosted.url) as client:
            channels = await client.list_channels()
            display = channels.displays.primary or channels.displays[1]
            assert display is not None
            chosen = [None, channels.mics.default, {"name": display.name, "store": True}, "system_audio:default", channels.displays[2]]
            begun = await client.start_session(session_id, chosen, primary_video_channel_id=display.label)
            assert begun["status"] == "recording"
            assert (await until(events, client, "recording-started", "error")).payload["session_id"] == session_id
            assert await client.start_session(session_id, chosen) == begun
            with pytest.raises(CaptureFailed, match=r"."):
                await client.start_session(other_session, chosen)
            await display.pause()
            await until(events, client, "paused")
            await display.resume()
            await until(events, client, "resumed")
            await asyncio.sleep(1)
            stopped = await client.stop_session()
            await until(events, client, "recording-complete", "error")
            assert (await client.stop_session())["status"] == stopped["status"]
            return stopped

    assert asyncio.run(scenario())["session_id"] == session_id
    assert [event.event for event in events if event.event in {"recording-complete", "error"}] == ["recording-complete"]
    assert {event.payload["session_id"] for event in events} == {session_id}
    rows = {row["channel_id"]: row for row in hosted.session(session_id)["channels"]}
    assert rows.keys() == {"mic:default", "display:1", "system_audio:default"}
    assert (rows["display:1"]["is_primary"], rows["display:1"]["store"]) == (True, True)


def test_a_recording_whose_engine_is_killed_ends_with_an_error_and_the_next_engine_can_be_asked(hosted: Backend, home: Path) -> None:
    session_id, token = session_of(hosted)
    events: list[CaptureEvent] = []

    async def scenario() -> list[int]:
        async with CaptureClient(token, hosted.url) as client:
            await client.start_session(session_id, ["screen"], duration_s=60)
            await until(events, client, "recording-started", "error")
            assert client._engine is not None
            killed = client._engine.pid
            os.kill(killed, signal.SIGKILL)
            error = await until(events, client, "error", "recording-complete")
            assert (error.event, error.payload["code"]) == ("error", "engine_gone")
            await client.stop_session()
            return [killed, client._engine.pid]

    assert [pid for pid in asyncio.run(scenario()) if is_running(pid)] == []
    assert len(recordings(home)) == 1
