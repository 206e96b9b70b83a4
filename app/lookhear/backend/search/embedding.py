"""Makes vectors of records, old ones and new ones, beside the requests, and keeps their bits in memory. Owned by the event loop.

A record that the engine can make nothing of gets an empty vector, so that it is not asked for again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.backend.records import PlacedVector
from lookhear.backend.search.bell import RECORDS_TOPIC
from lookhear.backend.search.bits import BitIndex, Entry, packed
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from lookhear.backend.ports import Bus, Store, Transaction
    from lookhear.backend.records import PipelineKind, Record
    from lookhear.backend.search.scope import Scope
    from lookhear.understanding.ports import Engines

PREFILTERED: Final = 500
_BATCH: Final = 32  # texts an engine is asked for at a time
_PAGE: Final = 1000  # vectors that are read at a time
_LOOK_EVERY_S: Final = 10.0  # for bells that were not heard
_AGAIN_S: Final = 5.0  # after an engine was busy, doubled up to
_LONGEST_S: Final = 60.0
_QUERY_S: Final = 5.0
_MOST_CRASHES: Final = 3  # over the same records, before they are taken one by one, and over one of these before it is left out
_EASY: Final = "hello"  # an engine that makes nothing of this makes nothing of anything
_MATRIX: Final = 2  # dimensions of an array of vectors

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """What the records of a pipeline and output have in common."""

    pipeline_id: str
    output: str | None
    kind: PipelineKind
    stream_id: str
    session_id: str
    collection_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Some vectors, and what those of pipelines that were not known have in common."""

    vectors: list[PlacedVector]
    members: list[_Member]


