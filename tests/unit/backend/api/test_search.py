"""Search over HTTP: shapes, statuses, who may, and which routes win."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.found import DISPLAY, MIC, SCENES, SPEECH, record
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import SESSION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import Record


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as made:
        made.store.add(SESSION, DISPLAY, MIC, SPEECH, SCENES, replace(VIDEO, key=None, error=None))
        yield made


def found(backend: ServedBackend, *records: Record) -> None:
    backend.store.add(*records)


def test_a_stream_s_hits_have_the_shape_of_the_contract(backend: ServedBackend) -> None:
    found(backend, record(SPEECH, "the budget discussion", at_s=30, length_s=2.5, speaker="Ann"))
    [row] = backend.data("POST", f"/rtstream/{MIC.id}/search", json={"query": "budget discussion"})["results"]
    assert row == {
        "rtstream_id": MIC.id,
        "rtstream_name": "mic:default",
        "capture_session_id": SESSION.id,
        "start": 1_700_000_030.0,
        "end": 1_700_000_032.5,
        "text": "the budget discussion",
        "score": 1.0,
        "scene_index_id": None,
        "scene_index_name": "transcript",
        "index_type": "transcript",
        "metadata": {"speaker": "Ann"},
    }


def test_ten_hits_of_a_stream_are_enough_for_who_does_not_say_how_many(backend: ServedBackend) -> None:
    found(backend, *(record(SPEECH, "budget", at_s=number) for number in range(15)))
    path = f"/rtstream/{MIC.id}/search"
    assert len(backend.data("POST", path, json={"query": "budget"})["results"]) == 10
    assert len(backend.data("POST", path, json={"query": "budget", "result_threshold": 3})["results"]) == 3
    least = {
        "query": "budget",
        "score_threshold": 0.99,
        "stitch": True,
        "rerank": False,
        "rerank_params": {},
        "dynamic_score_percentage": 20,
    }
    assert len(backend.data("POST", path, json=least)["results"]) == 1


@pytest.mark.parametrize("index_type", ["semantic", "spoken_word", "scene", "whatever", None])
def test_an_index_type_that_sdks_send_is_understood(backend: ServedBackend, index_type: str | None) -> None:
    found(backend, record(SPEECH, "red, said"), record(SCENES, "red, seen"))
    path = f"/rtstream/collection/{SESSION.collection_id}/search"
    texts = {row["text"] for row in backend.data("POST", path, json={"query": "red", "index_type": index_type})["results"]}
    wanted = {"spoken_word": {"red, said"}, "scene": {"red, seen"}}
    assert texts == wanted.get(index_type or "", {"red, said", "red, seen"})


def test_a_collection_s_streams_are_searched_and_its_route_wins_over_a_stream_s(backend: ServedBackend) -> None:
    found(backend, record(SPEECH, "the budget"))
    [row] = backend.data("POST", "/rtstream/collection/default/search", json={"query": "budget"})["results"]
    assert (row["rtstream_id"], row["rtstream_name"]) == (MIC.id, "mic:default")
    assert backend.ask("POST", "/rtstream/collection/c-9/search", json={"query": "budget"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"query": ""}, 422),
        ({"query": "  "}, 422),
        ({"query": 3}, 422),
        ({"query": "x" * 2001}, 422),
        ({"query": "x", "result_threshold": 0}, 422),
        ({"query": "x", "result_threshold": 101}, 422),
        ({"query": "x", "score_threshold": -1}, 422),
        ({"query": "x", "dynamic_score_percentage": 101}, 422),
        ({"query": "x", "filter": "all"}, 422),
        ({"query": "x", "filter": [{"a": {"$like": "b"}}]}, 422),
        ({"query": "x", "filter": [{}] * 51}, 422),
        ({"query": "x", "scene_index_id": "nothing"}, 404),
        ({"query": "\0"}, 200),
        ({"query": "!!!"}, 200),
        ({"query": "x", "filter": None, "scene_index_id": None, "score_threshold": None}, 200),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(backend: ServedBackend, body: dict[str, Any], status: int) -> None:
    assert backend.ask("POST", f"/rtstream/{MIC.id}/search", json=body).status_code == status


@pytest.mark.parametrize("path", ["/rtstream/rts-9/search", "/video/m-9/search", "/video/m-9/search/v2", "/collection/c-9/search/v2"])
def test_what_is_not_there_is_not_found(backend: ServedBackend, path: str) -> None:
    assert backend.ask("POST", path, json={"query": "red"}).status_code == 404


def test_a_client_token_may_search_and_one_of_another_session_may_not(backend: ServedBackend) -> None:
    found(backend, record(SPEECH, "the budget"))
    other = backend.created()
    mine, theirs = backend.bound_token(SESSION.id), backend.bound_token(other.id)
    path = f"/rtstream/{MIC.id}/search"
    assert backend.ask("POST", path, key=backend.token(), json={"query": "budget"}).status_code == 200
    assert backend.ask("POST", path, key=mine, json={"query": "budget"}).status_code == 200
    assert backend.ask("POST", path, key=theirs, json={"query": "budget"}).status_code == 403
    assert backend.ask("POST", path, key=None, json={"query": "budget"}).status_code == 401
    everywhere = "/rtstream/collection/default/search"
    assert len(backend.data("POST", everywhere, key=mine, json={"query": "budget"})["results"]) == 1
    assert backend.data("POST", everywhere, key=theirs, json={"query": "budget"})["results"] == []


def test_the_streams_of_one_session_are_searched(backend: ServedBackend) -> None:
    found(backend, record(SPEECH, "the budget, said"), record(SCENES, "the budget, seen"))
    other = backend.created()
    path = "/rtstream/collection/default/search"
    told = backend.data("POST", path, json={"query": "budget", "session_id": SESSION.id})["results"]
    assert {row["text"] for row in told} == {"the budget, said", "the budget, seen"}
    assert backend.data("POST", path, json={"query": "budget", "session_id": other.id})["results"] == []
    assert backend.data("POST", path, json={"query": "budget", "session_id": "cap-9"})["results"] == []
    theirs = backend.bound_token(other.id)
    assert backend.ask("POST", path, key=theirs, json={"query": "budget", "session_id": SESSION.id}).status_code == 403


def test_a_search_of_the_second_version_answers_in_its_envelope(backend: ServedBackend) -> None:
    found(backend, record(SPEECH, "the budget", at_s=30))
    answer = backend.data("POST", f"/video/{VIDEO.id}/search/v2", json={"query": "budget", "session_id": "s-1", "mode": "x", "config": {}})
    assert answer["response_type"] == "shots"
    assert (answer["session_id"], answer["waiting_for"], answer["results"]) == ("s-1", "none", [])
    assert [warning["code"] for warning in answer["warnings"]] == ["video_not_ready"]


def test_videos_are_found_by_their_titles(backend: ServedBackend) -> None:
    backend.store.add(
        replace(VIDEO, id="m-2", name="Budget talks", channel="display:2"), replace(VIDEO, id="m-3", name="Other", channel="x")
    )
    answer = backend.data("POST", "/collection/default/search/title", json={"query": "talk", "search_type": "llm"})
    assert {row["video"]["id"] for row in answer} == {VIDEO.id, "m-2"}
    assert all(isinstance(row["video"]["length"], float) for row in answer)


def test_nothing_on_the_web_is_searched_and_the_answer_says_so(backend: ServedBackend) -> None:
    answer = backend.ask("POST", "/collection/default/search/web", json={"query": "cats", "platform": "youtube"})
    assert answer.status_code == 404
    assert "nothing on the web" in answer.json()["message"]
