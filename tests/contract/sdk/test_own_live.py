"""While somebody records, through our own SDK: the quickstart's handler, what it starts, and what is found; both of its halves."""

from __future__ import annotations

import asyncio
import json
import time
import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

import lookhear
from demo.process import wait_until
from lookhear.errors import InvalidRequestError, NotFoundError
from tests.contract.sdk.looking import FOUND_WITHIN_S, is_as_bright, scene, transcript, webhook_handler
from tests.contract.sdk.rows import Client, walks
from tests.contract.sdk.test_live_found import understood
from tests.tools.played import page, played
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BRIGHT, FRIDAY, LUNCH, OTHER

if TYPE_CHECKING:
    from lookhear import CaptureSession, Connection, RTStream
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Take

DECISIONS, DOING = "Extract key decisions and action items", "Describe what the user is doing"


@pytest.fixture
def session(own: Connection, take: Take) -> CaptureSession:
    return own.get_capture_session(take.session_id)


@pytest.fixture
def heard(session: CaptureSession) -> RTStream:
    return session.get_rtstream("mic")[0]


@pytest.fixture
def seen(session: CaptureSession) -> RTStream:
    return session.get_rtstream("display")[0]


@walks(
    Client.OURS,
    "GET /collection/{cid}/capture/session/{sid}",
    "POST /rtstream/{rid}/transcription",
    "POST /rtstream/{rid}/index/scene",
    "GET /rtstream/{rid}/index/scene",
)
def test_the_handler_of_the_quickstart_runs_and_starts_each_thing_once(own: Connection, take: Take, session: CaptureSession) -> None:
    for _ in range(2):
        webhook_handler(own)(json.loads(take.active))
    mic, display = session.get_rtstream("mic")[0], session.get_rtstream("display")[0]
    assert [index.status for index in mic.list_scene_indexes() if index.prompt == DECISIONS] == ["running"]
    assert [index.status for index in display.list_scene_indexes() if index.prompt == DOING] == ["running"]


def test_a_session_has_one_stream_for_each_channel_and_the_primary_display_first(session: CaptureSession) -> None:
    assert {stream.name for stream in session.rtstreams} == {"mic:default", "system_audio:default", "display:1", "display:2"}
    assert len(session.rtstreams) == 4
    for category in ("display", "displays", "screen", "SCREENS"):
        assert [stream.name for stream in session.get_rtstream(category)] == ["display:1", "display:2"]
    assert [stream.name for stream in session.get_rtstream("display:2")] == ["display:2"]
    assert session.get_rtstream("camera") == []
    assert [(display.channel_id, display.is_primary) for display in session.displays] == [("display:1", True), ("display:2", False)]


@walks(Client.OURS, "GET /rtstream/{rid}/transcription", "POST /rtstream/{rid}/search", "GET /rtstream/{rid}/stream")
def test_what_was_said_is_read_found_and_shown_on_our_player(heard: RTStream, monkeypatch: pytest.MonkeyPatch) -> None:
    said = transcript(heard, LUNCH)
    assert heard.get_transcript_status().status == "running"
    record = next(each for each in heard.get_transcript(page_size=1000).records if each.start == said["start"])
    assert [word.text for word in record.word_timestamps] == LUNCH.split()
    shot = heard.search("lunch").get_shots()[0]
    assert shot.text == LUNCH
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "get", lambda: Shown(shown))
    assert shot.play() == shot.player_url
    assert shown == [shot.player_url]
    assert "<video" in page(shown[0])
    assert shot.stream_url is not None
    assert "audio" in played(shot.stream_url).kinds


class Shown(webbrowser.BaseBrowser):
    """A browser that remembers what it was to show."""

    def __init__(self, shown: list[str]) -> None:
        super().__init__("shown")
        self._shown = shown

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: FBT001, FBT002 - the base's signature
        del new, autoraise
        self._shown.append(url)
        return True


