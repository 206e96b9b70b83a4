"""Search over records: words and meanings, fused by rank. Owned by the event loop.

Words are looked up while the engine makes the question's vector; what both found is read in one transaction.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import SessionOrigin
from lookhear.backend.search.conditions import agrees, conditions_of
from lookhear.backend.search.fusion import cut, fuse
from lookhear.backend.search.scope import EVERYTHING, collection_scope, label_of, stream_scope
from lookhear.errors import EngineFailed, InvalidRequest, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Record, Session, Stream
    from lookhear.backend.search.conditions import Condition, Filter
    from lookhear.backend.search.embedding import Embeddings
    from lookhear.backend.search.meanings import Meanings
    from lookhear.backend.search.scope import Choice, Label, Scope

MAX_QUERY_CHARS: Final = 2000
MAX_RESULTS: Final = 100
DEPTH: Final = 200  # of each ranking; more when conditions may leave out most
_DEEP: Final = 2000
_CHUNK: Final = 50  # records that are read at a time, behind as many as are wanted
_LEAST_COSINE: Final = 0.2  # what is farther away is not about it: any two texts are a little alike
_NO_VECTORS: Final = "vectors_unavailable"

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody looks for. ``score_threshold`` and ``percentage`` as `fusion.cut`; ``is_literal``: by words alone."""

    text: str
    limit: int
    choice: Choice = EVERYTHING
    score_threshold: float | None = None
    percentage: float | None = None
    conditions: Filter = None
    is_literal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found, with its score (0 to 1) and what it is shown under."""

    record: Record
    score: float
    label: Label
    stream: Stream
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits, best first, and what should be known of them: a code and a sentence each."""

    hits: tuple[Hit, ...]
    warnings: tuple[tuple[str, str], ...] = ()


class SearchService:
    """Finds records. Where no engine makes vectors words count alone; ``meanings`` None: always."""

    def __init__(self, *, store: Store, meanings: Meanings | None) -> None:
        self._store = store
        self._meanings = meanings

    async def in_stream(self, stream_id: str, query: Query) -> Found:
        """In the transcript and all indexes of a stream. Raises NotFound, InvalidRequest."""

        def scope(tx: Transaction) -> Scope:
            stream = tx.streams.get(stream_id)
            if stream is None or not stream.kind.is_channel:
                raise NotFound(f"There is no RTStream {stream_id!r} here.")
            return stream_scope(tx, [stream_id], query.choice)

        return await self.find(query, scope)

    async def in_streams_of(self, collection_id: str, query: Query, *, session_id: str | None = None) -> Found:
        """In all streams of a collection that were captured. Raises NotFound, InvalidRequest."""
        return await self.find(
            query,
            lambda tx: collection_scope(tx, collection_id, query.choice, session_id=session_id),
            is_wanted=lambda _tx, hit: hit.session.origin is SessionOrigin.CAPTURE,
        )

    async def find(
        self, query: Query, scoped: Callable[[Transaction], Scope], *, is_wanted: Callable[[Transaction, Hit], bool] | None = None
    ) -> Found:
        """The best records of a scope. ``is_wanted`` leaves out hits. Raises InvalidRequest, and what ``scoped`` does."""
        if not query.text.strip():
            raise InvalidRequest("query: say what to look for.")
        conditions = conditions_of(query.conditions)
        scope = await self._store.read(scoped)
        if scope.is_empty:
            return Found(hits=())
        wish = _Wish(query=query, scope=scope, conditions=conditions, is_wanted=is_wanted)
        depth = max(DEPTH, 2 * query.limit)
        looking = asyncio.create_task(self._words(wish, depth))
        try:
            close, warnings = (None, ()) if query.is_literal else await self._close(query.text, scope)
            words = await looking
        finally:
            looking.cancel()
        read = await self._store.read(partial(_read, wish, words, close))
        if len(read.hits) < query.limit and len(words) == depth and (conditions or is_wanted):  # what is wanted may lie deeper
            words = await self._words(wish, _DEEP)
            read = await self._store.read(partial(_read, wish, words, close))
        if close is not None:
            close.embeddings.forget(read.gone)
        return Found(hits=read.hits, warnings=warnings)

    async def _words(self, wish: _Wish, depth: int) -> list[int]:
        """The ids of what agrees best with the words."""
        found = await self._store.read(lambda tx: tx.records.search_text(wish.query.text, wish.scope.wanted, limit=depth))
        return [record_id for record_id, _ in found]

    async def _close(self, text: str, scope: Scope) -> tuple[_Close | None, tuple[tuple[str, str], ...]]:
        """What may be near the query. An engine that does not answer leaves the words, and a warning."""
        embeddings = None if self._meanings is None else self._meanings.now()
        if embeddings is None:
            return None, ()
        try:
            vector = await embeddings.of_query(text)
        except (EngineFailed, TimeoutError) as exc:
            _LOG.warning("a search goes by words alone: %s", "the engine took too long" if isinstance(exc, TimeoutError) else exc)
            return None, ((_NO_VECTORS, "Searched by words alone: the engine for meanings does not answer now."),)
        if vector is None:
            return None, ()
        return _Close(embeddings=embeddings, vector=vector, record_ids=await embeddings.near(vector, scope)), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is looked for, and where."""

    query: Query
    scope: Scope
    conditions: tuple[Condition, ...]
    is_wanted: Callable[[Transaction, Hit], bool] | None

    def takes(self, tx: Transaction, hit: Hit) -> bool:
        """Whether a hit may be shown."""
        return agrees(hit.record, self.conditions) and (self.is_wanted is None or self.is_wanted(tx, hit))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The hits, and the ids of near records that are not there any more."""

    hits: tuple[Hit, ...]
    gone: set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Close:
    """A query's vector and the records that may be near it, in no order."""

    embeddings: Embeddings
    vector: NDArray[np.float32]
    record_ids: list[int]


