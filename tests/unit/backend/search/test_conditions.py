"""What a filter means, in each of its forms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.backend.records import PipelineKind
from lookhear.backend.search.conditions import MAX_CONDITIONS, MAX_NAME_CHARS, MAX_VALUES, agrees, conditions_of, fact
from lookhear.errors import InvalidRequest
from tests.fakes.stored import RECORD

NS = 1_000_000_000
ROW = replace(
    RECORD,
    id=5,
    start_ns=10 * NS,
    end_ns=12 * NS,
    text="A red car",
    kind=PipelineKind.VISUAL,
    metadata={"speaker": "Ann", "count": 3, "tags": ["car", "Red"], "is_loud": True, "box": {"left": 7}, "a.b": "dotted"},
)


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        [],
        {},
        {"speaker": "ann"},
        [{"speaker": "Ann"}, {"count": 3}],
        {"speaker": "Ann", "count": 3},
        {"speaker": ["Bo", "Ann"]},
        {"tags": "red"},
        {"tags": ["red", "blue"]},
        {"count": {"$gte": 3, "$lt": 4}},
        {"count": {"$ne": 4}},
        {"count": {"$in": [1, 3]}},
        {"count": {"$nin": [1, 2]}},
        {"nothing": {"$ne": "x"}},
        {"nothing": None},
        {"field": "count", "op": ">", "value": 2},
        [{"field": "speaker", "operator": "contains", "value": "nn"}],
        {"tags": {"$contains": "ca"}},
        {"box.left": 7},
        {"a.b": "dotted"},
        {"start": {"$lte": 10}, "end": 12.0, "duration": 2},
        {"text": {"$contains": "RED"}},
        {"kind": "visual"},
        {"rtstream_id": "rts-1", "capture_session_id": "cap-1", "scene_index_id": "p-1", "output": "scenes"},
        {"is_loud": True},
    ],
)
def test_a_record_that_is_as_wanted_agrees(wanted: object) -> None:
    assert agrees(ROW, conditions_of(wanted))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wanted",
    [
        {"speaker": "Bo"},
        {"speaker": "Ann", "count": 4},
        [{"speaker": "Ann"}, {"count": 4}],
        {"speaker": []},
        {"tags": "blue"},
        {"tags": {"$ne": "car"}},
        {"tags": {"$nin": ["car"]}},
        {"count": {"$gt": 3}},
        {"count": "3"},
        {"count": {"$gte": "3"}},
        {"speaker": {"$lt": 3}},
        {"count": True},
        {"is_loud": 1},
        {"nothing": "x"},
        {"nothing": {"$gt": 0}},
        {"speaker": {"$contains": 3}},
        {"count": {"$contains": "3"}},
        {"box.left.further": 7},
    ],
)
def test_a_record_that_is_otherwise_does_not(wanted: object) -> None:
    assert not agrees(ROW, conditions_of(wanted))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wanted",
    [
        "speaker",
        ["speaker"],
        [3],
        {"count": {"$bigger": 3}},
        {"field": "count", "op": "like", "value": 3},
        [{"name": number} for number in range(MAX_CONDITIONS + 1)],
        {"name": list(range(MAX_VALUES + 1))},
        {"name": {"$nin": list(range(MAX_VALUES + 1))}},
        {"$or": [{"count": 3}, {"count": 4}]},
        {".".join("a" * (MAX_NAME_CHARS + 1)): 1},
    ],
)
def test_a_filter_that_means_nothing_is_refused_with_a_sentence(wanted: object) -> None:
    with pytest.raises(InvalidRequest, match="filter: "):
        conditions_of(wanted)  # type: ignore[arg-type]


def test_a_value_that_looks_like_an_operator_inside_is_compared_as_it_is() -> None:
    assert agrees(ROW, conditions_of({"box": {"left": 7}}))


def test_metadata_come_before_a_record_s_own_facts() -> None:
    assert fact(replace(ROW, metadata={"text": "another"}), "text") == "another"
    assert fact(ROW, "text") == "A red car"
