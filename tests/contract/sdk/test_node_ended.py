"""The Node SDK after a recording: its video, search, transcripts and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S
from tests.contract.sdk.rows import Client, walks
from tests.tools.node_calls import NodeError
from tests.tools.played import played
from tests.tools.stage import BUDGET, WELCOME

if TYPE_CHECKING:
    from tests.tools.node_calls import NodeCalls, NodeObject
    from tests.tools.takes import Take


@pytest.fixture(scope="module")
def session(ended: Take, node_conn: NodeObject) -> NodeObject:
    """The session, as Node has it."""
    found: NodeObject = node_conn.call("getCaptureSession", ended.session_id)
    return found


@pytest.fixture(scope="module")
def video(session: NodeObject, node_conn: NodeObject) -> NodeObject:
    """Its video."""
    found: NodeObject = node_conn.call("getCollection").call("getVideo", session.exportedVideoId)
    return found


def test_a_session_that_is_over_says_so(ended: Take, session: NodeObject) -> None:
    assert session.status == "exported"
    assert session.exportedVideoId == ended.session().exported_video_id
    assert session.callbackUrl == ended.callback_url
    assert {stream.status for stream in session.rtstreams} == {"stopped"}


@walks(Client.NODE, "POST /rtstream/{rid}/export", "PATCH /rtstream/{rid}/status")
def test_a_stream_is_stopped_and_exported(session: NodeObject) -> None:
    mic = session.call("getRTStream", "mic")[0]
    mic.call("stop")
    made = mic.call("export")
    assert made["videoId"].startswith("a-")
    assert made["duration"] > 0
    assert played(made["streamUrl"]).kinds == {"audio"}
    assert mic.call("export")["videoId"] == made["videoId"]


@walks(
    Client.NODE,
    "POST /video/{vid}/index",
    "POST /video/{vid}/search",
    "POST /collection/{cid}/search",
    "POST /video/{vid}/stream",
    "POST /compile",
)
def test_spoken_words_are_indexed_searched_and_played(video: NodeObject, node_conn: NodeObject) -> None:
    assert video.call("indexSpokenWords")["success"] is True
    found = video.call("search", "budget discussion")
    shot = found.shots[0]
    assert BUDGET in shot.text
    assert (shot.videoId, 0 <= shot.start < shot.end <= float(video.length)) == (video.id, True)
    assert played(shot.call("generateStream")).kinds == {"video", "audio"}
    assert played(found.call("compile")).kinds == {"video", "audio"}
    assert BUDGET in video.call("search", "budget", "keyword").shots[0].text
    assert BUDGET in node_conn.call("getCollection").call("search", "budget discussion").shots[0].text
    assert played(video.call("generateStream", [[0, 2]])).duration_s == pytest.approx(2, abs=1)


@walks(Client.NODE, "GET /video/{vid}/transcription", "POST /video/{vid}/transcription")
def test_the_transcript_of_a_video_is_told_as_words_and_as_text(video: NodeObject) -> None:
    assert video.call("generateTranscript")["success"] is True
    text = video.call("getTranscriptText")
    assert BUDGET in text
    assert WELCOME in text
    words = video.call("getTranscript")["wordTimestamps"]
    assert [word["text"] for word in words if word["text"] == "budget"] != []


@walks(Client.NODE, "GET /video/{vid}/thumbnail", "POST /video/{vid}/thumbnail")
def test_a_video_has_a_picture_of_any_moment(video: NodeObject) -> None:
    assert played(video.call("generateThumbnail")).kinds == {"video"}
    image = video.call("generateThumbnail", 2)
    assert image.id.startswith("img-")
    assert played(image.url).kinds == {"video"}


@walks(
    Client.NODE,
    "POST /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene/{iid}",
    "DELETE /video/{vid}/index/scene/{iid}",
)
def test_a_video_has_indexes_of_what_is_seen(video: NodeObject) -> None:
    wanted = {"prompt": "Node looks", "batchConfig": {"type": "time", "value": 5, "frameCount": 1}, "name": "seen by Node"}
    index_id = video.call("indexVisuals", wanted)
    assert index_id in {each["sceneIndexId"] for each in video.call("listSceneIndex")}
    records = wait_until(lambda: video.call("getSceneIndex", index_id), what="scenes", deadline_s=FOUND_WITHIN_S)
    assert all(record["description"].startswith("brightness ") for record in records)
    video.call("deleteSceneIndex", index_id)
    with pytest.raises(NodeError, match="Error 404"):
        video.call("getSceneIndex", index_id)


@walks(Client.NODE, "POST /video/{vid}/workflow")
def test_subtitles_are_added(video: NodeObject) -> None:
    assert played(video.call("addSubtitle")).kinds >= {"video", "audio"}


def test_addresses_of_players_become_those_of_embeds(node: NodeCalls, video: NodeObject) -> None:
    assert "/watch?v=" in video.playerUrl
    assert node.ask(0, "playStream", video.streamUrl).endswith(f"?url={video.streamUrl}")
