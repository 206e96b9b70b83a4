"""Questions, selections, counts and texts over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import EngineBusy, EngineFailed
from tests.fakes.engines import Deterministic
from tests.fakes.found import DISPLAY, MIC, SCENES, SPEECH, record
from tests.fakes.serving import BASE_URL, ServedBackend
from tests.fakes.stored import SESSION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITE = "/collection/default/generate/text"


@pytest.fixture
def engines() -> Deterministic:
    return Deterministic()


@pytest.fixture
def backend(tmp_path: Path, engines: Deterministic) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path, engines=engines.engines()) as made:
        made.store.add(SESSION, DISPLAY, MIC, SPEECH, SCENES, VIDEO)
        yield made


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path / "plain") as made:
        made.store.add(SESSION, DISPLAY, MIC, SPEECH, SCENES, VIDEO)
        yield made


def test_a_prompt_is_answered_with_an_output(backend: ServedBackend, engines: Deterministic) -> None:
    assert backend.data("POST", WRITE, json={"prompt": "Sum it up", "model_name": "pro"}) == {"output": "answer to: Sum it up"}
    assert engines.language.prompts == [("Sum it up", "pro")]


def test_json_is_answered_as_json(backend: ServedBackend) -> None:
    assert backend.data("POST", WRITE, json={"prompt": "Topics", "response_type": "json"}) == {"output": {}}


def test_a_prompt_of_the_size_that_sdks_send_in_a_body_is_taken(backend: ServedBackend) -> None:
    output = backend.data("POST", WRITE, json={"prompt": "x" * 255_000})["output"]
    assert len(output) > 255_000


def test_a_longer_prompt_comes_as_a_file(backend: ServedBackend, engines: Deterministic) -> None:
    address = backend.data("GET", "/collection/default/upload_url", params={"name": "prompt.txt"})["upload_url"]
    files = {"file": ("prompt.txt", "Größe".encode(), "text/plain")}
    assert backend.ask("POST", address.removeprefix(BASE_URL), key=None, files=files).is_success
    assert backend.data("POST", WRITE, json={"prompt_url": address})["output"] == "answer to: Größe"
    assert backend.ask("POST", WRITE, json={"prompt_url": address}).status_code == 409
    assert len(engines.language.prompts) == 1


@pytest.mark.parametrize(
    "body",
    [{}, {"prompt": ""}, {"prompt": " "}, {"prompt": "x", "response_type": "xml"}, {"prompt_url": "http://example.test/x"}, {"prompt": 1}],
)
def test_a_prompt_that_makes_no_sense_is_refused(backend: ServedBackend, body: dict[str, Any]) -> None:
    assert backend.ask("POST", WRITE, json=body).status_code == 422


def test_a_collection_that_is_not_there_writes_nothing(backend: ServedBackend, engines: Deterministic) -> None:
    assert backend.ask("POST", "/collection/c-9/generate/text", json={"prompt": "x"}).status_code == 404
    assert engines.language.prompts == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (WRITE, {"prompt": "x"}),
        (f"/video/{VIDEO.id}/ask", {"question": "What was said?"}),
        ("/collection/default/ask", {"question": "What was said?"}),
    ],
)
def test_without_an_engine_there_is_a_clear_error(plain: ServedBackend, path: str, body: dict[str, str]) -> None:
    answer = plain.ask("POST", path, json=body)
    assert (answer.status_code, answer.json()["error_code"]) == (409, "NO_ENGINE")
    assert "No language engine is set up here" in answer.json()["message"]


def test_an_engine_in_trouble_is_no_failure_of_the_server(backend: ServedBackend, engines: Deterministic) -> None:
    engines.language.trouble.add(EngineBusy("Its queue is full."), EngineFailed("It has no words."))
    busy = backend.ask("POST", WRITE, json={"prompt": "x"})
    assert (busy.status_code, busy.json()["error_code"]) == (429, "TOO_MANY")
    assert "Retry-After" in busy.headers
    failed = backend.ask("POST", WRITE, json={"prompt": "x"})
    assert failed.status_code == 409
    assert "It has no words." in failed.json()["message"]


def test_a_question_without_anything_about_it_is_answered_with_a_warning(backend: ServedBackend, engines: Deterministic) -> None:
    answer = backend.data("POST", "/collection/default/ask", json={"question": "budget?", "top_k": 15, "mode": "default"})
    assert (answer["answer"], answer["sources"]) == ("", [])
    assert [warning["code"] for warning in answer["warnings"]] == ["nothing_found"]
    assert engines.language.prompts == []


@pytest.mark.parametrize("target", [f"/video/{VIDEO.id}", "/collection/default"])
def test_counts_are_told_by_what_records_say(backend: ServedBackend, target: str) -> None:
    backend.store.add(record(SPEECH, "one", speaker="Ann"), record(SPEECH, "two", speaker="Ann"), record(SPEECH, "three", speaker="Bo"))
    answer = backend.data("POST", f"{target}/aggregate", json={"group_by": "speaker", "metric": "count", "limit": 100})
    assert answer["results"] == [{"key": "Ann", "value": 2.0, "count": 2.0}, {"key": "Bo", "value": 1.0, "count": 1.0}]
    assert answer["total"] == 3.0
    assert backend.data("POST", f"{target}/aggregate", json={"metric": "duration"})["total"] == 6.0
    assert backend.ask("POST", f"{target}/aggregate", json={"metric": "median"}).status_code == 422


@pytest.mark.parametrize(
    "body", [{"sort": [["start", "up"]]}, {"sort": ["a"] * 9}, {"limit": 0}, {"limit": 1001}, {"filter": 3}, {"sort": 3}]
)
def test_a_selection_that_makes_no_sense_is_refused(backend: ServedBackend, body: dict[str, Any]) -> None:
    assert backend.ask("POST", f"/video/{VIDEO.id}/query", json=body).status_code == 422


@pytest.mark.parametrize("family", ["ask", "semantic-search", "query", "aggregate"])
def test_what_is_not_there_is_not_found_and_others_sessions_are_forbidden(backend: ServedBackend, family: str) -> None:
    body = {"question": "red", "query": "red"}
    other = backend.created()
    theirs = backend.bound_token(other.id)
    assert backend.ask("POST", f"/video/m-9/{family}", json=body).status_code == 404
    assert backend.ask("POST", f"/collection/c-9/{family}", json=body).status_code == 404
    assert backend.ask("POST", f"/video/{VIDEO.id}/{family}", key=theirs, json=body).status_code == 403
    assert backend.ask("POST", f"/video/{VIDEO.id}/{family}", key=None, json=body).status_code == 401
    named = {"index_ids": "nothing", "index_id": "nothing", **body}
    assert backend.ask("POST", f"/collection/default/{family}", json=named).status_code == (200 if family == "ask" else 404)
