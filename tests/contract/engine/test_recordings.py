"""A whole recording by each official SDK through our engine: from a session of the developer's backend to a video that plays."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest
import videodb

from demo.process import wait_until
from lookhear.system.processes import is_running
from tests.contract.engine.official import engines_of, next_answers, told_of
from tests.tools.driven import DrivenError
from tests.tools.played import downloaded, played
from tests.tools.recorded import loudness, pictures, sound
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BRIGHT, LUNCH, WELCOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.engine.official import Official, OfficialClient
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.stage import Stage

CHANNELS: Final = ["mic:default", "display:1", "display:2", "system_audio:default"]
SAID_HZ, PLAYED_HZ, NEVER_HZ = 600, 2200, 1500
NEAR: Final = 12  # of 255: luma of limited range, encoded


@pytest.fixture(scope="module")
def conn(backend: SdkBackend) -> Any:  # noqa: ANN401 - the SDK has no types
    """The developer's own backend, through the official SDK."""
    return videodb.connect(api_key=API_KEY, base_url=backend.url)


@dataclass(frozen=True, slots=True)
class Made:
    """What is left of one recording: its session, what the program was told, and by which SDK."""

    session: Any
    events: list[tuple[str, dict[str, Any]]]
    sdk: Official


@pytest.fixture(scope="module", params=["python", "node"])
def made(request: pytest.FixtureRequest, stage: Stage, conn: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:  # noqa: ANN401
    """One recording by each."""
    sdk: Official = request.getfixturevalue(f"{request.param}_sdk")
    home = tmp_path_factory.mktemp("home")
    session = conn.create_capture_session(end_user_id="user_abc")
    with sdk.client(stage.desktop.env, home) as client:
        client.new(url=conn.base_url, token=conn.generate_client_token(600))
        _record(client, session.id, stage)
        events = [(told["event"], told["payload"]) for told in client.call("told")["events"]]
        client.call("shutdown")
        wait_until(lambda: not engines_of(home), what="the end of the engine")
        yield Made(conn.get_capture_session(session.id), events, sdk)


def _record(client: OfficialClient, session_id: str, stage: Stage) -> None:
    client.call("channels")
    client.call("listen")
    stored = CHANNELS if client.sdk.name == "node" else []  # what each sends when its program says nothing
    client.call("start", session=session_id, ids=CHANNELS, primary="display:1", stored=stored)
    client.wait_for("recording-started")
    assert client.call("told").get("isCapturing", True)  # of Node's client
    client.call("start", session=session_id, ids=CHANNELS, primary="display:1", stored=stored)  # again: nothing changes
    stage.say(LUNCH)
    client.call("pause", channel="mic:default")
    stage.say(WELCOME, in_video=True)
    client.call("resume", channel="mic:default")
    with pytest.raises(DrivenError) as refused:
        client.call("raw", command="startRecording", params={"sessionId": "cap-x", "uploadToken": "st-x", "channels": ["mic"]})
    assert told_of(refused.value.told)["code"] == "control.not_now"
    client.call("stop")
    client.wait_for("recording-complete")
    assert not client.call("told").get("isCapturing")  # of Node's client
    client.call("raw", command="stopRecording", params={"sessionId": session_id})  # again: success


def test_the_program_is_told_in_its_own_spelling(made: Made) -> None:
    names = [name for name, _ in made.events]
    ends = ["recording-complete", *(["recording:stopped"] if made.sdk.name == "node" else [])]
    assert names[0] == "recording-started"
    assert [name for name in names if name in {"recording-complete", "recording:stopped", "recording:error", "error"}] == ends
    assert ("recording:started" in names) == (made.sdk.name == "node")
    assert {payload.get("session_id", payload.get("sessionId")) for _, payload in made.events} == {made.session.id}


def test_everything_was_handed_over_when_the_end_was_told(made: Made) -> None:
    (complete,) = [payload for name, payload in made.events if name == "recording-complete"]
    assert (complete["status"], complete["uploaded"]) == ("completed", True)
    progress = {payload.get("channel_id", payload.get("channelId")) for name, payload in made.events if name.startswith("upload")}
    assert progress == set(CHANNELS)


def test_the_recording_is_a_video_that_plays(made: Made, conn: Any, tmp_path: Path) -> None:  # noqa: ANN401
    wait_until(lambda: conn.get_capture_session(made.session.id).status == "exported", what="the export")
    video = conn.get_collection().get_video(conn.get_capture_session(made.session.id).exported_video_id)
    assert played(video.stream_url).kinds == {"video", "audio"}
    file = downloaded(video.download(name="muxed")["download_url"], tmp_path / "muxed.mp4")
    bright = round(16 + BRIGHT * 219 / 255)
    shown = [round(float(np.mean(gray))) for _, gray in pictures(file)]
    assert {brightness for brightness in shown if abs(brightness - bright) > NEAR} == set()
    mix = sound(file)
    heard = {hertz: loudness(mix.mono, rate=mix.rate, hertz=hertz) for hertz in (SAID_HZ, PLAYED_HZ, NEVER_HZ)}
    assert min(heard[SAID_HZ], heard[PLAYED_HZ]) > 10 * heard[NEVER_HZ], heard


def test_each_channel_is_a_stream_of_the_session(made: Made, conn: Any) -> None:  # noqa: ANN401
    session = conn.get_capture_session(made.session.id)
    assert {len(session.get_rtstream(kind)) for kind in ("mic", "system_audio")} == {1}
    assert len(session.get_rtstream("screen")) == 2


def test_what_the_program_says_nothing_of_is_stored(made: Made, conn: Any) -> None:  # noqa: ANN401
    """Python's client sends false then, which is nobody's wish (contract §8, C8), Node's sends true."""
    rows = {channel.id: channel.store for channel in conn.get_capture_session(made.session.id).channels}
    assert rows == dict.fromkeys(CHANNELS, True)


def test_a_token_that_nobody_issued_ends_the_start_with_a_sentence(sdk: Official, client: OfficialClient, conn: Any) -> None:  # noqa: ANN401
    client.new(url=conn.base_url, token="token-xxx")
    client.call("channels")
    with pytest.raises(DrivenError) as refused:
        client.call("start", session=conn.create_capture_session(end_user_id="u").id, ids=["display:1"], primary=None, stored=[])
    told = told_of(refused.value.told)
    assert (refused.value.name, told["code"]) == (sdk.refusal, "unauthorized")
    assert "token-xxx" not in told["message"]
    assert list((client.home / "recordings").glob("rec-*")) == []


def test_a_session_that_there_is_not_ends_the_start_with_a_sentence(client: OfficialClient, conn: Any) -> None:  # noqa: ANN401
    client.new(url=conn.base_url, token=conn.generate_client_token(600))
    client.call("channels")
    with pytest.raises(DrivenError) as refused:
        client.call("start", session="cap-xxx", ids=["display:1"], primary=None, stored=[])
    assert told_of(refused.value.told)["code"] == "not-found"


def _recorded(client: OfficialClient, conn: Any) -> str:  # noqa: ANN401
    """Have a session recorded, without an end so far, and some of it handed over. Gives its id."""
    session_id: str = conn.create_capture_session(end_user_id="user_abc").id
    client.new(url=conn.base_url, token=conn.generate_client_token(600))
    client.call("channels")
    client.call("listen")
    client.call("start", session=session_id, ids=["mic:default"], primary=None, stored=["mic:default"])
    client.wait_for("upload-progress" if client.sdk.name == "python" else "upload:progress")
    return session_id


def _is_exported(conn: Any, session_id: str) -> bool:  # noqa: ANN401
    return bool(conn.get_capture_session(session_id).status == "exported")


def test_shutdown_in_the_middle_of_a_recording_ends_it_in_order(client: OfficialClient, conn: Any) -> None:  # noqa: ANN401
    session_id = _recorded(client, conn)
    code = client.call("shutdown")  # whoever does it sends a signal at once, and kills after five seconds
    wait_until(lambda: not engines_of(client.home), what="the end of the engine")
    assert (code if client.sdk.name == "python" else client.wait_for("shutdown")["code"]) == 0
    wait_until(lambda: _is_exported(conn, session_id), what="the export")


def test_two_programs_of_a_person_record_side_by_side(
    client: OfficialClient,
    python_sdk: Official,
    stage: Stage,
    conn: Any,  # noqa: ANN401
) -> None:
    with python_sdk.client(stage.desktop.env, client.home) as other:
        sessions = [_recorded(each, conn) for each in (client, other)]
        assert client.engine() != other.engine()
        assert [conn.get_capture_session(session_id).status for session_id in sessions] == ["active", "active"]
        for each in (client, other):
            each.call("stop")
            assert each.wait_for("recording-complete")["uploaded"] is True
    wait_until(lambda: all(_is_exported(conn, session_id) for session_id in sessions), what="both exports")


def test_what_an_engine_left_that_was_killed_is_handed_over_by_the_next(client: OfficialClient, conn: Any) -> None:  # noqa: ANN401
    session_id = _recorded(client, conn)
    pid = client.engine()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid), what="the SDK seeing its end")
    wait_until(lambda: next_answers(client), what="a new engine")
    wait_until(lambda: _is_exported(conn, session_id), what="the export of what was sealed")
