"""Transcripts over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.understanding import Stage
from tests.tools.understood import speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIC = speech((1, 2, 440), (3, 4.5, 660), seconds=5)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "display:1") as made:
        yield made


def path(stage: Stage, rest: str = "", *, track: str = "mic:default") -> str:
    return f"/rtstream/{stage.stream(track).id}/transcription{rest}"


def test_a_transcript_is_started_stopped_and_asked_for(stage: Stage) -> None:
    assert stage.backend.data("GET", path(stage, "/status"))["status"] == "not_configured"
    assert stage.backend.data("POST", path(stage), json={"action": "stop"})["status"] == "stopped"
    told = stage.backend.data("POST", path(stage), json={"action": "start", "engine": "assemblyai", "language_code": "en-US"})
    assert (told["status"], told["language"], told["engine"]) == ("waiting_for_engine", "en-US", "default")
    assert told["error"] == {"code": "backend.no_engine", "message": "There is no engine for speech here."}
    shown = stage.backend.data("GET", path(stage, "/status?engine=AAIS"))
    assert shown == told
    assert stage.backend.data("POST", path(stage), json={"action": "stop", "mode": "force"})["status"] == "stopped"


def test_what_was_said_comes_in_pages(stage: Stage) -> None:
    empty: dict[str, Any] = {"transcription_records": [], "next_page": False, "total_count": 0, "page": 1, "page_size": 100}
    assert stage.backend.data("GET", path(stage)) == empty
    view = stage.run(stage.service.start_transcript(stage.stream("mic:default").id))
    stage.keep(MIC)
    stage.complete()
    stage.steps(stage.work(view))
    page = stage.backend.data("GET", path(stage, "?page=1&page_size=1&engine=&start=&end=&since="))
    assert (page["next_page"], page["total_count"], page["page"], page["page_size"]) == (True, 2, 1, 1)
    record = page["transcription_records"][0]
    assert (record["text"], record["is_final"]) == ("budget discussion", True)
    assert [(word["text"], word["word"]) for word in record["word_timestamps"]] == [("budget", "budget"), ("discussion", "discussion")]
    assert record["start"] < record["word_timestamps"][1]["start"] < record["end"]
    since = stage.backend.data("GET", path(stage, f"?since={record['end']}"))
    assert [each["text"] for each in since["transcription_records"]] == ["let us meet on Thursday"]


@pytest.mark.parametrize("query", ["page=0", "page_size=1001", "start=-1", "since=nan", "end=1e99", "page=x"])
def test_a_question_that_makes_no_sense_is_refused(stage: Stage, query: str) -> None:
    assert stage.backend.ask("GET", path(stage, f"?{query}")).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "restart"},
        {"action": "start", "ws_connection_id": 5},
        {"action": "start", "language_code": "!!"},
        {"action": "stop", "mode": "now"},
    ],
)
def test_a_command_that_makes_no_sense_changes_nothing(stage: Stage, body: dict[str, object]) -> None:
    assert stage.backend.ask("POST", path(stage), json=body).status_code == 422
    assert stage.backend.data("GET", path(stage, "/status"))["status"] == "not_configured"


def test_a_display_has_no_transcript(stage: Stage) -> None:
    answer = stage.backend.ask("POST", path(stage, track="display:1"), json={"action": "start"})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "WRONG_KIND")


def test_it_needs_a_credential_and_a_stream(stage: Stage) -> None:
    assert stage.backend.ask("POST", path(stage), key=None, json={"action": "start"}).status_code == 401
    assert stage.backend.ask("POST", path(stage), key=stage.backend.token(), json={"action": "start"}).status_code == 200
    assert stage.backend.ask("GET", "/rtstream/rts-unknown/transcription").status_code == 404
