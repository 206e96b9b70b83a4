"""What every caller of contract §2.6 and §2.8 sends, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from lookhear.backend.pipelines.requests import (
    IndexRequest,
    Segmenter,
    Wish,
    index_wish,
    seconds_of_span,
    source_of,
    understanding_wish,
)
from lookhear.backend.records import PipelineKind
from lookhear.errors import InvalidRequest, WrongKind

VISUAL = {"extraction_type": "time", "time": 2, "frame_count": 5}
AUDIO = {"extraction_type": "transcript", "segmenter": "time", "segmentation_value": 30}


@pytest.mark.parametrize(
    ("sent", "is_video", "config"),
    [
        ({"extraction_type": "time"}, True, VISUAL),  # index_visuals(prompt)
        ({"extraction_type": "time", "time_s": 4.0}, True, VISUAL | {"time": 4}),
        ({"extraction_type": "time", "time_s": 0.5, "frame_count": 2}, True, VISUAL | {"time": 0.5, "frame_count": 2}),
        ({}, True, VISUAL),  # the other SDK's indexVisuals
        ({"extraction_type": "time_based", "time_s": 2, "frame_count": 5}, True, VISUAL),
        ({"extraction_type": "shot_based", "frame_count": 4}, True, {"extraction_type": "shot", "time": 10, "frame_count": 4}),
        ({"extraction_type": "shot", "time_s": 3}, True, {"extraction_type": "shot", "time": 3, "frame_count": 5}),
        ({"extraction_type": "transcript"}, False, AUDIO),  # index_audio(prompt)
        ({}, False, AUDIO),
        ({"segmenter": Segmenter.WORD}, False, AUDIO | {"segmenter": "word", "segmentation_value": 10}),
        ({"segmenter": Segmenter.SENTENCE}, False, AUDIO | {"segmenter": "sentence", "segmentation_value": 5}),
        ({"segmenter": Segmenter.TIME, "segmentation_value": 45.0}, False, AUDIO | {"segmentation_value": 45}),
        ({"segmenter": Segmenter.WORD, "segmentation_value": 7}, False, AUDIO | {"segmenter": "word", "segmentation_value": 7}),
    ],
)
def test_every_spelling_is_one_wish(sent: dict[str, Any], is_video: bool, config: dict[str, object]) -> None:  # noqa: FBT001
    assert index_wish(IndexRequest(**sent), is_video=is_video).config == config


def test_what_is_to_be_seen_has_a_prompt_and_what_was_said_needs_none() -> None:
    assert index_wish(IndexRequest(), is_video=True).prompt == "Describe the scene"
    assert index_wish(IndexRequest(), is_video=False).prompt == ""
    assert index_wish(IndexRequest(prompt="Decisions"), is_video=False).prompt == "Decisions"


@pytest.mark.parametrize(
    ("sent", "is_video"),
    [({"extraction_type": "transcript"}, True), ({"extraction_type": "time"}, False), ({"extraction_type": "shot_based"}, False)],
)
def test_the_other_kind_of_stream_is_named(sent: dict[str, Any], is_video: bool) -> None:  # noqa: FBT001
    with pytest.raises(WrongKind, match="This stream is"):
        index_wish(IndexRequest(**sent), is_video=is_video)


@pytest.mark.parametrize(
    ("sent", "is_video"),
    [
        ({"extraction_type": "spoken"}, True),
        ({"time_s": 0.1}, True),
        ({"time_s": 3601}, True),
        ({"frame_count": 0}, True),
        ({"frame_count": 31}, True),
        ({"segmenter": Segmenter.WORD, "segmentation_value": 2.5}, False),
        ({"segmenter": Segmenter.SENTENCE, "segmentation_value": 0}, False),
        ({"segmenter": Segmenter.TIME, "segmentation_value": 0.2}, False),
    ],
)
def test_numbers_that_make_no_sense_are_refused(sent: dict[str, Any], is_video: bool) -> None:  # noqa: FBT001
    with pytest.raises(InvalidRequest):
        index_wish(IndexRequest(**sent), is_video=is_video)


def test_the_same_wish_has_the_same_key_and_any_difference_another_one() -> None:
    one = index_wish(IndexRequest(prompt="a"), is_video=True)
    assert one.key == index_wish(IndexRequest(prompt="a", extraction_type="time_based", time_s=2.0), is_video=True).key
    others = [{"prompt": "b"}, {"prompt": "a", "name": "n"}, {"prompt": "a", "model_name": "m"}, {"prompt": "a", "time_s": 3.0}]
    keys = {index_wish(IndexRequest(**sent), is_video=True).key for sent in others}  # type: ignore[arg-type]
    assert len(keys | {one.key}) == 5
    assert Wish(kind=PipelineKind.TRANSCRIPT).key == ""


def test_an_understanding_has_one_analyzer_with_defaults() -> None:
    wish = understanding_wish(segmentation={}, analyzer={"type": "vlm"}, is_stored=True, is_video=True)
    assert (wish.output, wish.prompt, wish.model_name) == ("scene", "Describe the scene", None)
    assert wish.config["segmentation"] == {"type": "time", "window": "10s"}
    assert wish.config["analyzers"] == [{"type": "vlm", "name": "scene", "sampling": {"frame_count": 5}, "config": {}}]


@pytest.mark.parametrize(
    ("segmentation", "analyzer"),
    [
        ({"type": "shot"}, {"type": "vlm"}),
        ({"window": "soon"}, {"type": "vlm"}),
        ({"window": True}, {"type": "vlm"}),
        ({"window": "2h"}, {"type": "vlm"}),
        ({}, {"type": "ocr"}),
        ({}, {"type": "vlm", "sampling": 5}),
        ({}, {"type": "vlm", "sampling": {"frame_count": "many"}}),
        ({}, {"type": "vlm", "name": 5}),
    ],
)
def test_an_understanding_that_makes_no_sense_is_refused(segmentation: dict[str, object], analyzer: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        understanding_wish(segmentation=segmentation, analyzer=analyzer, is_stored=True, is_video=True)


def test_sound_is_not_understood_by_looking() -> None:
    with pytest.raises(WrongKind):
        understanding_wish(segmentation={}, analyzer={"type": "vlm"}, is_stored=True, is_video=False)


@pytest.mark.parametrize(("text", "seconds"), [("10s", 10), ("1.5m", 90), ("500ms", 0.5), ("1 h", 3600), (" 7 ", 7), (3, 3), (2.5, 2.5)])
def test_a_length_of_time_is_read(text: object, seconds: float) -> None:
    assert seconds_of_span(text) == seconds


@pytest.mark.parametrize(
    "descriptor",
    [
        {"understanding_id": "und-1", "output": "scene"},
        {"understandingId": "und-1", "output": "scene"},
        {"source_understanding_id": "und-1"},
        {"sourceUnderstandingId": "und-1", "outputName": "scene"},
    ],
)
def test_a_source_is_found_however_its_keys_are_written(descriptor: dict[str, object]) -> None:
    assert source_of(descriptor) == ("und-1", "scene")


@pytest.mark.parametrize("descriptor", [{}, {"understanding_id": 5}, {"understanding_id": "und-1", "output": ["scene"]}])
def test_a_source_that_names_nothing_is_refused(descriptor: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        source_of(descriptor)
