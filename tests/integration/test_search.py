"""Search in what was really recorded: the moment comes first, while it is live and afterwards, and its links play just that."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from demo.process import wait_until
from tests.fakes.engines import Deterministic, LoudnessSpeech, WordEmbedder
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.played import page, played
from tests.tools.recorded import loudness, sound
from tests.tools.understood import PHRASES, Developer, developing, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIC = speech((1, 2, 440), (5, 6.5, 660), (9, 10, 880), seconds=12)
DISPLAY = pictures(seconds=12, start_s=0.25)
MEANINGS = {"money": "budget", "talk": "discussion"}


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedBackend]:
    engines = Deterministic(speech=LoudnessSpeech(PHRASES), embedder=WordEmbedder(MEANINGS))
    with HostedBackend(tmp_path_factory.mktemp("data"), engines=engines.engines()) as running:
        yield running


@pytest.fixture
def developer(backend: HostedBackend) -> Iterator[Developer]:
    with developing(backend) as made:
        yield made


@pytest.fixture(scope="module")
def exported(backend: HostedBackend) -> Iterator[Developer]:
    """A session that is over, whose sound is transcribed and whose display is indexed, with its video."""
    with developing(backend) as made:
        made.record(MIC, DISPLAY)
        made.start()
        made.index("display:1", extraction_config={"time": 3, "frame_count": 2}, prompt="What is seen", name="scenes")
        made.finish(MIC, DISPLAY)
        wait_until(lambda: made.session["status"] == "exported", what="the export")
        wait_until(lambda: len(made.said()) == len(PHRASES), what="the transcript")
        yield made


def hits(developer: Developer, query: str, **body: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = developer.ask("POST", developer.path("mic:default", "/search"), {"query": query, **body})["results"]
    return found


def shots(developer: Developer, query: str) -> list[dict[str, Any]]:
    answer = developer.ask("POST", f"/video/{developer.session['exported_video_id']}/search/v2", {"query": query})
    assert answer["response_type"] == "shots"
    return [doc for group in answer["results"] for doc in group["docs"]]


def heard(url: str, path: Path) -> dict[int, float]:
    """How loud the tones of all phrases are in what plays at an address."""
    command = ["ffmpeg", "-v", "error", "-y", "-i", url, "-vn", "-ac", "1", str(path)]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    track = sound(path)
    return {hertz: loudness(track.mono, rate=track.rate, hertz=hertz) for hertz in PHRASES}


def test_what_was_said_is_found_first_while_it_is_live_and_after_the_end(developer: Developer) -> None:
    developer.record(MIC)
    developer.start()
    half = len(MIC.fragments) // 2
    developer.put(MIC, *range(1, half + 1))
    wait_until(lambda: hits(developer, "budget discussion"), what="the first words")
    assert developer.session["status"] == "active"
    [live] = hits(developer, "budget discussion")
    assert developer.seconds([live])[0] == pytest.approx((1.1, 2.1), abs=0.15)
    assert (live["text"], live["rtstream_name"]) == ("budget discussion", "mic:default")
    developer.put(MIC, *range(half + 1, len(MIC.fragments) + 1))
    developer.complete(MIC)
    wait_until(lambda: len(developer.said()) == len(PHRASES), what="the rest of the words")
    assert hits(developer, "budget discussion")[0] == live
    assert hits(developer, "thursday")[0]["text"] == "let us meet on Thursday"


def test_a_hit_plays_through_the_link_that_sdks_ask_for(exported: Developer, tmp_path: Path) -> None:
    hit = hits(exported, "meet Thursday")[0]
    path = exported.path("mic:default", f"/stream?start={int(hit['start'])}&end={int(hit['end']) + 1}")
    tones = heard(exported.ask("GET", path)["stream_url"], tmp_path / "hit.wav")
    assert max(tones, key=tones.__getitem__) == 660


def test_a_shot_is_told_in_seconds_of_the_video_and_plays_just_that(exported: Developer, tmp_path: Path) -> None:
    video = exported.ask("GET", f"/video/{exported.session['exported_video_id']}")
    shot = shots(exported, "meet on Thursday")[0]
    assert shot["text"] == "let us meet on Thursday"
    assert (shot["start"], shot["end"]) == pytest.approx((5.0, 6.6), abs=0.2)  # the video begins with its first sound
    assert 0 <= shot["start"] < shot["end"] <= video["length"]
    words = shot["metadata"]["words"]
    assert [word["text"] for word in words] == ["let", "us", "meet", "on", "Thursday"]
    assert (words[0]["start"], words[-1]["end"]) == pytest.approx((shot["start"], shot["end"]), abs=0.2)
    assert shot["stream_link"] == shot["stream_url"]
    assert played(shot["stream_url"]).kinds == {"video", "audio"}
    assert "v=" in shot["player_url"]
    assert "<html" in page(shot["player_url"]).lower()
    tones = heard(shot["stream_url"], tmp_path / "shot.wav")
    assert max(tones, key=tones.__getitem__) == 660


def test_a_video_is_searched_in_what_was_said_and_seen_and_by_one_index_alone(exported: Developer) -> None:
    [index] = exported.ask("GET", exported.path("display:1", "/index/scene"))["scene_indexes"]
    video_id = exported.session["exported_video_id"]
    seen = shots(exported, "brightness")
    assert {doc["scene_index_name"] for doc in seen} == {"scenes"}
    body = {"query": "brightness", "search_type": "scene", "index_type": "scene", "score_threshold": 0.2, "result_threshold": 5}
    [group] = exported.ask("POST", f"/video/{video_id}/search", body | {"scene_index_id": index["rtstream_index_id"]})["results"]
    assert (group["video_id"], group["collection_id"]) == (video_id, "default")
    assert {doc["scene_index_id"] for doc in group["docs"]} == {index["rtstream_index_id"]}
    spoken = exported.ask("POST", f"/video/{video_id}/search", body | {"index_type": "spoken_word"})["results"]
    assert spoken == []


def test_shots_of_a_search_can_be_compiled_into_one_stream(exported: Developer) -> None:
    docs = shots(exported, "budget thursday goodbye")
    assert len(docs) == 3
    timeline = [[doc["start"], doc["end"]] for doc in docs]
    told = exported.ask("POST", f"/video/{exported.session['exported_video_id']}/stream", {"timeline": timeline})
    assert played(told["stream_url"]).kinds == {"video", "audio"}


def test_meanings_find_what_no_word_finds_once_they_are_made_in_the_background(exported: Developer) -> None:
    wait_until(lambda: hits(exported, "money talk"), what="the meanings")
    assert hits(exported, "money talk")[0]["text"] == "budget discussion"


def test_a_collection_finds_the_moment_with_its_video_and_a_stream_with_its_name(exported: Developer) -> None:
    streams = exported.ask("POST", "/rtstream/collection/default/search", {"query": "goodbye", "result_threshold": 50})["results"]
    assert exported.streams["mic:default"] in {row["rtstream_id"] for row in streams}
    groups = exported.ask("POST", "/collection/default/search/v2", {"query": "goodbye", "top_k": 50})["results"]
    assert exported.session["exported_video_id"] in {group["video_id"] for group in groups}
    assert all({"video_id", "collection_id", "length", "title", "docs"} <= group.keys() for group in groups)


def test_a_question_is_answered_from_what_was_found_with_playable_sources(exported: Developer) -> None:
    body = {"question": "When do we meet?", "top_k": 15, "mode": "default", "include_sources": True}
    answer = exported.ask("POST", f"/video/{exported.session['exported_video_id']}/ask", body)
    assert "let us meet on Thursday" in answer["answer"]  # this engine says its prompt again
    [shot, *_] = [doc for group in answer["sources"] for doc in group["docs"]]
    assert played(shot["stream_url"]).kinds == {"video", "audio"}


def test_records_are_selected_and_counted_without_any_words(exported: Developer) -> None:
    path = f"/video/{exported.session['exported_video_id']}"
    selected = exported.ask("POST", f"{path}/query", {"filter": {"kind": "transcript"}, "sort": [["start", "desc"]], "limit": 2})
    assert [doc["text"] for group in selected["results"] for doc in group["docs"]] == ["goodbye", "let us meet on Thursday"]
    counts = exported.ask("POST", f"{path}/aggregate", {"group_by": "kind"})["results"]
    assert {row["key"]: row["count"] for row in counts} == {"transcript": 3, "visual": 4}
