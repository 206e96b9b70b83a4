"""After a recording: its video, its search, its assets and exports through the Python SDK, as the page about storage and search has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest
from videodb.exceptions import InvalidRequestError

from demo.process import wait_until
from tests.contract.sdk.looking import FOUND_WITHIN_S, sounded_in, transcript
from tests.contract.sdk.rows import Client, walks
from tests.tools.played import downloaded, page, played
from tests.tools.recorded import pictures, sound
from tests.tools.stage import BRIGHT, BUDGET, DARK, PHRASES, WELCOME
from tests.tools.takes import METADATA, USER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.takes import Sdk, Take

STATES: Final = ("created", "starting", "active", "stopping", "stopped", "exported")
NEAR: Final = 12  # of 255: luma of limited range, encoded


@pytest.fixture(scope="module")
def video(ended: Take) -> Sdk:
    """The video of the session, found as a developer's backend finds it."""
    return ended.conn.get_collection().get_video(ended.session().exported_video_id)


@pytest.fixture(scope="module")
def indexed(video: Sdk) -> Sdk:
    """The same, with its spoken words indexed."""
    assert video.index_spoken_words() is None
    return video


def brightness_of(file: Path) -> set[int]:
    """How bright the pictures of a file are, each brightness once."""
    return {round(float(np.mean(gray))) for _, gray in pictures(file)}


def luma(grey: int) -> int:
    """The luma of a grey picture, as BT.709 in limited range has it."""
    return round(16 + grey * 219 / 255)


def test_every_state_was_told_in_its_order_by_webhook_and_over_the_socket(ended: Take) -> None:
    told = [json.loads(webhook.body) for webhook in ended.webhooks()]
    assert [payload["event"] for payload in told] == [f"capture_session.{state}" for state in STATES]
    assert [payload["status"] for payload in told] == list(STATES)
    assert {(payload["end_user_id"], payload["session_id"]) for payload in told} == {(USER, ended.session_id)}
    assert all(payload["metadata"] == METADATA for payload in told)
    ended.listener.wait_for(event="capture_session.exported")
    heard = [message["event"] for message in ended.listener.messages(type="capture_session")]
    assert heard == [payload["event"] for payload in told]


def test_the_last_event_carries_the_video(ended: Take) -> None:
    data = json.loads(ended.event("exported"))["data"]
    assert data["exported_video_id"] == ended.session().exported_video_id
    assert data["exported_video_id"].startswith("m-")
    assert {"video", "audio"} == played(data["stream_url"]).kinds
    assert "/watch?v=" in data["player_url"]
    assert "<video" in page(data["player_url"])
    names = {asset["name"] if "name" in asset else asset["channel_id"] for asset in data["assets"]}
    assert len(names) == len(data["assets"]) >= 4


@walks(Client.PYTHON, "GET /video/{vid}", "GET /video")
def test_the_video_is_as_long_as_the_recording_and_plays_from_its_address_alone(ended: Take, video: Sdk) -> None:
    video = ended.conn.get_collection().get_video(video.id)
    recorded_s = ended.ended_s - ended.begun_s
    assert 0 < video.length < recorded_s
    assert video.collection_id == "default"
    found = played(video.stream_url)
    assert found.kinds == {"video", "audio"}
    assert found.duration_s == pytest.approx(video.length, abs=1.5)
    assert video.id in {each.id for each in ended.conn.get_collection().get_videos()}
    assert "/embed?v=" in video.get_embed_code()


def test_the_muxed_video_shows_the_primary_display_with_all_the_sound(ended: Take, video: Sdk, tmp_path: Path) -> None:
    file = downloaded(video.download(name="muxed")["download_url"], tmp_path / "muxed.mp4")
    assert all(luma(DARK) + NEAR < found for found in brightness_of(file))
    assert any(abs(found - luma(BRIGHT)) <= NEAR for found in brightness_of(file))
    mix = sound(file)
    pitches = loud_pitches(mix.mono, mix.rate)
    assert pitches >= set(PHRASES)


