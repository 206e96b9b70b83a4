"""What is asked of records costs what it gives, not what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lookhear.backend.records import RecordFilter
from tests.fakes.steps import FEW_STEPS, MANY, again, steps_of
from tests.fakes.stored import PIPELINE, RECORD, SESSION, STREAM, add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.storage.connections import Opened
    from lookhear.backend.storage.transaction import SqlTransaction


def test_nothing_that_is_asked_of_records_looks_at_all_of_them(opened: Opened, rows: SqlTransaction) -> None:
    other = replace(PIPELINE, id="p-2", stream_id="rts-2", session_id="cap-2")
    add_rows(rows, replace(SESSION, id="cap-2", recording_id=None), replace(STREAM, id="rts-2", session_id="cap-2"), other, RECORD)
    again(opened.raw, "records")
    kept = rows.records.add(replace(RECORD, pipeline_id="p-2", stream_id="rts-2", session_id="cap-2", text="a rare word"))
    filters = [RecordFilter(pipeline_ids=("p-2",)), RecordFilter(stream_id="rts-2"), RecordFilter(session_id="cap-2")]
    asked: list[Callable[[], object]] = [
        *(lambda wanted=wanted: rows.records.page(wanted, limit=9) for wanted in filters),
        lambda: rows.records.page(filters[0], limit=9, after_id=kept.id - 1),
        lambda: rows.records.search_text("rare", RecordFilter(), limit=9),
        lambda: rows.records.add_vector(kept.id, "m", b"x"),
        lambda: rows.records.vectors("m", filters[2]),
        lambda: rows.records.without_vector("m", limit=9, after_id=kept.id - 1),
        rows.records.newest_id,
        lambda: rows.records.remove_of("p-2"),
    ]
    assert max(steps := [steps_of(opened.raw, work) for work in asked]) < FEW_STEPS, steps


def test_the_counting_sees_what_looks_at_all_of_them(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, RECORD)
    again(opened.raw, "records")
    assert steps_of(opened.raw, lambda: rows.records.page(RecordFilter(stream_id="rts-1", output="none"), limit=9)) > MANY
