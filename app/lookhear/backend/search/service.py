"""Search over records: words and meanings, fused by rank. Owned by the event loop; everything of one answer is read in one transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass
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
    from lookhear.backend.search.conditions import Filter
    from lookhear.backend.search.embedding import Embeddings
    from lookhear.backend.search.scope import Choice, Label, Scope

MAX_QUERY_CHARS: Final = 2000
MAX_RESULTS: Final = 100
DEPTH: Final = 200  # of each ranking; more when conditions may leave out most
_DEEP: Final = 2000
_CHUNK: Final = 50  # records that are read at a time
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
    """Finds records. ``embeddings`` is None where no engine makes vectors: then words count alone."""

    def __init__(self, *, store: Store, embeddings: Embeddings | None) -> None:
        self._store = store
        self._embeddings = embeddings

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
        vector, near, warnings = (None, [], ()) if query.is_literal else await self._near(query.text, scope)
        depth = _DEEP if conditions or is_wanted else max(DEPTH, 2 * query.limit)

        def work(tx: Transaction) -> tuple[tuple[Hit, ...], set[int]]:
            words = [record_id for record_id, _ in tx.records.search_text(query.text, scope.wanted, limit=depth)]
            stored = [] if vector is None else tx.records.vectors_of(self._model_id, near)
            meanings = [] if vector is None else _by_meaning(vector, stored)
            ranked = cut(fuse([words, meanings]), least_score=query.score_threshold, percentage=query.percentage)
            hits: list[Hit] = []
            for hit in _hits(tx, scope, ranked):
                if agrees(hit.record, conditions) and (is_wanted is None or is_wanted(tx, hit)):
                    hits.append(hit)
                if len(hits) == query.limit:
                    break
            return tuple(hits), set(near).difference(record_id for record_id, _ in stored)

        hits, gone = await self._store.read(work)
        if gone and self._embeddings is not None:
            self._embeddings.forget(gone)
        return Found(hits=hits, warnings=warnings)

    @property
    def _model_id(self) -> str:
        return "" if self._embeddings is None else self._embeddings.model_id

    async def _near(self, text: str, scope: Scope) -> tuple[NDArray[np.float32] | None, list[int], tuple[tuple[str, str], ...]]:
        """The query's vector and what may be near it. An engine that does not answer leaves the words, and a warning."""
        if self._embeddings is None:
            return None, [], ()
        try:
            vector = await self._embeddings.of_query(text)
        except (EngineFailed, TimeoutError) as exc:
            _LOG.warning("a search goes by words alone: %s", "the engine took too long" if isinstance(exc, TimeoutError) else exc)
            return None, [], ((_NO_VECTORS, "Searched by words alone: the engine for meanings does not answer now."),)
        return (None, [], ()) if vector is None else (vector, await self._embeddings.near(vector, scope), ())


def _by_meaning(vector: NDArray[np.float32], stored: Sequence[tuple[int, bytes]]) -> list[int]:
    """The ids of stored vectors that are near enough, best first."""
    from lookhear.backend.search.bits import nearest  # imports numpy, which a backend without an engine does not need

    return nearest(vector, stored, least=_LEAST_COSINE)[:DEPTH]


def _hits(tx: Transaction, scope: Scope, ranked: Sequence[tuple[int, float]]) -> Iterator[Hit]:
    """The records of a ranking with what they are shown with, as far as somebody asks."""
    for place in range(0, len(ranked), _CHUNK):
        scores = dict(ranked[place : place + _CHUNK])
        for record in tx.records.get(list(scores)):
            stream, session = tx.streams.get(record.stream_id), tx.sessions.get(record.session_id)
            if stream is not None and session is not None and scope.covers(record):
                label = label_of(tx, scope, record)
                yield Hit(record=record, score=scores[record.id], label=label, stream=stream, session=session)
