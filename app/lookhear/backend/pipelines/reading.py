"""The stored fragments of one stream, in order of time as they come: from any moment on, behind what is missing for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError, NotFound, ObjectMissing
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Fragment, Init, Pipeline, Session, Stream
    from lookhear.media.samples import TrackFormat

PATIENCE_NS: Final = 15 * NS_PER_S
"""How long a missing fragment is waited for when later ones are there: uploads come oldest first, over a few connections."""

_NEAR_NS: Final = NS_PER_S  # of the end: encoders and decoders add and leave out some milliseconds


@dataclass(frozen=True, slots=True)
class Piece:
    """A fragment and its place on the session clock."""

    row: Fragment
    start_ns: int
    end_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a look found: fragments that may be worked on, and whether more are there behind them already.

    ``is_over``: nothing is to be waited for, though late ones may come. ``is_closed``: nothing can come any more.
    """

    stream: Stream
    session: Session
    pieces: tuple[Piece, ...]
    has_more: bool
    is_over: bool
    is_closed: bool


class TrackReader:
    """Reads on behind what was read before. Owned by one task; raises NotFound when the stream is deleted, and StoreError."""

    def __init__(self, store: Store, objects: ObjectStore, stream_id: str, *, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._objects = objects
        self._stream_id = stream_id
        self._now_ns = now_ns
        self._after_seq = 0
        self._formats: dict[int, TrackFormat | None] = {}
        self._keys: dict[int, str] = {}  # of inits

    async def seek(self, time_ns: int, *, run_up: int = 0) -> None:
        """Go on with the fragment that holds a time, or the next one; ``run_up`` fragments in front of it are read, too."""
        found = await self._store.read(lambda tx: _first_behind(tx, self._stream_id, time_ns))
        self._after_seq = max(0, found - 1 - run_up)

    async def look(self, *, limit: int) -> News:
        """The next fragments, which then count as read."""
        news, inits = await self._store.read(lambda tx: _news(tx, self._stream_id, self._after_seq, limit=limit, now_ns=self._now_ns()))
        self._keys |= {number: init.key for number, init in inits.items()}
        if news.pieces:
            self._after_seq = news.pieces[-1].row.seq
        return news

    async def format_of(self, number: int) -> TrackFormat | None:
        """The format an init describes; None when it is damaged or gone."""
        if number not in self._formats:
            try:
                self._formats[number] = parse_init(await self._objects.get(self._keys[number]))
            except (KeyError, ObjectMissing, MediaError):
                self._formats[number] = None
        return self._formats[number]

    async def data_of(self, piece: Piece) -> bytes | None:
        """A fragment's bytes; None when they were removed since it was looked at."""
        try:
            return await self._objects.get(piece.row.key)
        except ObjectMissing:
            return None


def span_of(row: Fragment, timescale: int) -> tuple[int, int]:
    """Session times at which a fragment begins and ends."""
    return row.tfdt * NS_PER_S // timescale, (row.tfdt + row.duration) * NS_PER_S // timescale


def newest_end_ns(tx: Transaction, stream_id: str) -> int:
    """The session time at which a stream's last fragment ends, 0 when it has none."""
    inits = {init.number: init for init in tx.streams.inits(stream_id)}
    rows = tx.streams.fragments(stream_id, after_seq=max(0, tx.streams.extent(stream_id).last_seq - 1), limit=1)
    return max((span_of(row, inits[row.init].timescale)[1] for row in rows if row.init in inits), default=0)


def is_at_rest(tx: Transaction, pipeline: Pipeline) -> bool:
    """Whether a pipeline has seen all there is of a recording whose recorder was lost.

    Nobody ever says that such a stream is complete, and its pipelines run on for what may come late; but once it is exported nobody
    should wait for them.
    """
    stream, session = tx.streams.get(pipeline.stream_id), tx.sessions.get(pipeline.session_id)
    if stream is None or session is None or stream.state is StreamState.COMPLETE or session.state is not SessionState.EXPORTED:
        return False
    end_ns = newest_end_ns(tx, stream.id)
    return not end_ns or pipeline.position_ns >= max(1, end_ns - _NEAR_NS)


def _news(tx: Transaction, stream_id: str, after_seq: int, *, limit: int, now_ns: int) -> tuple[News, dict[int, Init]]:
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None:
        raise NotFound("The stream is gone.")
    inits = {init.number: init for init in tx.streams.inits(stream_id)}
    rows = tx.streams.fragments(stream_id, after_seq=after_seq, limit=limit)
    is_closed = stream.state is StreamState.COMPLETE or session.purged_ns is not None or session.state is SessionState.FAILED
    is_over = is_closed or session.state.is_over
    pieces = _usable(rows, inits, after_seq, patience=None if is_over else now_ns - PATIENCE_NS)
    news = News(
        stream=stream,
        session=session,
        pieces=pieces,
        has_more=len(rows) == limit and bool(pieces),
        is_over=is_over,
        is_closed=is_closed,
    )
    return news, inits


def _usable(rows: list[Fragment], inits: Mapping[int, Init], after_seq: int, *, patience: int | None) -> tuple[Piece, ...]:
    """The rows up to the first missing number that may still come: ``patience`` is when what follows it must have been received."""
    pieces: list[Piece] = []
    next_seq = after_seq + 1
    for row in rows:
        is_behind_hole = row.seq != next_seq
        if is_behind_hole and patience is not None and row.received_ns > patience:
            break
        next_seq = row.seq + 1
        if row.init in inits:
            pieces.append(Piece(row, *span_of(row, inits[row.init].timescale)))
    return tuple(pieces)


def _first_behind(tx: Transaction, stream_id: str, time_ns: int) -> int:
    """The number of the first fragment that ends behind a time; they are in order of time, so it is halved for."""
    inits = {init.number: init for init in tx.streams.inits(stream_id)}
    extent = tx.streams.extent(stream_id)
    low, high = extent.first_seq, extent.last_seq + 1
    while low < high:
        middle = (low + high) // 2
        rows = tx.streams.fragments(stream_id, after_seq=middle - 1, limit=1)
        if rows and rows[0].init in inits and span_of(rows[0], inits[rows[0].init].timescale)[1] <= time_ns:
            low = middle + 1
        else:
            high = middle
    return max(1, low)
