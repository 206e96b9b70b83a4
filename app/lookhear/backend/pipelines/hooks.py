"""What pipelines ask of their neighbours: of alerts and of search, that they follow what is found; of sessions, that they end behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Pipeline, Record


class RecordObserver(Protocol):
    """Called inside the transaction that writes records, after their rows; what it raises takes the records back.

    It must not wait: what needs an engine is queued as a job here and done behind the transaction.
    """

    def records_written(self, tx: Transaction, pipeline: Pipeline, records: Sequence[Record], *, now_ns: int) -> Sequence[Notice]:
        """New records of a pipeline, with their ids, oldest first; gives the bells to ring after the commit."""
        ...


class EndHook(Protocol):
    """Called inside the transaction in which a pipeline ends, fails or is stopped, after its row was written."""

    def flushed(self, tx: Transaction, session_id: str, *, now_ns: int) -> Sequence[Notice]:
        """One thing less is found in a session; gives the bells to ring after the commit."""
        ...
