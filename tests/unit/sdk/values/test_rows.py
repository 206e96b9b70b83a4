"""Answers are read without trust."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example
from hypothesis import given as drawn
from hypothesis import strategies as st

from lookhear.errors import SdkError
from lookhear.sdk.aio.api import AsyncApi
from lookhear.sdk.aio.audio import AsyncAudio
from lookhear.sdk.aio.image import AsyncImage
from lookhear.sdk.aio.index import AsyncIndex
from lookhear.sdk.aio.rtstream import AsyncRTStream
from lookhear.sdk.aio.rtstream_indexes import AsyncRTStreamIndex, AsyncRTStreamSceneIndex, AsyncRTStreamUnderstanding
from lookhear.sdk.aio.search_results import AsyncAskResponse, AsyncSearchResponse, AsyncSearchResult
from lookhear.sdk.aio.shots import AsyncRTStreamShot, AsyncShot
from lookhear.sdk.aio.understanding import AsyncUnderstanding
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.values.exports import RTStreamExportResult
from lookhear.sdk.values.index_records import FieldSchema, RecordPage
from lookhear.sdk.values.records import Alert, RecordsPage, Scene, ScenePage, Segment, TranscriptPage
from lookhear.sdk.values.rows import Keyed, Row, given, mapping_of, number_of, objects, row_of, rows_of, score_of, text_of, texts_of
from lookhear.sdk.values.scenes import SceneCollection
from tests.fakes.sdk_wire import BASE_URL, KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Named(Keyed):
    """Something with attributes."""

    def __init__(self) -> None:
        self.name = "a name"
        self._secret = "not this"


def test_a_row_is_a_dict_as_it_came_that_json_can_say() -> None:
    row = Row(text="words", unknown={"kept": [1, None]})
    assert json.loads(json.dumps(row)) == {"text": "words", "unknown": {"kept": [1, None]}}


def test_public_attributes_can_be_had_by_key() -> None:
    assert Named()["name"] == "a name"
    for key in ("_secret", "nothing", "__class__"):
        with pytest.raises(KeyError):
            Named()[key]


@pytest.mark.parametrize("answer", [None, [], "text", 3, True])
def test_what_is_no_object_is_an_empty_one(answer: object) -> None:
    assert row_of(answer) == {}
    assert rows_of(answer, "rows") == []
    assert mapping_of({"row": answer}, "row") == {}


def test_lists_keep_what_is_of_their_kind() -> None:
    assert objects([{"a": 1}, None, "b", 3]) == [{"a": 1}]
    assert objects("text") == []
    assert texts_of({"names": ["a", None, 3, "b"]}, "names") == ["a", "b"]
    assert texts_of({"names": "ab"}, "names") == []


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3.0), ("2.5", 2.5), (None, 0.0), ("many", 0.0), ([], 0.0), ("nan", 0.0), (float("inf"), 0.0), (10**400, 0.0)]
)
def test_numbers_are_numbers_also_where_none_came(value: object, number: float) -> None:
    assert number_of({"length": value}, "length") == number


def test_a_score_that_is_missing_is_none() -> None:
    assert score_of({}) is None
    assert score_of({"score": None}) is None
    assert score_of({"score": 0}) == 0.0


def test_the_first_name_that_has_text_counts() -> None:
    assert text_of({"id": "", "rtstream_id": "rts-1"}, "id", "rtstream_id") == "rts-1"
    assert text_of({"id": 3}, "id") is None


def test_what_was_not_said_is_left_out() -> None:
    assert given(a=None, b=False, c=0, d="", model_config={}, e={}) == {"b": False, "c": 0, "d": "", "e": {}}
    assert given(model_config={"k": 1}) == {"model_config": {"k": 1}}


# --- what hangs on a connection is made of rows of whatever service ---

API = AsyncApi(BASE_URL, KEY)  # nobody is asked
KEYS = (
    *("id", "rtstream_id", "name", "status", "length", "start", "end", "score", "metadata", "results", "docs", "sources", "warnings"),
    *("response_type", "analyzers", "outputs", "fields", "field_schema", "media_types", "created_at", "sample_rate", "video_id", "records"),
    *(
        "scenes",
        "frames",
        "transcription_records",
        "word_timestamps",
        "total_count",
        "next_page",
        "duration",
        "understanding_id",
        "index_id",
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["shots", "nan", "1e999", "rts-1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6)
MADE: list[Callable[[Mapping[str, Any]], object]] = [
    lambda row: AsyncRTStream(API, row),
    lambda row: AsyncRTStreamSceneIndex(API, row, "rts-1"),
    lambda row: AsyncRTStreamUnderstanding(API, row, "rts-1"),
    lambda row: AsyncRTStreamIndex(API, row, "rts-1"),
    lambda row: AsyncVideo(API, row),
    lambda row: AsyncAudio(API, row),
    lambda row: AsyncImage(API, row),
    lambda row: AsyncIndex(API, row),
    lambda row: AsyncUnderstanding(API, row),
    lambda row: AsyncShot(API, row, row),
    lambda row: AsyncRTStreamShot(API, row).whole_seconds,
    lambda row: [*AsyncSearchResult(API, row)],
    lambda row: [*AsyncSearchResponse(API, row)],
    lambda row: AsyncAskResponse(API, row).sources,
    RTStreamExportResult.read,
    RecordPage.read,
    FieldSchema.read,
    lambda row: SceneCollection.read(row, video_id="m-1"),
    lambda row: (Scene(row).description, Scene(row).metadata, Alert(row).status),
    lambda row: (Segment(row).text, Segment(row).word_timestamps),
    lambda row: (TranscriptPage(row).records, TranscriptPage(row).total_count, RecordsPage(row).records, ScenePage(row).scenes),
]


@drawn(row=ROWS)
@example(row={"id": "x", "start": "nan", "end": float("inf"), "length": 10**400})
@example(row=dict.fromkeys(KEYS, None))
@example(row=dict.fromkeys(KEYS, "x"))
@example(row={key: [None, {"docs": 3, "id": "x"}] for key in KEYS})
@example(row={key: {"id": 3} for key in KEYS})
def test_a_row_of_anything_is_read_or_refused_with_a_sentence(row: dict[str, Any]) -> None:
    assert all(repr(made_or_refused(make, row)) for make in MADE)


def made_or_refused(make: Callable[[Mapping[str, Any]], object], row: dict[str, Any]) -> object:
    try:
        return make(row)
    except SdkError as refused:
        return str(refused)
