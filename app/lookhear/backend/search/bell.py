"""The bell that everybody hears who follows what is found: vectors and alerts are made behind the requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Pipeline, Record

RECORDS_TOPIC: Final = "records"
"""The bus topic that is rung when there are new records."""


class RecordsBell:
    """Observer of pipelines: rings once for all records of a write."""

    def records_written(self, _tx: Transaction, pipeline: Pipeline, records: Sequence[Record], *, now_ns: int) -> Sequence[Notice]:
        """One bell for them all."""
        return [(RECORDS_TOPIC, {"pipeline_id": pipeline.id, "count": len(records), "now_ns": now_ns})] if records else []