def loud_pitches(samples: Any, rate: int) -> set[int]:  # noqa: ANN401 - an array
    """Which of the tones sound somewhere in mono sound."""
    found = set()
    step = rate // 2
    for start in range(0, len(samples) - step, step):
        part = samples[start : start + step]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(step)))
        pitch = float(np.argmax(spectrum)) * rate / step
        if float(np.sqrt(np.mean(part**2))) > 0.02:
            found |= {hertz for hertz in PHRASES if abs(hertz - pitch) < 0.05 * hertz}
    return found


@walks(Client.PYTHON, "POST /collection/{cid}/capture/session/{sid}/export")
def test_the_other_display_is_exported_when_it_is_asked_for(ended: Take, tmp_path: Path) -> None:
    session = ended.session()

    def exported() -> dict[str, Any] | None:
        told = session.export(video_channel_id="display:2", ws_connection_id=ended.listener.connection_id)
        assert told["export_status"] in {"exporting", "exported"}
        assert (told["session_id"], told["video_channel_id"]) == (ended.session_id, "display:2")
        return told if told["export_status"] == "exported" else None

    told = wait_until(exported, what="display 2 being exported", deadline_s=FOUND_WITHIN_S)
    assert told["video_id"].startswith("m-")
    assert told["video_id"] != session.exported_video_id
    other = ended.conn.get_collection().get_video(told["video_id"])
    file = downloaded(other.download(name="other")["download_url"], tmp_path / "other.mp4")
    assert all(abs(found - luma(DARK)) <= NEAR for found in brightness_of(file))
    mix = sound(file)
    assert loud_pitches(mix.mono, mix.rate) >= set(PHRASES)
    assert session.export()["video_id"] == session.exported_video_id


@walks(Client.PYTHON, "POST /rtstream/{rid}/export", "GET /rtstream/{rid}")
def test_each_stream_is_an_asset_of_its_own(ended: Take) -> None:
    mic, display = ended.stream("mic"), ended.stream("display", 1)
    heard, seen = mic.export(name="What was said"), display.export()
    assert (heard.video_id[:2], seen.video_id[:2]) == ("a-", "m-")
    assert heard.name == "What was said"
    assert 0 < heard.duration < ended.ended_s - ended.begun_s
    assert played(heard.stream_url).kinds == {"audio"}
    assert played(seen.stream_url).kinds == {"video"}
    assert mic.export().video_id == heard.video_id
    assert ended.conn.get_collection().get_rtstream(mic.id).status == "stopped"


@walks(Client.PYTHON, "PATCH /rtstream/{rid}/status")
def test_a_stream_that_has_ended_is_stopped_again_without_harm(ended: Take) -> None:
    mic = ended.stream("mic")
    mic.stop()
    assert ended.stream("mic").status == "stopped"


def test_what_was_said_is_found_after_the_recording_too(ended: Take) -> None:
    mic = ended.stream("mic")
    mic.start_transcript()
    record = transcript(mic, BUDGET)
    assert sounded_in(next(said for said in ended.said if said.text == BUDGET), record["start"], record["end"])
    shot = mic.search("budget discussion").get_shots()[0]
    assert shot.text == BUDGET
    assert (shot.start, shot.end) == (record["start"], record["end"])
    assert played(shot.generate_stream()).kinds == {"audio"}


@walks(Client.PYTHON, "POST /video/{vid}/index", "POST /video/{vid}/search/v2", "POST /video/{vid}/stream", "POST /compile")
def test_spoken_words_are_indexed_searched_and_played(ended: Take, video: Sdk, indexed: Sdk) -> None:
    assert indexed.index_spoken_words() is None
    found = video.search("budget discussion")
    shot = found.shots[0]
    assert BUDGET in shot.text
    assert (shot.video_id, shot.video_length) == (video.id, video.length)
    assert 0 <= shot.start < shot.end <= video.length
    said = next(each for each in ended.said if each.text == BUDGET)
    assert 0 < shot.start < said.end_s - ended.begun_s
    assert played(shot.generate_stream()).kinds == {"video", "audio"}
    assert played(video.generate_stream(timeline=[(0, 1), (shot.start, shot.end)])).kinds == {"video", "audio"}
    assert played(found.compile()).kinds == {"video", "audio"}