def _read(wish: _Wish, words: Sequence[int], close: _Close | None, tx: Transaction) -> _Read:  # noqa: PLR0917 - a unit of work
    """What both rankings come to."""
    stored = [] if close is None else tx.records.vectors_of(close.embeddings.model_id, close.record_ids)
    meanings = [] if close is None else _by_meaning(close.vector, stored)
    ranked = cut(fuse([words, meanings]), least_score=wish.query.score_threshold, percentage=wish.query.percentage)
    shown = (hit for hit in _Hits(tx, wish.scope).of(ranked, first=wish.query.limit) if wish.takes(tx, hit))
    hits = tuple(islice(shown, wish.query.limit))
    return _Read(hits=hits, gone=set() if close is None else set(close.record_ids).difference(record_id for record_id, _ in stored))


def _by_meaning(vector: NDArray[np.float32], stored: Sequence[tuple[int, bytes]]) -> list[int]:
    """The ids of stored vectors that are near enough, best first."""
    from lookhear.backend.search.bits import nearest  # imports numpy, which a backend without an engine does not need

    return nearest(vector, stored, least=_LEAST_COSINE)[:DEPTH]


class _Hits:
    """Records with what they are shown with; what several have in common is read once."""

    def __init__(self, tx: Transaction, scope: Scope) -> None:
        self._tx = tx
        self._scope = scope
        self._homes: dict[str, tuple[Stream | None, Session | None]] = {}
        self._labels: dict[tuple[str, str | None], Label] = {}

    def of(self, ranked: Sequence[tuple[int, float]], *, first: int) -> Iterator[Hit]:
        """Those of a ranking, as far as somebody asks."""
        place, count = 0, first
        while place < len(ranked):
            scores = dict(ranked[place : place + count])
            for record in self._tx.records.get(list(scores)):
                stream, session = self._home(record)
                if stream is not None and session is not None and self._scope.covers(record):
                    yield Hit(record=record, score=scores[record.id], label=self._label(record), stream=stream, session=session)
            place, count = place + count, _CHUNK

    def _home(self, record: Record) -> tuple[Stream | None, Session | None]:
        if record.stream_id not in self._homes:
            self._homes[record.stream_id] = self._tx.streams.get(record.stream_id), self._tx.sessions.get(record.session_id)
        return self._homes[record.stream_id]

    def _label(self, record: Record) -> Label:
        key = (record.pipeline_id, record.output)
        if key not in self._labels:
            self._labels[key] = label_of(self._tx, self._scope, record)
        return self._labels[key]
