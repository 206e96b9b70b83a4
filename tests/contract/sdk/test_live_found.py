"""While somebody records: what was found is searched, played, watched for, stopped and started."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from videodb.exceptions import InvalidRequestError

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S, is_as_bright, scene, sounded_in, transcript
from tests.contract.sdk.rows import Client, walks
from tests.tools.played import page, played
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BRIGHT, BUDGET, DARK, FRIDAY, LUNCH, OTHER

if TYPE_CHECKING:
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Sdk, Take


@walks(Client.PYTHON, "POST /rtstream/{rid}/search", "GET /rtstream/{rid}/stream")
def test_what_was_just_said_is_found_and_can_be_played_while_it_is_recorded(take: Take, mic: Sdk) -> None:
    record = transcript(mic, BUDGET) if any(said.text == BUDGET for said in take.said) else None
    said = next((each for each in take.said if each.text == BUDGET), None) or take.say(BUDGET)
    record = record or transcript(mic, BUDGET)
    found = mic.search("budget discussion")
    shot = found.get_shots()[0]
    assert BUDGET in shot.text
    assert sounded_in(said, record["start"], record["end"])
    assert shot.start <= record["end"]
    assert shot.end >= record["start"]
    assert 0 < shot.search_score <= 1
    assert (shot.rtstream_id, shot.rtstream_name) == (mic.id, "mic:default")
    assert shot.generate_stream().endswith(".m3u8")
    assert "audio" in played(shot.stream_url).kinds
    assert "/watch?v=" in shot.player_url
    assert f'src="{shot.player_url.replace("/watch?", "/embed?")}"' in shot.get_embed_code()
    assert "<video" in page(shot.player_url.replace("/watch?", "/embed?"))


@walks(Client.PYTHON, "POST /rtstream/collection/{cid}/search", "GET /collection/{cid}")
def test_all_streams_of_a_collection_are_searched_at_once(take: Take, mic: Sdk) -> None:
    transcript(mic, LUNCH)
    shots = take.conn.get_collection().search("lunch", namespace="rtstream", result_threshold=50).get_shots()
    assert shots[0].text == LUNCH
    assert {shot.rtstream_name for shot in shots if shot.rtstream_id == mic.id} == {"mic:default"}


@walks(
    Client.PYTHON,
    "POST /rtstream/event",
    "GET /rtstream/event",
    "POST /rtstream/{rid}/index/{iid}/alert",
    "GET /rtstream/{rid}/index/{iid}/alert",
    "PATCH /rtstream/{rid}/index/{iid}/alert/{aid}/status",
)
def test_an_alert_comes_as_a_webhook_and_over_the_socket_until_it_is_switched_off(take: Take, mic: Sdk) -> None:
    conn, path = take.conn, "/alerts"
    event_id = conn.create_event(event_prompt="Somebody decided to ship something", label="decision")
    assert [event["event_prompt"] for event in conn.list_events() if event["event_id"] == event_id] == [
        "Somebody decided to ship something"
    ]
    index = mic.index_audio(prompt="In a word", batch_config={"type": "sentence", "value": 1}, name="each sentence")
    alert_id = index.create_alert(event_id, f"{take.receiver.url}{path}", ws_connection_id=take.listener.connection_id)
    shown = next(alert for alert in index.list_alerts() if alert["alert_id"] == alert_id)
    assert {shown[name] for name in ("event_id", "label", "status")} == {event_id, "decision", "enabled"}
    take.say(FRIDAY)
    take.receiver.wait_for(lambda received: any(each.path == path for each in received))
    body = json.loads(take.receiver.bodies(path)[0])
    assert "event" not in body
    assert (body["label"], body["event_id"], body["alert_id"], body["triggered"]) == ("decision", event_id, alert_id, True)
    assert (body["rtstream_id"], body["rtstream_index_id"]) == (mic.id, index.rtstream_index_id)
    assert body["capture_session_id"] == take.session_id
    assert 0 < body["confidence"] <= 1
    assert take.covers(body["start_time"], body["end_time"])
    assert "audio" in played(body["stream_url"]).kinds
    (message,) = take.listener.wait_for(channel="alert", alert_id=alert_id)[:1]
    flat = {name: type(message[name]) for name in ("type", "label", "triggered", "confidence")}
    assert flat == {"type": str, "label": str, "triggered": bool, "confidence": float}
    assert message["data"]["event_label"] == "decision"
    index.disable_alert(alert_id)
    assert next(alert for alert in index.list_alerts() if alert["alert_id"] == alert_id)["status"] == "disabled"
    index.enable_alert(alert_id)
    assert next(alert for alert in index.list_alerts() if alert["alert_id"] == alert_id)["status"] == "enabled"


def test_an_alert_for_an_event_that_is_not_there_is_refused(mic: Sdk) -> None:
    (index, *_) = mic.list_scene_indexes()
    with pytest.raises(InvalidRequestError, match="event"):
        index.create_alert("event-nobody-made-it", "")


@walks(Client.PYTHON, "PATCH /rtstream/{rid}/index/scene/{iid}/status")
def test_an_index_is_stopped_and_goes_on(take: Take) -> None:
    second = take.session().get_rtstream("display")[1]
    index = second.index_visuals(prompt="What is it?", batch_config={"type": "time", "value": 1, "frame_count": 2}, name="the other one")
    assert is_as_bright(scene(index, "brightness")["text"], DARK)
    index.stop()
    assert second.get_scene_index(index.rtstream_index_id).status == "stopped"
    index.start()
    assert second.get_scene_index(index.rtstream_index_id).status == "running"
    assert (second.get_scene_index(index.rtstream_index_id).name, index.extraction_config) == (
        "the other one",
        {"time": 1, "frame_count": 2},
    )


@walks(Client.PLAIN, "GET /rtstream/{rid}/transcription/status")
def test_a_transcript_is_stopped_and_goes_on(take: Take, backend: SdkBackend) -> None:
    computer = take.stream("system_audio")

    def status() -> str:
        headers = {"x-access-token": API_KEY, "x-videodb-client": "plain"}
        answer = httpx.get(f"{backend.url}/rtstream/{computer.id}/transcription/status", headers=headers, trust_env=False)
        return str(answer.json()["data"]["status"])

    computer.start_transcript(engine="AAIS")
    assert status() == "running"
    assert computer.stop_transcript()["status"] == "stopped"
    assert status() == "stopped"
    assert computer.start_transcript(engine="default")["status"] == "running"


@walks(
    Client.PYTHON,
    "POST /rtstream/{rid}/understand",
    "GET /rtstream/{rid}/understand",
    "GET /rtstream/{rid}/understand/{uid}",
    "PATCH /rtstream/{rid}/understand/{uid}/status",
    "GET /rtstream/{rid}/understand/{uid}/records",
)
def test_an_understanding_tells_what_is_seen_and_can_be_stopped(take: Take, display: Sdk) -> None:
    made = understood(display)
    assert made.id.startswith("und-")
    assert (made.status, made.rtstream_id, made.store) == ("running", display.id, True)
    assert display.list_understanding()[0].id == made.id
    record = wait_until(
        lambda: next(iter(made.get_records(take.begun_s, time.time())["records"]), None), what="a record", deadline_s=FOUND_WITHIN_S
    )
    assert take.covers(record["start"], record["end"])
    assert is_as_bright(record["text"], BRIGHT)
    made.stop()
    assert made.refresh().status == "stopped"
    made.start()
    assert display.get_understanding(made.id).status == "running"


def understood(display: Sdk) -> Sdk:
    """The understanding of the tests, the same one each time."""
    scene = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 2}, "config": {"prompt": "What is it?", "model": "basic"}}
    return display.understand(segmentation={"type": "time", "window": "2s"}, analyzers=[scene])


@walks(
    Client.PYTHON,
    "POST /rtstream/{rid}/indexes",
    "GET /rtstream/{rid}/indexes",
    "GET /rtstream/{rid}/indexes/{iid}",
    "PATCH /rtstream/{rid}/indexes/{iid}/status",
    "GET /rtstream/{rid}/indexes/{iid}/records",
    "POST /rtstream/{rid}/indexes/{iid}/alert",
    "GET /rtstream/{rid}/indexes/{iid}/alert",
    "PATCH /rtstream/{rid}/indexes/{iid}/alert/{aid}/status",
)
def test_an_index_over_an_understanding_can_be_searched_and_watched(take: Take, display: Sdk) -> None:
    index = display.index(source=understood(display).outputs["scene"], name="what is seen")
    assert index.id.startswith("idx-")
    assert (index.name, index.status, index.use_for, index.output) == ("what is seen", "running", ["semantic"], "scene")
    assert index.source_understanding_id == understood(display).id
    assert display.list_indexes()[0].id == display.get_index(index.id).id == index.id
    record = wait_until(lambda: next(iter(index.get_records()["records"]), None), what="a record", deadline_s=FOUND_WITHIN_S)
    shot = display.search(record["text"], index_id=index.id).get_shots()[0]
    assert shot.text.startswith("brightness")
    assert shot.scene_index_id == index.id
    event_id = take.conn.create_event("brightness", "something is seen")
    alert_id = index.create_alert(event_id, "", ws_connection_id=take.listener.connection_id)
    take.stage.paint(1, OTHER)  # what stays as it is is not told again
    assert take.listener.wait_for(channel="alert", alert_id=alert_id)[0]["rtstream_id"] == display.id
    take.stage.paint(1, BRIGHT)
    index.disable_alert(alert_id)
    assert [alert["status"] for alert in index.list_alerts()] == ["disabled"]
    index.enable_alert(alert_id)
    index.stop()
    assert index.refresh().status == "stopped"
    index.start()
    assert display.get_index(index.id).status == "running"


@walks(Client.PYTHON, "GET /rtstream", "GET /rtstream/{rid}")
def test_streams_are_listed_and_looked_up(take: Take, mic: Sdk) -> None:
    collection = take.conn.get_collection()
    assert mic.id in {stream.id for stream in collection.list_rtstreams(limit=50, name="mic")}
    assert collection.list_rtstreams(limit=1, offset=0) != collection.list_rtstreams(limit=1, offset=1)
    found = collection.get_rtstream(mic.id)
    assert (found.id, found.name, found.channel_id, found.status) == (mic.id, "mic:default", "mic", "connected")
    assert found.sample_rate == 48_000


def test_a_stretch_of_what_is_being_recorded_plays_at_once(take: Take, display: Sdk) -> None:
    start, end = int(take.begun_s) + 4, int(time.time()) - 3
    player = display.generate_stream(start, end, player_config={"title": "A look", "slug": "look"})
    assert player == display.player_url
    found = played(display.stream_url)
    assert "video" in found.kinds
    assert "<video" in page(player)
    assert display.get_embed_code(title="A look").startswith("<iframe src=")