@walks(
    Client.PYTHON,
    "POST /video/{vid}/search",
    "POST /collection/{cid}/search",
    "POST /collection/{cid}/search/v2",
    "POST /collection/{cid}/search/title",
)
def test_videos_are_searched_in_every_way_there_was(ended: Take, video: Sdk, indexed: Sdk) -> None:
    collection = ended.conn.get_collection()
    found = {
        "semantic": video.search("budget discussion", search_type="semantic"),
        "keyword": video.search("budget", search_type="keyword", result_threshold=3),
        "collection": collection.search("budget discussion", search_type="semantic"),
        "collection v2": collection.search("budget discussion"),
    }
    for name, result in found.items():
        first = (result.shots if hasattr(result, "shots") else result.get_shots())[0]
        assert BUDGET in first.text, name
        assert first.video_id.startswith("m-"), name
    assert video.id in {result["video"].id for result in collection.search_title(video.name)}


@walks(
    Client.PYTHON,
    "POST /video/{vid}/ask",
    "POST /collection/{cid}/ask",
    "POST /video/{vid}/semantic-search",
    "POST /collection/{cid}/semantic-search",
    "POST /video/{vid}/query",
    "POST /collection/{cid}/query",
    "POST /video/{vid}/aggregate",
    "POST /collection/{cid}/aggregate",
)
def test_questions_filters_and_counts_are_answered(ended: Take, video: Sdk, indexed: Sdk) -> None:
    for place in (video, ended.conn.get_collection()):
        asked = place.ask("When does the budget discussion begin?", include_sources=True)
        assert "When does the budget discussion begin?" in asked.answer
        assert BUDGET in {source.text for source in asked.sources}
        assert BUDGET in place.semantic_search("budget discussion", top_k=3)[0].text
        assert len(place.query(limit=2)) == 2
        counted = place.aggregate(group_by="text")
        said = {group["key"]: group["count"] for group in counted["results"]}
        assert said[BUDGET] >= 1
        assert counted["total"] >= len(said)


@walks(Client.PYTHON, "GET /video/{vid}/transcription", "POST /video/{vid}/transcription")
def test_the_transcript_of_a_video_counts_from_its_beginning(ended: Take, video: Sdk, indexed: Sdk) -> None:
    assert video.generate_transcript()["success"] is True
    words = video.get_transcript()
    assert [word["text"] for word in words if word["text"] in set(BUDGET.split())] != []
    assert all(0 <= word["start"] <= word["end"] <= video.length for word in words)
    text = video.get_transcript_text()
    assert BUDGET in text
    assert WELCOME in text
    sentences = video.get_transcript(segmenter="sentence")
    assert BUDGET in {" ".join(each["text"].split()).rstrip(".") for each in sentences}


@walks(
    Client.PYTHON,
    "POST /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene",
    "GET /video/{vid}/index/scene/{iid}",
    "DELETE /video/{vid}/index/scene/{iid}",
    "GET /video/{vid}/index",
)
def test_a_video_has_indexes_of_what_is_seen(video: Sdk) -> None:
    index_id = video.index_visuals(prompt="What is it?", batch_config={"type": "time", "value": 4, "frame_count": 1}, name="seen")
    assert index_id in {each["scene_index_id"] for each in video.list_scene_index()}
    records = wait_until(lambda: video.get_scene_index(index_id), what="scenes of the video", deadline_s=FOUND_WITHIN_S)
    assert all(record["description"].startswith("brightness ") for record in records)
    assert all(0 <= record["start"] < record["end"] <= video.length + 4 for record in records)
    assert isinstance(video.get_scenes(), list)
    video.delete_scene_index(index_id)
    assert index_id not in {each["scene_index_id"] for each in video.list_scene_index()}
    with pytest.raises(InvalidRequestError):
        video.get_scene_index(index_id)