@walks(
    Client.OURS,
    "GET /rtstream/{rid}/index/scene/{iid}",
    "GET /rtstream/{rid}/index/{iid}",
    "PATCH /rtstream/{rid}/index/scene/{iid}/status",
    "PATCH /rtstream/{rid}/index/scene/{iid}",
    "POST /rtstream/event",
    "GET /rtstream/event",
    "POST /rtstream/{rid}/index/{iid}/alert",
    "GET /rtstream/{rid}/index/{iid}/alert",
    "PATCH /rtstream/{rid}/index/{iid}/alert/{aid}/status",
)
def test_what_is_seen_is_told_watched_for_stopped_and_asked_otherwise(own: Connection, take: Take, seen: RTStream) -> None:
    index = seen.index_visuals("What is it?", {"type": "time", "value": 2, "frame_count": 1}, name="of ours")
    assert is_as_bright(scene(index, "brightness")["description"], BRIGHT)
    assert all(take.covers(each.start, each.end) for each in index.get_scenes(start=take.begun_s).scenes)
    event_id = own.create_event("brightness", "something is seen")
    assert event_id in {event.event_id for event in own.list_events()}
    alert_id = index.create_alert(event_id, ws_connection_id=take.listener.connection_id)
    take.stage.paint(1, OTHER)  # what stays as it is is not told again
    assert take.listener.wait_for(channel="alert", alert_id=alert_id)[0]["rtstream_id"] == seen.id
    take.stage.paint(1, BRIGHT)
    index.disable_alert(alert_id)
    assert [(alert.alert_id, alert["status"]) for alert in index.list_alerts()] == [(alert_id, "disabled")]
    index.stop()
    assert seen.get_scene_index(index.id).status == "stopped"
    index.update("And now?")
    assert seen.get_scene_index(index.id).prompt == "And now?"
    with pytest.raises(NotFoundError):
        seen.get_scene_index("scene-idx-nobody-made-it")
    with pytest.raises(InvalidRequestError, match="display"):
        seen.index_audio(prompt="What is said?")


@walks(
    Client.OURS,
    "POST /rtstream/{rid}/understand",
    "GET /rtstream/{rid}/understand",
    "GET /rtstream/{rid}/understand/{uid}",
    "PATCH /rtstream/{rid}/understand/{uid}/status",
    "GET /rtstream/{rid}/understand/{uid}/records",
    "POST /rtstream/{rid}/indexes",
    "GET /rtstream/{rid}/indexes",
    "GET /rtstream/{rid}/indexes/{iid}",
    "PATCH /rtstream/{rid}/indexes/{iid}/status",
    "GET /rtstream/{rid}/indexes/{iid}/records",
    "POST /rtstream/{rid}/indexes/{iid}/alert",
    "GET /rtstream/{rid}/indexes/{iid}/alert",
    "PATCH /rtstream/{rid}/indexes/{iid}/alert/{aid}/status",
)
def test_an_understanding_and_an_index_over_it_are_read_stopped_and_watched(own: Connection, take: Take, seen: RTStream) -> None:
    made = understood(seen)
    assert made.id in {each.id for each in seen.list_understanding()}
    wait_until(lambda: made.get_records(take.begun_s, time.time()).records, what="a record", deadline_s=FOUND_WITHIN_S)
    index = seen.index(made.outputs["scene"], name="over it, of ours")
    assert index.id in {each.id for each in seen.list_indexes()}
    wait_until(lambda: index.get_records().records, what="a record of the index", deadline_s=FOUND_WITHIN_S)
    alert_id = index.create_alert(own.create_event("brightness", "seen"), f"{take.receiver.url}/nobody-listens")
    index.disable_alert(alert_id)
    assert [alert.status for alert in index.list_alerts() if alert.alert_id == alert_id] == ["disabled"]
    index.stop()
    assert seen.get_index(index.id).status == "stopped"
    index.start()
    assert index.refresh().status == "running"
    made.stop()
    assert seen.get_understanding(made.id).status == "stopped"
    made.start()


@walks(Client.OURS, "POST /rtstream/collection/{cid}/search", "GET /rtstream", "GET /rtstream/{rid}", "GET /collection/{cid}")
def test_the_streams_of_a_collection_are_searched_listed_and_looked_up(own: Connection, heard: RTStream) -> None:
    transcript(heard, LUNCH)
    shelf = own.get_collection()
    found: Any = shelf.search("lunch", namespace="rtstream", result_threshold=50)
    assert found[0].text == LUNCH
    assert heard.id in {stream.id for stream in shelf.list_rtstreams(limit=50, name="mic")}
    assert shelf.get_rtstream(heard.id).refresh().status == "connected"


@walks(Client.OURS, "GET /collection/{cid}/websocket", "POST /rtstream/{rid}/transcription", "POST /rtstream/{rid}/search")
def test_the_half_for_loops_hears_finds_and_plays_as_it_is_said(backend: SdkBackend, take: Take) -> None:
    async def heard() -> tuple[list[dict[str, Any]], str, str | None]:
        async with (
            lookhear.connect_async(api_key=API_KEY, base_url=backend.url) as conn,
            await conn.connect_websocket() as socket,
        ):
            session = await conn.get_capture_session(take.session_id)
            mic = session.get_rtstream("mic")[0]
            assert (await mic.start_transcript(ws_connection_id=socket.connection_id)).status == "running"
            await asyncio.to_thread(take.say, FRIDAY)
            messages = []
            async for message in socket.stream(channel="transcript"):
                messages.append(message)
                if message["is_final"]:
                    break
            shot = (await mic.search("ship on Friday"))[0]
            return messages, str(shot.text), await shot.generate_stream()

    messages, found, url = asyncio.run(asyncio.wait_for(heard(), FOUND_WITHIN_S))
    assert messages[-1]["text"] == found == FRIDAY
    assert url is not None
    assert "audio" in played(url).kinds
