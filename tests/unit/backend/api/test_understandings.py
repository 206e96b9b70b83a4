"""Understandings and the indexes over them, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.understanding import Stage
from tests.tools.footage import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DISPLAY = pictures(seconds=4, start_s=0)
ANALYZER = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 2}, "config": {"prompt": "Say it", "model": "basic"}}
BODY = {"segmentation": {"type": "time", "window": "2s"}, "analyzers": [ANALYZER], "store": True}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "mic:default", "display:1") as made:
        yield made


def path(stage: Stage, rest: str, *, track: str = "display:1") -> str:
    return f"/rtstream/{stage.stream(track).id}{rest}"


def test_an_understanding_is_made_once_with_a_descriptor_for_its_output(stage: Stage) -> None:
    told = stage.backend.data("POST", path(stage, "/understand"), json=BODY)
    uid = told["understanding_id"]
    assert uid.startswith("und-")
    assert (told["store"], told["segmentation"], told["analyzers"]) == (True, BODY["segmentation"], BODY["analyzers"])
    assert told["outputs"]["scene"]["understanding_id"] == uid
    assert stage.backend.data("POST", path(stage, "/understand"), json=BODY) == told
    assert stage.backend.data("GET", path(stage, "/understand"))["understandings"] == [told]
    assert stage.backend.data("GET", path(stage, f"/understand/{uid}")) == told
    assert stage.backend.data("PATCH", path(stage, f"/understand/{uid}/status"), json={"action": "stop"}) == {"status": "stopped"}


def test_its_records_are_those_of_an_index_over_it(stage: Stage) -> None:
    told = stage.backend.data("POST", path(stage, "/understand"), json=BODY)
    source = {"understandingId": told["understanding_id"], "output": "scene"}
    index = stage.backend.data("POST", path(stage, "/indexes"), json={"source": source, "name": "mine", "use_for": ["semantic"]})
    row = stage.store.read(lambda tx: tx.pipelines.get(told["understanding_id"]))
    assert row is not None
    stage.keep(DISPLAY)
    stage.complete()
    stage.steps(stage.work(row))
    page = stage.backend.data("GET", path(stage, f"/understand/{told['understanding_id']}/records?output=scene&start=1&end=9e12"))
    assert [record["output"] for record in page["records"]] == ["scene", "scene"]
    assert stage.backend.data("GET", path(stage, f"/indexes/{index['index_id']}/records")) == page
    assert stage.backend.data("GET", path(stage, "/indexes"))["indexes"] == [index]
    assert stage.backend.data("GET", path(stage, f"/indexes/{index['index_id']}")) == index
    assert index["index_id"].startswith("idx-")
    act = path(stage, f"/indexes/{index['index_id']}/status")
    assert stage.backend.data("PATCH", act, json={"action": "stop"}) == {"status": "stopped"}


@pytest.mark.parametrize(
    "change",
    [
        {"analyzers": []},
        {"analyzers": [ANALYZER, ANALYZER]},
        {"analyzers": [{"type": "ocr"}]},
        {"segmentation": {"type": "shot"}},
        {"segmentation": {"window": "0s"}},
        {"store": "perhaps"},
    ],
)
def test_an_understanding_that_makes_no_sense_is_refused(stage: Stage, change: dict[str, object]) -> None:
    assert stage.backend.ask("POST", path(stage, "/understand"), json=BODY | change).status_code == 422


def test_sound_cannot_be_looked_at(stage: Stage) -> None:
    answer = stage.backend.ask("POST", path(stage, "/understand", track="mic:default"), json=BODY)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "WRONG_KIND")


def test_an_index_needs_a_source_that_is_there(stage: Stage) -> None:
    assert stage.backend.ask("POST", path(stage, "/indexes"), json={}).status_code == 422
    assert stage.backend.ask("POST", path(stage, "/indexes"), json={"source": {"output": "scene"}}).status_code == 422
    assert stage.backend.ask("POST", path(stage, "/indexes"), json={"source": {"understanding_id": "und-x"}}).status_code == 404
    kept = stage.backend.data("POST", path(stage, "/understand"), json=BODY | {"store": False})
    answer = stage.backend.ask("POST", path(stage, "/indexes"), json={"source": kept["outputs"]["scene"]})
    assert answer.status_code == 409
