"""Rows of what pipelines found, with their vectors and the search over their text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, select

from lookhear.backend.records import PlacedVector, Record
from lookhear.backend.storage import fulltext
from lookhear.backend.storage.ranking import TextRanking
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import RECORDS, STREAMS, VECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lookhear.backend.records import RecordFilter
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Record, RECORDS)
_ROW: Final = RECORDS.c
_AT_ONCE: Final = 10_000  # ids in a statement, which may have 32,766 parameters
_ADD: Final = _MAP.insert.returning(_ROW.id)
_SOME: Final = select(*_MAP.columns).where(_ROW.id.in_(bindparam("ids", expanding=True)))
_VECTOR: Final = VECTORS.c
_ADD_VECTOR: Final = VECTORS.insert()
_REMOVE_VECTOR: Final = delete(VECTORS).where(_VECTOR.model_id == bindparam("the_model"), _VECTOR.record_id == bindparam("the_record"))
_VECTORS: Final = select(_VECTOR.record_id, _VECTOR.vector).where(_VECTOR.model_id == bindparam("model_id")).order_by(_VECTOR.record_id)
_VECTORS_OF: Final = """SELECT record_id, vector FROM record_vectors
    WHERE model_id = :model_id AND record_id IN (SELECT value FROM json_each(:ids)) ORDER BY record_id"""
_PLACED: Final = """SELECT r.id, v.vector, r.pipeline_id, r.output, r.start_ns, r.end_ns
    FROM record_vectors v JOIN records r ON r.id = v.record_id
    WHERE v.model_id = :model_id AND v.record_id > :after_id ORDER BY v.record_id LIMIT :most"""
_OTHER_MODEL: Final = select(func.min(_VECTOR.model_id)).where(_VECTOR.model_id > bindparam("after"))
_REMOVE_VECTORS: Final = delete(VECTORS).where(
    _VECTOR.model_id == bindparam("the_model"),
    _VECTOR.record_id.in_(
        select(_VECTOR.record_id).where(_VECTOR.model_id == bindparam("the_model")).limit(bindparam("at_most")).scalar_subquery()
    ),
)
_WITHOUT_VECTOR: Final = (
    select(*_MAP.columns)
    .where(_ROW.id > bindparam("after_id"), ~exists().where(_VECTOR.model_id == bindparam("model_id"), _VECTOR.record_id == _ROW.id))
    .order_by(_ROW.id)
)
_NEWEST_ID: Final = select(func.coalesce(func.max(_ROW.id), 0))
_REMOVE_OF: Final = delete(RECORDS).where(_ROW.pipeline_id == bindparam("the_id"))
_REMOVE_SOME_OF: Final = delete(RECORDS).where(
    _ROW.id.in_(select(_ROW.id).where(_ROW.pipeline_id == bindparam("the_id")).limit(bindparam("at_most")).scalar_subquery())
)


class SqlRecords:
    """Port `Records` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, record: Record) -> Record:
        """Add one; its id is made here, that of the argument is ignored."""
        values = _MAP.new(record)
        return _MAP.of((self._rows.run(_ADD, **values).scalar_one(), *values.values()))

    def get(self, record_ids: Sequence[int]) -> list[Record]:
        """Those that are there, in the order asked for."""
        found = {record.id: record for ids in _chunks(record_ids) for record in _MAP.all(self._rows.run(_SOME, ids=ids))}
        return [found[record_id] for record_id in record_ids if record_id in found]

    def page(
        self, wanted: RecordFilter, *, limit: int, offset: int = 0, after_id: int | None = None, is_newest_first: bool = False
    ) -> tuple[list[Record], int]:
        """Some by their start, and how many there are. With ``after_id`` those with a larger id, by id."""
        conditions = [*_conditions(wanted), *_streams_of(wanted)]
        order: tuple[ColumnElement[int], ...] = (_ROW.start_ns, _ROW.id)
        if after_id is not None:
            conditions.append(_ROW.id > after_id)
            order = (_ROW.id,)
        page = select(*_MAP.columns).where(*conditions).order_by(*(one.desc() if is_newest_first else one.asc() for one in order))
        count = self._rows.run(select(func.count()).select_from(RECORDS).where(*conditions)).scalar_one()
        return _MAP.all(self._rows.run(page.limit(limit).offset(offset))), count

    def search_text(self, query: str, wanted: RecordFilter, *, limit: int) -> list[tuple[int, float]]:
        """The ids of the records that agree best with the words of a query, best first, with a score that grows (0 to 1, exclusive).

        Records with all of the words are enough if there are as many as wanted; otherwise some of the words count, too. Which words
        count, and what is not weighed: `ranking`.
        """
        found = TextRanking(self._rows, wanted).best(query, limit=limit)
        return [(record_id, fulltext.score(bm25)) for record_id, bm25 in found]

    def add_vector(self, record_id: int, model_id: str, vector: bytes) -> None:
        """Keep what an embedder made of a record: float16, little-endian; one for each model, the last that was said."""
        self._rows.run(_REMOVE_VECTOR, the_model=model_id, the_record=record_id)
        self._rows.run(_ADD_VECTOR, model_id=model_id, record_id=record_id, vector=vector)

    def vectors(self, model_id: str, wanted: RecordFilter, *, after_id: int = 0, limit: int | None = None) -> list[tuple[int, bytes]]:
        """Record ids and their vectors of a model, by id."""
        statement = _VECTORS.where(_VECTOR.record_id > bindparam("after_id"))
        if conditions := _conditions(wanted):  # each of the records is looked up, so these are the ones to count from
            records = select(_ROW.id).where(_ROW.id > bindparam("after_id"), *conditions, *_streams_of(wanted))
            statement = _VECTORS.where(_VECTOR.record_id.in_(records))
        statement = statement.limit(limit)
        return [(record_id, vector) for record_id, vector in self._rows.run(statement, model_id=model_id, after_id=after_id)]

    def vectors_of(self, model_id: str, record_ids: Sequence[int]) -> list[tuple[int, bytes]]:
        """The vectors of a model that are there of some records, by id."""
        return self._rows.run_text(_VECTORS_OF, model_id=model_id, ids=json.dumps(list(record_ids)))

    def placed_vectors(self, model_id: str, *, after_id: int, limit: int) -> list[PlacedVector]:
        """Vectors of a model with what their records are chosen by, by id."""
        return [PlacedVector(*row) for row in self._rows.run_text(_PLACED, model_id=model_id, after_id=after_id, most=limit)]

    def models(self) -> list[str]:
        """The models there are vectors of, by name."""
        found: list[str] = []
        while (name := self._rows.run(_OTHER_MODEL, after=found[-1] if found else "").scalar()) is not None:
            found.append(name)
        return found

    def remove_vectors(self, model_id: str, *, limit: int) -> int:
        """Remove some of the vectors of a model; gives how many."""
        return self._rows.count(_REMOVE_VECTORS, the_model=model_id, at_most=limit)

    def newest_id(self) -> int:
        """The largest id of all records, 0 when there is none."""
        return int(self._rows.run(_NEWEST_ID).scalar_one())

    def without_vector(self, model_id: str, *, limit: int, after_id: int = 0) -> list[Record]:
        """Some records with a larger id that a model has made nothing of yet, oldest first. Goes through all that have a vector."""
        return _MAP.all(self._rows.run(_WITHOUT_VECTOR.limit(limit), model_id=model_id, after_id=after_id))

    def remove_of(self, pipeline_id: str, *, limit: int | None = None) -> int:
        """Remove the records of a pipeline, or some of them; gives how many."""
        if limit is None:
            return self._rows.count(_REMOVE_OF, the_id=pipeline_id)
        return self._rows.count(_REMOVE_SOME_OF, the_id=pipeline_id, at_most=limit)


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield list(ids[begin : begin + _AT_ONCE])


def _conditions(wanted: RecordFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (_ROW.collection_id, wanted.collection_id),
        (_ROW.session_id, wanted.session_id),
        (_ROW.stream_id, wanted.stream_id),
        (_ROW.output, wanted.output),
    )
    conditions = [column == value for column, value in pairs if value is not None]
    if wanted.pipeline_ids is not None:
        conditions.append(_ROW.pipeline_id.in_(wanted.pipeline_ids))
    if wanted.kinds is not None:
        conditions.append(_ROW.kind.in_(wanted.kinds))
    if wanted.from_ns is not None:
        conditions.append(_ROW.end_ns >= wanted.from_ns)
    if wanted.to_ns is not None:
        conditions.append(_ROW.start_ns <= wanted.to_ns)
    if wanted.since_ns is not None:
        conditions.append(_ROW.created_ns > wanted.since_ns)
    return conditions


def _streams_of(wanted: RecordFilter) -> list[ColumnElement[bool]]:
    """For records of a session: they are found by its streams, which have an index."""
    if wanted.session_id is None or wanted.stream_id is not None or wanted.pipeline_ids is not None:
        return []
    return [_ROW.stream_id.in_(select(STREAMS.c.id).where(STREAMS.c.session_id == wanted.session_id))]
