"""The bell of new records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.search.bell import RECORDS_TOPIC, RecordsBell
from tests.fakes.found import SPEECH, FoundRows, record

if TYPE_CHECKING:
    from pathlib import Path


def test_it_rings_once_for_all_records_of_a_write_and_not_for_none(tmp_path: Path) -> None:
    bell = RecordsBell()
    with FoundRows(tmp_path) as rows:
        found = rows.found(record(SPEECH, "one"), record(SPEECH, "two"))
        rung = rows.read(lambda tx: bell.records_written(tx, SPEECH, found, now_ns=5))
        assert [(topic, message["pipeline_id"], message["count"]) for topic, message in rung] == [(RECORDS_TOPIC, SPEECH.id, 2)]
        assert rows.read(lambda tx: bell.records_written(tx, SPEECH, [], now_ns=5)) == []
