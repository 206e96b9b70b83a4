"""Which records a search goes through. What comes of it is told in test_service.py and test_video_search.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.search.scope import (
    EVERYTHING,
    SEEN,
    SPOKEN,
    Choice,
    Label,
    collection_scope,
    kinds_of,
    label_of,
    shown_streams,
    stream_scope,
    video_of,
)
from lookhear.errors import NotFound
from tests.fakes.found import DISPLAY, LOOKS, LOOKS_INDEX, MIC, SCENES, SPEECH, SUMMARY, FoundRows, record
from tests.fakes.stored import COLLECTION, SESSION, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.records import PipelineKind

OTHER_INDEX = replace(LOOKS_INDEX, id="idx-2", name="text", output="text", config_key="text", created_ns=6)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[FoundRows]:
    with FoundRows(tmp_path, SPEECH, SUMMARY, SCENES, LOOKS, LOOKS_INDEX, OTHER_INDEX) as rows:
        yield rows


def test_a_stream_is_all_of_its_pipelines_and_an_index_over_another_is_not_counted_twice(rows: FoundRows) -> None:
    scope = rows.read(lambda tx: stream_scope(tx, [DISPLAY.id], EVERYTHING))
    assert scope.wanted.pipeline_ids == (SCENES.id, LOOKS.id)
    assert scope.outputs == {}
    assert scope.labels[LOOKS.id, "scene"] == Label(index_id=LOOKS_INDEX.id, name="looks")


def test_an_index_over_an_understanding_means_its_output_only(rows: FoundRows) -> None:
    scope = rows.read(lambda tx: stream_scope(tx, [DISPLAY.id], Choice(index_ids=(OTHER_INDEX.id,))))
    assert (scope.wanted.pipeline_ids, scope.outputs) == ((LOOKS.id,), {LOOKS.id: frozenset({"text"})})
    assert not scope.covers(record(LOOKS, "a car"))
    assert scope.covers(replace(record(LOOKS, "a car"), output="text"))


def test_an_understanding_and_an_index_over_it_together_mean_all_of_it(rows: FoundRows) -> None:
    scope = rows.read(lambda tx: stream_scope(tx, [DISPLAY.id], Choice(index_ids=(OTHER_INDEX.id, LOOKS.id))))
    assert scope.outputs == {}
    assert scope.covers(record(LOOKS, "a car"))


def test_indexes_can_be_named_by_what_they_are_called(rows: FoundRows) -> None:
    choice = Choice(index_names=("looks", "scenes"))
    assert rows.read(lambda tx: stream_scope(tx, [DISPLAY.id], choice)).wanted.pipeline_ids == (SCENES.id, LOOKS.id)
    assert rows.read(lambda tx: collection_scope(tx, "default", choice)).wanted.pipeline_ids == (SCENES.id, LOOKS.id)
    with pytest.raises(NotFound, match="sounds"):
        rows.read(lambda tx: collection_scope(tx, "default", Choice(index_names=("sounds",))))


def test_kinds_leave_out_pipelines(rows: FoundRows) -> None:
    scope = rows.read(lambda tx: stream_scope(tx, [MIC.id, DISPLAY.id], Choice(kinds=SPOKEN)))
    assert scope.wanted.pipeline_ids == (SPEECH.id, SUMMARY.id)
    assert rows.read(lambda tx: stream_scope(tx, [MIC.id], Choice(kinds=SEEN))).is_empty


def test_a_collection_is_told_by_its_rows_and_an_index_of_another_is_none_of_it(rows: FoundRows) -> None:
    rows.add(COLLECTION)
    wanted = rows.read(lambda tx: collection_scope(tx, COLLECTION.id, Choice(kinds=SPOKEN), session_id="cap-1")).wanted
    assert (wanted.collection_id, wanted.session_id, wanted.pipeline_ids) == (COLLECTION.id, "cap-1", None)
    assert set(wanted.kinds or ()) == SPOKEN
    assert rows.read(lambda tx: collection_scope(tx, "default", EVERYTHING)).wanted.collection_id is None
    for collection_id, session_id in ((COLLECTION.id, None), ("default", "cap-9")):
        with pytest.raises(NotFound, match=SCENES.id):
            rows.read(
                lambda tx, c=collection_id, s=session_id: collection_scope(tx, c, Choice(index_ids=(SCENES.id,)), session_id=s)  # type: ignore[misc]
            )


def test_what_is_found_in_a_collection_is_shown_under_its_index(rows: FoundRows) -> None:
    scope = rows.read(lambda tx: collection_scope(tx, "default", EVERYTHING))

    def label(found: object) -> Label:
        return rows.read(lambda tx: label_of(tx, scope, found))  # type: ignore[arg-type]

    assert label(record(SPEECH, "x")) == Label(index_id=None, name="transcript")
    assert label(record(SCENES, "x")) == Label(index_id=SCENES.id, name="scenes")
    assert label(record(LOOKS, "x")) == Label(index_id=LOOKS_INDEX.id, name="looks")
    assert label(replace(record(LOOKS, "x"), output="nothing reads it")).index_id == LOOKS.id
    assert label(replace(record(LOOKS, "x"), pipeline_id="gone")) == Label(index_id="gone", name="")


def test_a_video_shows_its_display_and_all_sounds_or_the_track_it_is() -> None:
    second = replace(DISPLAY, id="rts-3", track="display:2")
    assert shown_streams(VIDEO, [DISPLAY, MIC, second]) == [DISPLAY, MIC]
    assert shown_streams(replace(VIDEO, is_session=False), [DISPLAY, MIC, second]) == [DISPLAY]


def test_the_video_of_a_stream_is_the_session_s_own_before_any_other(rows: FoundRows) -> None:
    alone = replace(VIDEO, id="m-0", is_session=False, created_ns=1)
    rows.add(alone, VIDEO)
    assert rows.read(lambda tx: video_of(tx, SESSION, DISPLAY)) == VIDEO
    assert rows.read(lambda tx: video_of(tx, replace(SESSION, exported_video_id=None), DISPLAY)) == alone
    assert rows.read(lambda tx: video_of(tx, SESSION, replace(DISPLAY, track="display:2"))) is None


@pytest.mark.parametrize(
    ("word", "kinds"), [("spoken_word", SPOKEN), ("scene", SEEN), ("semantic", None), ("", None), (None, None), ("whatever", None)]
)
def test_words_of_sdks_for_kinds_of_indexes(word: str | None, kinds: frozenset[PipelineKind] | None) -> None:
    assert kinds_of(word) == kinds
