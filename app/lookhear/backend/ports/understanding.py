"""Ports to the rows of what is understood: pipelines, records with their search, alerts, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.backend.records import (
        Alert,
        AlertEvent,
        Operation,
        Pipeline,
        PipelineKind,
        PipelineState,
        PlacedVector,
        Record,
        RecordFilter,
    )


class Pipelines(Protocol):
    """What engines work on, and the connections that hear of it."""

    def add(self, pipeline: Pipeline) -> None:
        """Add one; a stream has one for each kind and config_key."""
        ...

    def delete(self, pipeline_id: str) -> None:
        """Remove it with its records, alerts and listeners; one that is not there is no error."""
        ...

    def get(self, pipeline_id: str) -> Pipeline | None:
        """One of them."""
        ...

    def find(self, stream_id: str, kind: PipelineKind, config_key: str) -> Pipeline | None:
        """The one of a stream that was asked for with this."""
        ...

    def of_stream(self, stream_id: str, *, kinds: Iterable[PipelineKind] | None = None) -> list[Pipeline]:
        """Those of a stream, oldest first."""
        ...

    def of_source(self, pipeline_id: str) -> list[Pipeline]:
        """Those that read the records of another."""
        ...

    def in_state(self, state: PipelineState) -> list[Pipeline]:
        """All in a state, oldest first."""
        ...

    def update(self, pipeline: Pipeline) -> None:
        """Replace the row with this id."""
        ...

    def add_listener(self, pipeline_id: str, connection_id: str) -> None:
        """Have a connection told; said twice it counts once."""
        ...

    def listeners(self, pipeline_id: str) -> list[str]:
        """The connections that are told, in the order they were added."""
        ...


class Records(Protocol):
    """What pipelines found. Text is searched by words (stemmed, without accents), whatever else the query holds is taken as words too."""

    def add(self, record: Record) -> Record:
        """Add one; its id is made here, that of the argument is ignored."""
        ...

    def get(self, record_ids: Sequence[int]) -> list[Record]:
        """Those that are there, in the order asked for."""
        ...

    def page(
        self, wanted: RecordFilter, *, limit: int, offset: int = 0, after_id: int | None = None, is_newest_first: bool = False
    ) -> tuple[list[Record], int]:
        """Some by their start, and how many there are. With ``after_id`` those with a larger id, by id."""
        ...

    def search_text(self, query: str, wanted: RecordFilter, *, limit: int) -> list[tuple[int, float]]:
        """The ids of the records that agree best with the words of a query, best first, with a score that grows (0 to 1, exclusive)."""
        ...

    def add_vector(self, record_id: int, model_id: str, vector: bytes) -> None:
        """Keep what an embedder made of a record: float16, little-endian; one for each model."""
        ...

    def vectors(self, model_id: str, wanted: RecordFilter, *, after_id: int = 0, limit: int | None = None) -> list[tuple[int, bytes]]:
        """Record ids and their vectors of a model, by id."""
        ...

    def vectors_of(self, model_id: str, record_ids: Sequence[int]) -> list[tuple[int, bytes]]:
        """The vectors of a model that are there of some records, by id."""
        ...

    def placed_vectors(self, model_id: str, *, after_id: int, limit: int) -> list[PlacedVector]:
        """Vectors of a model with what their records are chosen by, by id."""
        ...

    def models(self) -> list[str]:
        """The models there are vectors of, by name."""
        ...

    def remove_vectors(self, model_id: str, *, limit: int) -> int:
        """Remove some of the vectors of a model; gives how many."""
        ...

    def newest_id(self) -> int:
        """The largest id of all records, 0 when there is none."""
        ...

    def without_vector(self, model_id: str, *, limit: int, after_id: int = 0) -> list[Record]:
        """Some records with a larger id that a model has made nothing of yet, oldest first. Goes through all that have a vector."""
        ...

    def remove_of(self, pipeline_id: str, *, limit: int | None = None) -> int:
        """Remove the records of a pipeline, or some of them; gives how many."""
        ...


class Alerts(Protocol):
    """Events to watch for, and where they are."""

    def add_event(self, event: AlertEvent) -> None:
        """Add one."""
        ...

    def event(self, event_id: str) -> AlertEvent | None:
        """One of the events."""
        ...

    def events(self) -> list[AlertEvent]:
        """Every event, oldest first."""
        ...

    def delete_event(self, event_id: str) -> None:
        """Remove an event and the alerts on it."""
        ...

    def add(self, alert: Alert) -> None:
        """Add an alert."""
        ...

    def get(self, alert_id: str) -> Alert | None:
        """One of the alerts."""
        ...

    def of_pipeline(self, pipeline_id: str) -> list[Alert]:
        """The alerts on a pipeline, oldest first."""
        ...

    def enabled(self) -> list[Alert]:
        """Every alert that is enabled, oldest first."""
        ...

    def update(self, alert: Alert) -> None:
        """Replace the row with this id."""
        ...


class Operations(Protocol):
    """Work that clients poll for."""

    def add(self, operation: Operation) -> None:
        """Add one."""
        ...

    def get(self, operation_id: str) -> Operation | None:
        """One of them."""
        ...

    def find(self, kind: str, target: str) -> Operation | None:
        """The newest of a kind about a target."""
        ...

    def update(self, operation: Operation) -> None:
        """Replace the row with this id."""
        ...

    def remove_ended(self, *, before_ns: int) -> int:
        """Forget those that ended before a time; gives how many."""
        ...