class Embeddings:
    """Vectors of one model over all records, made by whatever engine has that model now."""

    def __init__(self, *, store: Store, bus: Bus, engines: Engines, model_id: str) -> None:
        self._store = store
        self._bus = bus
        self._engines = engines
        self.model_id = model_id  # whose vectors these are
        self._index = BitIndex()
        self._groups: dict[tuple[str, str | None], int] = {}  # by pipeline and output
        self._members: list[_Member] = []
        self._done_id = 0  # every record up to it has its vector: ids grow
        self._crashes = 0  # of the engine, over the records behind it
        self._alone_id = 0  # up to this record each is taken by itself: among them is one that an engine crashes over
        self._bell = asyncio.Event()

    async def run(self) -> None:
        """Work until cancelled."""
        listening = asyncio.create_task(self._listen())
        try:
            await self.load()
            delay_s = _AGAIN_S
            while True:
                self._bell.clear()
                try:
                    is_done = not await self.embed_some()
                    delay_s = _AGAIN_S
                except EngineBusy as exc:
                    _LOG.info("%s makes no vectors now: %s", self.model_id, exc)
                    await asyncio.sleep(delay_s)
                    delay_s = min(2 * delay_s, _LONGEST_S)
                    continue
                if is_done and not await self._prune():
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._bell.wait(), _LOOK_EVERY_S)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def load(self) -> int:
        """Take in the vectors that are stored already; gives how many. Said again it takes in none twice."""
        last, count = 0, 0
        while True:
            page = await self._store.read(partial(_page, model=self.model_id, after_id=last, known=frozenset(self._groups)))
            if not page.vectors:
                return count
            for member in page.members:
                self._group(member)
            count += self._take_in(page.vectors)
            last = page.vectors[-1].record_id
            await asyncio.sleep(0)

    async def embed_some(self) -> int:
        """Make vectors of some records that have none; gives how many there were. Raises EngineBusy, StoreError."""
        model = self.model_id
        limit = 1 if self._done_id < self._alone_id else _BATCH
        records = await self._store.read(lambda tx: tx.records.without_vector(model, limit=limit, after_id=self._done_id))
        if not records:
            return 0
        found = list(zip(records, await self._made(records), strict=True))

        def work(tx: Transaction) -> list[tuple[Record, bytes]]:
            there = {record.id for record in tx.records.get([record.id for record, _ in found])}
            kept = [(record, vector) for record, vector in found if record.id in there]
            for record, vector in kept:
                tx.records.add_vector(record.id, model, vector)
            return kept

        kept = await self._store.write(work)
        for record, _ in kept:
            self._group(_member(record))
        self._take_in([_placed(record, vector) for record, vector in kept])
        self._done_id = records[-1].id
        return len(records)

    async def of_query(self, query: str) -> NDArray[np.float32] | None:
        """The vector of a query; None when there is nothing to compare it with. Raises EngineFailed, TimeoutError."""
        if not len(self._index):
            return None
        async with asyncio.timeout(_QUERY_S):
            rows = await self._rows_of([query])
        return rows[0] if np.isfinite(rows[0]).all() else None

    async def near(self, vector: NDArray[np.float32], scope: Scope) -> list[int]:
        """The ids of the records of a scope that may be near a vector: more than are, in no order."""
        groups = [number for number, member in enumerate(self._members) if _is_in(member, scope)]
        snapshot = self._index.snapshot()
        span_ns = (scope.wanted.from_ns, scope.wanted.to_ns)
        found = await asyncio.to_thread(snapshot.near, vector, groups=groups, span_ns=span_ns, limit=PREFILTERED)
        return [int(each) for each in found]

    def forget(self, record_ids: Iterable[int]) -> None:
        """Leave out records that were removed."""
        self._index.forget(record_ids)

    @property
    def count(self) -> int:
        """How many records can be found by them."""
        return len(self._index)

    async def _made(self, records: Sequence[Record]) -> list[bytes]:
        """A vector for each. A record over which an engine crashes again and again, which can do others, is left out."""
        is_last_try = len(records) == 1 and self._crashes >= _MOST_CRASHES - 1
        if is_last_try:
            await self._check_engine()
        try:
            vectors = await self._vectors(records)
        except EngineCrashed as exc:
            self._crashes += 1
            if is_last_try:
                _LOG.warning("record %s has no vector: %s", records[0].id, exc)
                vectors = [b""]
            elif len(records) > 1 and self._crashes >= _MOST_CRASHES:
                self._crashes, self._alone_id = 0, records[-1].id
                raise
            else:
                raise
        self._crashes = 0
        return vectors

    async def _vectors(self, records: Sequence[Record]) -> list[bytes]:
        """A vector for each; when the engine cannot make them together, each for itself. Raises EngineBusy."""
        try:
            return await self._encoded(records)
        except EngineBusy:
            raise
        except EngineFailed as exc:
            if len(records) == 1:
                await self._check_engine()
                _LOG.warning("record %s has no vector: %s", records[0].id, exc)
                return [b""]
            return [(await self._vectors([record]))[0] for record in records]

    async def _check_engine(self) -> None:
        """Raises EngineBusy for an engine that can do nothing at all, such as a service that refuses its key: no record is to blame."""
        try:
            await self._rows_of([_EASY])
        except EngineBusy:
            raise
        except EngineFailed as exc:
            raise EngineBusy(str(exc), hint=exc.hint) from exc

    async def _encoded(self, records: Sequence[Record]) -> list[bytes]:
        texts = [record.text for record in records if record.text.strip()]
        made = iter(packed(await self._rows_of(texts)) if texts else [])
        return [next(made) if record.text.strip() else b"" for record in records]

    async def _rows_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector for each text. Raises EngineFailed for anything else that an engine does or says, EngineBusy when it is gone."""
        embedder = self._engines.embedder
        if embedder is None or embedder.model_id != self.model_id:
            raise EngineBusy(f"{self.model_id} is not here any more.")
        try:
            rows = np.asarray(await embedder.encode(texts), np.float32)
        except EngineFailed:
            raise
        except Exception as exc:
            raise EngineFailed(f"{self.model_id} failed in a way nobody expected ({type(exc).__name__}).") from exc
        if rows.ndim != _MATRIX or len(rows) != len(texts):
            raise EngineFailed(f"{self.model_id} gave an array of {rows.shape} for {len(texts)} texts.")
        return rows

    async def _prune(self) -> bool:
        """Remove some vectors of other models, now that this one has all; whether there were any."""
        others = [each for each in await self._store.read(lambda tx: tx.records.models()) if each != self.model_id]
        if not others:
            return False
        await self._store.write(lambda tx: tx.records.remove_vectors(others[0], limit=_PAGE))
        return True

    def _take_in(self, found: Sequence[PlacedVector]) -> int:
        before = len(self._index)
        self._index.add(
            Entry(
                record_id=each.record_id,
                vector=each.vector,
                group=self._groups[each.pipeline_id, each.output],
                start_ns=each.start_ns,
                end_ns=each.end_ns,
            )
            for each in found
        )
        return len(self._index) - before

    def _group(self, member: _Member) -> None:
        key = (member.pipeline_id, member.output)
        if key not in self._groups:
            self._groups[key] = len(self._members)
            self._members.append(member)

    async def _listen(self) -> None:
        async with self._bus.subscribe(RECORDS_TOPIC) as messages:
            async for _ in messages:
                self._bell.set()


def _page(tx: Transaction, *, model: str, after_id: int, known: frozenset[tuple[str, str | None]]) -> _Page:
    vectors = tx.records.placed_vectors(model, after_id=after_id, limit=_PAGE)
    new = {(each.pipeline_id, each.output): each.record_id for each in vectors if (each.pipeline_id, each.output) not in known}
    return _Page(vectors=vectors, members=[_member(record) for record in tx.records.get(list(new.values()))])


def _member(record: Record) -> _Member:
    return _Member(
        pipeline_id=record.pipeline_id,
        output=record.output,
        kind=record.kind,
        stream_id=record.stream_id,
        session_id=record.session_id,
        collection_id=record.collection_id,
    )


def _placed(record: Record, vector: bytes) -> PlacedVector:
    return PlacedVector(record.id, vector, record.pipeline_id, record.output, record.start_ns, record.end_ns)


def _is_in(member: _Member, scope: Scope) -> bool:
    """Whether the records that are like this one, but for their times, are in a scope."""
    wanted = scope.wanted
    return (
        wanted.collection_id in {None, member.collection_id}
        and wanted.session_id in {None, member.session_id}
        and wanted.stream_id in {None, member.stream_id}
        and (wanted.pipeline_ids is None or member.pipeline_id in wanted.pipeline_ids)
        and (wanted.kinds is None or member.kind in wanted.kinds)
        and wanted.output in {None, member.output}
        and scope.covers(member)
    )
