"""Indexes over HTTP, with the bodies that callers send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.understanding import Stage
from tests.tools.footage import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DISPLAY = pictures(seconds=4, start_s=0)
SDK: dict[str, object] = {"prompt": "What is seen", "model_name": None, "model_config": {}, "name": None}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "display:1") as made:
        yield made


def path(stage: Stage, rest: str = "", *, track: str = "display:1") -> str:
    return f"/rtstream/{stage.stream(track).id}/index{rest}"


def test_an_index_is_made_once_and_shows_what_is_really_done(stage: Stage) -> None:
    told = stage.backend.data("POST", path(stage, "/scene"), json={"extraction_type": "time", "extraction_config": None, **SDK})
    assert told["rtstream_index_id"].startswith("scene-idx-")
    shown = ("extraction_type", "extraction_config", "prompt", "name", "status", "sandbox_id")
    assert [told[key] for key in shown] == ["time", {"time": 2, "frame_count": 5}, "What is seen", None, "waiting_for_engine", None]
    assert told["error"]["message"] == "There is no engine for vision here."
    again = stage.backend.data(
        "POST", path(stage, "/scene"), json={"extraction_type": "time_based", "extraction_config": {"time": 2, "frame_count": None}, **SDK}
    )
    assert again == told
    assert stage.backend.data("GET", path(stage, "/scene"))["scene_indexes"] == [told]
    assert stage.backend.data("GET", path(stage, f"/{told['rtstream_index_id']}")) == told


def test_sound_is_indexed_by_its_transcript(stage: Stage) -> None:
    body = {"extraction_type": "transcript", "extraction_config": {"segmenter": "word", "segmentation_value": 10}, **SDK}
    told = stage.backend.data("POST", path(stage, "/scene", track="mic:default"), json=body)
    assert (told["extraction_type"], told["extraction_config"]) == ("transcript", {"segmenter": "word", "segmentation_value": 10})
    status = stage.backend.data("GET", f"/rtstream/{stage.stream('mic:default').id}/transcription/status")["status"]
    assert status == "waiting_for_engine"


def test_records_come_under_both_names_and_by_time(stage: Stage) -> None:
    index_id = stage.backend.data("POST", path(stage, "/scene"), json=SDK)["rtstream_index_id"]
    row = stage.store.read(lambda tx: tx.pipelines.get(index_id))
    assert row is not None
    stage.keep(DISPLAY)
    stage.complete()
    stage.steps(stage.work(row))
    page = stage.backend.data("GET", path(stage, f"/scene/{index_id}?page_size=1"))
    assert (page["next_page"], len(page["scene_index_records"])) == (True, 1)
    record = page["scene_index_records"][0]
    assert record["description"] == record["text"]
    assert record["end"] - record["start"] == 2
    late = stage.backend.data("GET", path(stage, f"/scene/{index_id}?start={record['end'] + 0.1}&end={record['end'] + 5}"))
    assert [each["start"] for each in late["scene_index_records"]] == [record["end"]]


def test_prompt_and_status_are_changed(stage: Stage) -> None:
    index_id = stage.backend.data("POST", path(stage, "/scene"), json=SDK)["rtstream_index_id"]
    assert stage.backend.data("PATCH", path(stage, f"/scene/{index_id}"), json={"prompt": "Other"}) == {"prompt": "Other"}
    assert stage.backend.data("PATCH", path(stage, f"/scene/{index_id}/status"), json={"action": "stop"}) == {"status": "stopped"}
    started = stage.backend.data("PATCH", path(stage, f"/spoken/{index_id}/status"), json={"action": "start"})
    assert started == {"status": "waiting_for_engine"}
    assert stage.backend.data("GET", path(stage, f"/{index_id}"))["prompt"] == "Other"


@pytest.mark.parametrize(
    "body",
    [
        {"extraction_type": "spoken"},
        {"extraction_config": {"time": 0}},
        {"extraction_config": {"frame_count": 1000}},
        {"extraction_config": {"segmenter": "letter"}},
        {"extraction_config": []},
        {"prompt": "x" * 10_001},
        {"ws_connection_id": ""},
    ],
)
def test_a_body_that_makes_no_sense_makes_nothing(stage: Stage, body: dict[str, object]) -> None:
    assert stage.backend.ask("POST", path(stage, "/scene"), json=body).status_code == 422
    assert stage.backend.data("GET", path(stage, "/scene"))["scene_indexes"] == []


def test_an_index_of_another_stream_is_not_found(stage: Stage) -> None:
    index_id = stage.backend.data("POST", path(stage, "/scene"), json=SDK)["rtstream_index_id"]
    for rest in (f"/{index_id}", f"/scene/{index_id}"):
        assert stage.backend.ask("GET", path(stage, rest, track="mic:default")).status_code == 404
    assert stage.backend.ask("PATCH", path(stage, "/scene/scene-idx-x/status"), json={"action": "stop"}).status_code == 404
