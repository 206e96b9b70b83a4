"""The Node SDK while somebody records: other spellings of the same requests, and keys that it rewrites."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S, is_as_bright
from tests.contract.sdk.rows import Client, walks
from tests.tools.node_calls import NodeError
from tests.tools.played import played
from tests.tools.sdk_backend import API_KEY
from tests.tools.stage import BUDGET, DARK, FRIDAY, LUNCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.node_calls import NodeCalls, NodeObject
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.takes import Take


@pytest.fixture(scope="module")
def session(take: Take, node_conn: NodeObject) -> NodeObject:
    """The session that is live, as Node has it."""
    found: NodeObject = node_conn.call("getCaptureSession", take.session_id)
    return found


@pytest.fixture(scope="module")
def node_mic(session: NodeObject) -> NodeObject:
    """Its microphone."""
    stream: NodeObject = session.call("getRTStream", "mic")[0]
    return stream


@pytest.fixture(scope="module")
def node_display(session: NodeObject) -> NodeObject:
    """Its primary display, under the name that Node programs look for."""
    stream: NodeObject = session.call("getRTStream", "screen")[0]
    return stream


@pytest.fixture(scope="module")
def socket(node_conn: NodeObject) -> Iterator[NodeObject]:
    """A socket that Node has opened."""
    opened: NodeObject = node_conn.call("connectWebsocket").call("connect")
    yield opened
    opened.call("close")


def collected(messages: NodeObject, **wanted: object) -> list[dict[str, Any]]:
    """What a generator of Node has given that has these values; waits for the first."""

    def found() -> list[dict[str, Any]]:
        return [each for each in messages.collected() if all(each.get(name) == value for name, value in wanted.items())]

    return wait_until(found, what=f"messages with {wanted}", deadline_s=FOUND_WITHIN_S)


@walks(
    Client.NODE,
    "GET /collection/{cid}",
    "POST /collection/{cid}/capture/session",
    "POST /capture/session/token",
)
def test_a_session_and_a_token_are_made(take: Take, node: NodeCalls, node_conn: NodeObject, backend: SdkBackend) -> None:
    made = node_conn.call("createCaptureSession", {"endUserId": "user_abc", "metadata": {"clientName": "desktop-app"}})
    assert made.id.startswith("cap-")
    assert (made.status, made.endUserId, made.collectionId, made.metadata) == (
        "created",
        "user_abc",
        "default",
        {"clientName": "desktop-app"},
    )
    assert abs(made.createdAt - time.time()) < 60
    token = node_conn.call("generateClientToken", 600)
    assert token.startswith("st-")
    desktop = node.connect(backend.url, session_token=token)
    assert desktop.call("getCaptureSession", take.session_id).status == "active"


@walks(Client.NODE, "GET /collection/{cid}/capture/session/{sid}")
def test_a_session_has_its_streams_under_both_names_of_a_display(take: Take, session: NodeObject, node_conn: NodeObject) -> None:
    node_conn.call("getCaptureSession", take.session_id)
    python = {stream.id for stream in take.session().rtstreams}
    assert {stream.id for stream in session.rtstreams} == python
    screens, displays = session.call("getRTStream", "screen"), session.call("getRTStream", "display")
    assert [stream.id for stream in screens] == [stream.id for stream in displays]
    assert len(displays) == 2
    assert session.call("getRTStream", "mic")[0].mediaTypes == ["audio"]
    assert session.call("getRTStream", "system_audio")[0].sampleRate == 48_000
    assert [stream.mediaTypes for stream in screens] == [[], []]


@walks(Client.NODE, "GET /collection/{cid}/capture/session")
def test_sessions_are_listed_in_pages(take: Take, node_conn: NodeObject) -> None:
    found = node_conn.call("listCaptureSessions", "default", {"status": "active", "endUserId": "user_abc", "limit": 5})
    assert take.session_id in {each.id for each in found}
    assert {each.status for each in found} == {"active"}
    assert len(node_conn.call("listCaptureSessions", "default", {"limit": 1})) == 1


@walks(Client.NODE, "GET /collection/{cid}/websocket", "POST /rtstream/{rid}/transcription", "GET /rtstream/{rid}/transcription")
def test_words_come_over_nodes_socket_and_by_asking(take: Take, node_conn: NodeObject, node_mic: NodeObject) -> None:
    socket = node_conn.call("connectWebsocket").call("connect")
    assert socket.connectionId
    spoken = socket.call("stream", {"channel": "transcript", "id": node_mic.id})
    started = node_mic.call("startTranscript", socket.connectionId)
    assert (started["status"], "updatedAt" in started) == ("running", True)
    said = take.say(BUDGET)
    final = collected(spoken, is_final=True)[0]
    assert final["data"]["text"] == final["text"] == BUDGET
    assert said.start_s - 2 <= final["data"]["start"] / 1000 <= said.end_s
    told = node_mic.call("getTranscript", {"pageSize": 1000})
    record = next(each for each in told["transcriptionRecords"] if each["text"] == BUDGET and each["start"] >= said.start_s - 2)
    assert abs(record["start"] - final["data"]["start"] / 1000) < 0.01
    assert record["wordTimestamps"][0]["text"] == BUDGET.split()[0]
    assert told["nextPage"] is False
    socket.call("close")


@walks(
    Client.NODE,
    "POST /rtstream/{rid}/index/scene",
    "GET /rtstream/{rid}/index/scene",
    "GET /rtstream/{rid}/index/{iid}",
    "GET /rtstream/{rid}/index/scene/{iid}",
    "PATCH /rtstream/{rid}/index/scene/{iid}",
    "PATCH /rtstream/{rid}/index/scene/{iid}/status",
)
def test_visuals_are_indexed_with_nodes_spellings(take: Take, node_display: NodeObject, session: NodeObject) -> None:
    plain = node_display.call("indexVisuals", {"prompt": "Describe what the user is doing"})
    (first, *_) = take.stream("display").list_scene_indexes()
    assert plain.rtstreamIndexId == first.rtstream_index_id
    assert plain.extractionType == "time"
    second = session.call("getRTStream", "display")[1]
    timed = second.call("indexVisuals", {"prompt": "Node asks", "batchConfig": {"type": "time", "value": 1, "frameCount": 1}})
    again = second.call(
        "indexScenes", {"extractionType": "time_based", "extractionConfig": {"time": 1, "frame_count": 1}, "prompt": "Node asks"}
    )
    assert again.rtstreamIndexId == timed.rtstreamIndexId
    scenes = wait_until(lambda: timed.call("getScenes")["scenes"], what="scenes", deadline_s=FOUND_WITHIN_S)
    assert is_as_bright(scenes[0]["text"], DARK)
    assert take.covers(scenes[0]["start"], scenes[0]["end"])
    assert timed.rtstreamIndexId in {each.rtstreamIndexId for each in second.call("listSceneIndexes")}
    timed.call("updateSceneIndex", "Node asks something else")
    assert second.call("getSceneIndex", timed.rtstreamIndexId).prompt == "Node asks something else"
    timed.call("stop")
    assert second.call("getSceneIndex", timed.rtstreamIndexId).status == "stopped"
    timed.call("start")
    assert second.call("getSceneIndex", timed.rtstreamIndexId).status == "running"


@walks(Client.NODE, "POST /rtstream/{rid}/index/scene", "PATCH /rtstream/{rid}/index/spoken/{iid}/status")
def test_sound_is_indexed_and_stopped_by_its_older_name(node: NodeCalls, take: Take, node_mic: NodeObject, node_conn: NodeObject) -> None:
    wanted = {"prompt": "Extract key topics", "batchConfig": {"type": "word", "value": 5}, "autoStartTranscript": True}
    index = node_mic.call("indexAudio", wanted)
    scenes = wait_until(lambda: index.call("getScenes")["scenes"], what="scenes", deadline_s=FOUND_WITHIN_S)
    assert scenes[0]["text"] == f"1 passages: {LUNCH}"
    older = node.ask(0, "$new", "SpokenIndex", node_conn.vhttp, {"id": index.rtstreamIndexId, "rtstreamId": node_mic.id})
    older.call("stop")
    assert node_mic.call("getSceneIndex", index.rtstreamIndexId).status == "stopped"
    older.call("start")
    assert node_mic.call("getSceneIndex", index.rtstreamIndexId).status == "running"


@walks(
    Client.NODE,
    "POST /rtstream/event",
    "GET /rtstream/event",
    "POST /rtstream/{rid}/index/{iid}/alert",
    "GET /rtstream/{rid}/index/{iid}/alert",
    "PATCH /rtstream/{rid}/index/{iid}/alert/{aid}/status",
)
def test_an_alert_reaches_nodes_socket(take: Take, node_conn: NodeObject, node_mic: NodeObject, socket: NodeObject) -> None:
    event_id = node_conn.call("createEvent", "Somebody decided to ship something", "decision for Node")
    assert event_id in {event["eventId"] for event in node_conn.call("listEvents")}
    index = node_mic.call("indexAudio", {"prompt": "In a word", "batchConfig": {"type": "sentence", "value": 1}})
    alert_id = index.call("createAlert", event_id, f"{take.receiver.url}/node-alerts", socket.connectionId)
    alerts = socket.call("stream", {"channel": "alert"})
    take.say(FRIDAY)
    told = collected(alerts, alert_id=alert_id)[0]
    assert (told["label"], told["triggered"], told["rtstream_id"]) == ("decision for Node", True, node_mic.id)
    take.receiver.wait_for(lambda received: any(each.path == "/node-alerts" for each in received))
    assert json.loads(take.receiver.bodies("/node-alerts")[0])["alert_id"] == alert_id
    index.call("disableAlert", alert_id)
    assert [each["status"] for each in index.call("listAlerts") if each["alertId"] == alert_id] == ["disabled"]
    index.call("enableAlert", alert_id)
    assert [each["status"] for each in index.call("listAlerts") if each["alertId"] == alert_id] == ["enabled"]


@walks(Client.NODE, "POST /rtstream/{rid}/search", "GET /rtstream/{rid}/stream", "POST /rtstream/collection/{cid}/search")
def test_what_was_said_is_found_and_plays(take: Take, node_conn: NodeObject, node_mic: NodeObject) -> None:
    said = next((each for each in take.said if each.text == BUDGET), None) or take.say(BUDGET)
    shot = wait_until(
        lambda: next(iter(node_mic.call("search", {"query": "budget discussion"}).shots), None), what="a shot", deadline_s=FOUND_WITHIN_S
    )
    assert BUDGET in shot.text
    assert shot.start >= said.start_s - 2
    assert (shot.rtstreamId, 0 < shot.searchScore <= 1) == (node_mic.id, True)
    assert "audio" in played(shot.call("generateStream")).kinds
    everywhere = node_conn.call("getCollection").call("search", "budget discussion", None, None, 50, *[None] * 3, "rtstream")
    assert BUDGET in everywhere.shots[0].text
    assert node_mic.id in {each.rtstreamId for each in everywhere.shots}
    assert "audio" in played(node_mic.call("generateStream", said.start_s, said.end_s)).kinds


@walks(Client.NODE, "GET /rtstream", "GET /rtstream/{rid}")
def test_streams_are_listed_and_looked_up(node_conn: NodeObject, node_display: NodeObject) -> None:
    collection = node_conn.call("getCollection")
    listed = collection.call("listRTStreams", {"limit": 20, "name": "display:1", "ordering": "-created_at"})
    assert node_display.id in {stream.id for stream in listed}
    found = collection.call("getRTStream", node_display.id)
    assert (found.name, found.channelId, found.status, found.mediaTypes) == ("display:1", "display", "connected", ["video"])


def test_what_goes_wrong_is_an_exception_of_its_kind(
    node: NodeCalls, node_conn: NodeObject, node_mic: NodeObject, backend: SdkBackend
) -> None:
    with pytest.raises(NodeError, match="Error 404") as failed:
        node_conn.call("getCaptureSession", "cap-nope")
    assert failed.value.name == "InvalidRequestError"
    assert "There is no capture session 'cap-nope' here" in str(failed.value.cause)
    with pytest.raises(NodeError, match="AuthenticationError"):
        node.connect(backend.url, api_key=API_KEY + "x").call("getCollection")
    with pytest.raises(NodeError, match="Error 400"):
        node_mic.call("indexVisuals", {"prompt": "What is to be seen?", "batchConfig": {"type": "time", "value": 2}})
