"""The client's block, on every kind of desktop; each of its recordings is ended in another of the ways that leave the program alone."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

import httpx

from demo.process import wait_until
from tests.contract.quickstart.blocks import block, two_displays
from tests.contract.quickstart.programs import last_line, of_desktop
from tests.tools.played import played
from tests.tools.program import Program
from tests.tools.sdk_backend import API_KEY

if TYPE_CHECKING:
    from demo.desktop import VirtualDesktop
    from tests.contract.quickstart.conftest import Developer, Session
    from tests.contract.quickstart.programs import Running, Told
    from tests.tools.stage import Stage
    from tests.tools.takes import Sdk

SOUNDS: Final = ["mic:default", "system_audio:default"]


def channels(told: Told) -> list[str]:
    """Which channels an event says are recorded."""
    return [stream["channel"] for stream in told.payload["streams"]]


def completed(program: Running, session: Session) -> Told:
    """How it told its end, which it must have done as the page has it: once, and then nothing of it is left."""
    assert program.ended() == 0, program.err
    told = program.told()
    assert told[0].event == "recording-started"
    assert [each.event for each in told if each.event in {"recording-complete", "error"}] == [told[-1].event] == ["recording-complete"]
    assert {each.payload["session_id"] for each in told} == {session.id}
    assert told[-1].payload["status"] == "completed"
    assert program.left() == []
    return told[-1]


def channels_of(session: Sdk) -> list[tuple[str, bool]]:
    """The channels that the backend has, and whether each is the primary display."""
    return sorted((channel.id, channel.is_primary) for channel in session.channels)


def test_on_one_display_until_somebody_says_stop(developer: Developer, one_display: VirtualDesktop) -> None:
    session = developer.create_session()
    client = developer.start_client(session, one_display.env)
    assert sorted(channels(client.wait_for("recording-started"))) == ["display:1", *SOUNDS]
    client.wait_for("upload-progress")
    assert Program(client.home).run(one_display.env, "stop").returncode == 0
    assert completed(client, session).payload["uploaded"] is True
    made = developer.exported(session.id)
    assert channels_of(made) == [("display:1", True), *((each, False) for each in SOUNDS)]
    assert [len(made.get_rtstream(category)) for category in ("mic", "display", "system_audio")] == [1, 1, 1]
    video = developer.conn.get_collection().get_video(made.exported_video_id)
    assert played(video.stream_url).kinds == {"video", "audio"}


def test_on_two_displays_until_the_backend_stops_one_of_its_streams(developer: Developer, stage: Stage) -> None:
    session = developer.create_session()
    client = developer.start_client(session, stage.desktop.env)
    assert sorted(channels(client.wait_for("recording-started"))) == ["display:1", *SOUNDS]
    client.wait_for("upload-progress")
    developer.session(session.id).get_rtstream("mic")[0].stop()
    assert completed(client, session).payload["reason"] == "backend"
    assert channels_of(developer.exported(session.id)) == [("display:1", True), *((each, False) for each in SOUNDS)]


def test_without_a_microphone_until_its_time_is_over(developer: Developer, one_display: VirtualDesktop) -> None:
    one_display.unplug_mic()
    try:
        session = developer.create_session()
        client = developer.start_client(session, one_display.env, LOOKHEAR_MAX_DURATION_S="2")
        told = completed(client, session)
    finally:
        one_display.plug_mic()
    assert told.payload["reason"] == "duration"
    assert sorted(channels(client.wait_for("recording-started"))) == ["display:1", "system_audio:default"]
    made = developer.exported(session.id)
    assert channels_of(made) == [("display:1", True), ("system_audio:default", False)]
    assert made.get_rtstream("mic") == []


def test_a_microphone_that_is_not_there_is_warned_of_and_the_displays_are_recorded(developer: Developer, stage: Stage) -> None:
    stage.desktop.unplug_mic()
    try:
        session = developer.create_session()
        env = {**of_desktop(stage.desktop.env), "VIDEO_DB_API": developer.backend.url, "LOOKHEAR_MAX_DURATION_S": "2"}
        code = two_displays(mic='"mic:default"', system_audio="None")
        client = developer.programs.start(code, session.id, session.token, env=env)
        completed(client, session)
    finally:
        stage.desktop.plug_mic()
    streams = {stream["channel"]: stream["status"] for stream in client.wait_for("recording-started").payload["streams"]}
    assert streams == {"mic:default": "lost", "display:1": "recording", "display:2": "recording"}
    assert client.wait_for("warning").payload["channel_id"] == "mic:default"
    assert [each.payload["channel_id"] for each in client.told() if each.event == "channel-lost"] == ["mic:default"]
    assert [channel for channel in channels_of(developer.exported(session.id)) if channel[1]] == [("display:1", True)]
    answer = httpx.get(f"{developer.backend.url}/capture/session/{session.id}", headers={"x-access-token": API_KEY}, trust_env=False)
    rows = {row["channel_id"]: row["status"] for row in answer.json()["data"]["channels"]}
    assert rows == {"mic:default": "unavailable", "display:1": "complete", "display:2": "complete"}


def test_without_a_display_until_all_sources_are_lost(developer: Developer, no_display: VirtualDesktop) -> None:
    session = developer.create_session()
    client = developer.start_client(session, no_display.env)
    assert sorted(channels(client.wait_for("recording-started"))) == SOUNDS
    client.wait_for("upload-progress")
    no_display.kill_audio()
    told = completed(client, session)
    assert told.payload["reason"] == "sources_lost"
    assert {each.payload["channel_id"] for each in client.told() if each.event == "channel-lost"} == {*SOUNDS}
    made = developer.exported(session.id)
    assert channels_of(made) == [(each, False) for each in SOUNDS]
    assert made.get_rtstream("display") == []


def test_ctrl_c_seals_what_was_recorded_and_leaves_nothing_running(developer: Developer, one_display: VirtualDesktop) -> None:
    session = developer.create_session()
    client = developer.start_client(session, one_display.env)
    client.wait_for("upload-progress")
    client.press_ctrl_c()
    assert client.ended() == -signal.SIGINT
    assert last_line(client.err) == "KeyboardInterrupt"
    assert "dropin" not in client.err
    wait_until(lambda: not client.left(), what="the engine's end")
    (recorded,) = Program(client.home).json(one_display.env, "recordings")["recordings"]
    assert recorded["state"] == "complete"
    handed_over = Program(client.home).run(one_display.env, "uploads")  # what did not go out in the engine's last four seconds
    assert handed_over.returncode == 0, handed_over.stderr
    assert developer.exported(session.id).exported_video_id


def test_the_identifiers_of_the_page_end_in_a_sentence_and_leave_nothing_running(developer: Developer, one_display: VirtualDesktop) -> None:
    env = {**of_desktop(one_display.env), "VIDEO_DB_API": developer.backend.url}
    client = developer.programs.start(block("client.txt"), env=env)
    assert client.ended() == 1
    assert client.out == ""
    assert "CaptureFailed" in last_line(client.err)
    assert "token" in last_line(client.err)
    assert client.left() == []


def test_a_session_that_is_nowhere_ends_in_a_sentence(developer: Developer, one_display: VirtualDesktop) -> None:
    code = block("client.txt", token=developer.create_session().token)
    client = developer.programs.start(code, env={**of_desktop(one_display.env), "VIDEO_DB_API": developer.backend.url})
    assert client.ended() == 1
    assert client.out == ""
    assert "CaptureFailed" in last_line(client.err)
    assert "cap-xxx" in last_line(client.err)
    assert client.left() == []
