"""Pages of an index over a video."""

from __future__ import annotations

import pytest

from lookhear.sdk.values.index_records import FieldSchema, IndexRecord, RecordPage


def test_a_page_is_a_sequence_of_records() -> None:
    page = RecordPage.read({"records": [{"scene_id": "s-1", "start": 1, "end": 2, "data": {"text": "x"}}, None], "next_cursor": "c"})
    assert (len(page), page.next_cursor) == (1, "c")
    assert page[0] == next(iter(page)) == page.records[0]
    assert (page[0].scene_id, page[0].start, page[0]["end"], page[0].data) == ("s-1", 1.0, 2.0, {"text": "x"})
    assert "text" not in repr(page)


def test_older_names_mean_the_same() -> None:
    record = IndexRecord.read({"segment_id": "s-1", "start_sec": 1, "end_sec": 2})
    assert (record.segment_id, record.start_sec, record.end_sec) == (record.scene_id, record.start, record.end) == ("s-1", 1.0, 2.0)
    for key in ("nothing", "__class__"):
        with pytest.raises(KeyError):
            record[key]


def test_nothing_is_an_empty_page() -> None:
    assert RecordPage.read(None) == RecordPage()


def test_a_field_has_a_type_and_what_it_is_for() -> None:
    assert FieldSchema.read({"type": "string", "groups": ["filter"], "operators": None}) == FieldSchema("string", ("filter",), ())
    assert FieldSchema.read(None) == FieldSchema()
