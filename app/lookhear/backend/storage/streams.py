"""Rows of streams with their inits and fragments."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select

from lookhear.backend.records import Extent, Fragment, Init, Place, Stream
from lookhear.backend.storage.rows import Mapper, text_of
from lookhear.backend.storage.tables import FRAGMENTS, INITS, SESSIONS, STREAMS
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from lookhear.backend.records import SessionOrigin
    from lookhear.backend.storage.rows import Rows
    from lookhear.protocol.ingest import Ranges

_MAP: Final = Mapper(Stream, STREAMS)
_INIT: Final = Mapper(Init, INITS)
_FRAGMENT: Final = Mapper(Fragment, FRAGMENTS)
_GET: Final = select(*_MAP.columns).where(STREAMS.c.id == bindparam("id"))
_OF_SESSION: Final = select(*_MAP.columns).where(STREAMS.c.session_id == bindparam("session_id")).order_by(STREAMS.c.position, STREAMS.c.id)
_GET_INIT: Final = select(*_INIT.columns).where(INITS.c.stream_id == bindparam("stream_id"), INITS.c.number == bindparam("number"))
_INITS: Final = select(*_INIT.columns).where(INITS.c.stream_id == bindparam("stream_id")).order_by(INITS.c.number)
_OF_STREAM: Final = FRAGMENTS.c.stream_id == bindparam("stream_id")
_GET_FRAGMENT: Final = select(*_FRAGMENT.columns).where(_OF_STREAM, FRAGMENTS.c.seq == bindparam("seq"))
_FRAGMENTS: Final = select(*_FRAGMENT.columns).where(_OF_STREAM, FRAGMENTS.c.seq > bindparam("after_seq")).order_by(FRAGMENTS.c.seq)
_NUMBERS: Final = select(FRAGMENTS.c.seq).where(_OF_STREAM)
_EXTENT: Final = text_of(  # each by itself: the smallest and the largest are looked up, only counting walks the index
    select(
        _NUMBERS.with_only_columns(func.count()).scalar_subquery(),
        _NUMBERS.with_only_columns(func.min(FRAGMENTS.c.seq)).scalar_subquery(),
        _NUMBERS.with_only_columns(func.max(FRAGMENTS.c.seq)).scalar_subquery(),
    )
)
_ISLANDS: Final = (  # numbers without a gap between them have the same distance to their rank
    select(FRAGMENTS.c.seq, (FRAGMENTS.c.seq - func.row_number().over(order_by=FRAGMENTS.c.seq)).label("island"))
    .where(_OF_STREAM)
    .subquery()
)
_HAVE: Final = select(func.min(_ISLANDS.c.seq), func.max(_ISLANDS.c.seq)).group_by(_ISLANDS.c.island).order_by(func.min(_ISLANDS.c.seq))
_DIGESTS: Final = text_of(select(FRAGMENTS.c.sha256).where(_OF_STREAM).order_by(FRAGMENTS.c.seq))
_TOTALS: Final = select(func.count(), func.coalesce(func.sum(FRAGMENTS.c.size_bytes), 0)).where(
    FRAGMENTS.c.stream_id.in_(select(STREAMS.c.id).where(STREAMS.c.session_id == bindparam("session_id")))
)
_REMOVE: Final = delete(FRAGMENTS).where(_OF_STREAM, FRAGMENTS.c.received_ns < bindparam("before_ns")).returning(FRAGMENTS.c.key)
_EXPIRING: Final = (
    select(*_MAP.columns).where(STREAMS.c.store.is_(False), exists().where(FRAGMENTS.c.stream_id == STREAMS.c.id)).order_by(STREAMS.c.id)
)
_IS_CONNECTED: Final = and_(
    STREAMS.c.state == StreamState.OPEN,
    exists().where(SESSIONS.c.id == STREAMS.c.session_id, SESSIONS.c.state.in_([state for state in SessionState if state.is_begun])),
)
_ADD_FRAGMENT: Final = text_of(_FRAGMENT.insert)
_PLACE: Final = text_of(
    select(
        STREAMS.c.state,
        SESSIONS.c.state,
        SESSIONS.c.purged_ns,
        SESSIONS.c.stop_requested_ns,
        SESSIONS.c.last_media_ns,
        INITS.c.number,
        FRAGMENTS.c.sha256,
    )
    .select_from(STREAMS)
    .join(SESSIONS, SESSIONS.c.id == STREAMS.c.session_id)
    .outerjoin(INITS, and_(INITS.c.stream_id == STREAMS.c.id, INITS.c.number == bindparam("init")))
    .outerjoin(FRAGMENTS, and_(FRAGMENTS.c.stream_id == STREAMS.c.id, FRAGMENTS.c.seq == bindparam("seq")))
    .where(STREAMS.c.id == bindparam("stream_id"))
)


class SqlStreams:
    """Port `Streams` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, stream: Stream) -> None:
        """Add one; a session has one stream for each track."""
        self._rows.run(_MAP.insert, **_MAP.parameters(stream))

    def get(self, stream_id: str) -> Stream | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=stream_id))

    def of_session(self, session_id: str) -> list[Stream]:
        """The streams of a session in order of position."""
        return _MAP.all(self._rows.run(_OF_SESSION, session_id=session_id))

    def search(
        self,
        *,
        session_id: str | None = None,
        is_connected: bool | None = None,
        name: str | None = None,
        origins: Iterable[SessionOrigin] | None = None,
        limit: int,
        offset: int,
        is_newest_first: bool = True,
    ) -> tuple[list[Stream], int]:
        """One page of the streams that are channels, and how many; ``name`` is a part of theirs or of their channel's, in any case."""
        row = STREAMS.c
        wanted: list[ColumnElement[bool]] = [row.kind.in_([kind for kind in TrackKind if kind.is_channel])]
        if session_id is not None:
            wanted.append(row.session_id == session_id)
        if is_connected is not None:
            wanted.append(_IS_CONNECTED if is_connected else ~_IS_CONNECTED)
        if name is not None:
            wanted.append(or_(*(column.icontains(name, autoescape=True) for column in (row.name, row.track))))
        if origins is not None:
            wanted.append(exists().where(SESSIONS.c.id == row.session_id, SESSIONS.c.origin.in_(list(origins))))
        order = (row.created_ns, row.id)
        page = select(*_MAP.columns).where(*wanted).order_by(*(column.desc() if is_newest_first else column.asc() for column in order))
        count = self._rows.run(select(func.count()).select_from(STREAMS).where(*wanted)).scalar_one()
        return _MAP.all(self._rows.run(page.limit(limit).offset(offset))), count

    def update(self, stream: Stream) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(stream))

    def add_init(self, init: Init) -> None:
        """Add one."""
        self._rows.run(_INIT.insert, **_INIT.parameters(init))

    def init(self, stream_id: str, number: int) -> Init | None:
        """One of a stream's inits."""
        return _INIT.first(self._rows.run(_GET_INIT, stream_id=stream_id, number=number))

    def inits(self, stream_id: str) -> list[Init]:
        """The inits of a stream by number."""
        return _INIT.all(self._rows.run(_INITS, stream_id=stream_id))

    def add_fragment(self, fragment: Fragment) -> None:
        """Add one."""
        self._rows.run_text(_ADD_FRAGMENT, **_FRAGMENT.parameters(fragment))

    def place(self, stream_id: str, seq: int, *, init: int) -> Place | None:
        """What stands where a fragment with this number and init is to go; None when there is no such stream."""
        rows = self._rows.run_text(_PLACE, stream_id=stream_id, seq=seq, init=init)
        for stream, session, purged_ns, stop_requested_ns, last_media_ns, number, sha256 in rows:
            return Place(
                stream_state=StreamState(stream),
                session_state=SessionState(session),
                purged_ns=purged_ns,
                stop_requested_ns=stop_requested_ns,
                last_media_ns=last_media_ns,
                has_init=number is not None,
                stored_sha256=sha256,
            )
        return None

    def fragment(self, stream_id: str, seq: int) -> Fragment | None:
        """One of a stream's fragments."""
        return _FRAGMENT.first(self._rows.run(_GET_FRAGMENT, stream_id=stream_id, seq=seq))

    def fragments(self, stream_id: str, *, after_seq: int = 0, limit: int | None = None) -> list[Fragment]:
        """The fragments of a stream by number."""
        statement = _FRAGMENTS if limit is None else _FRAGMENTS.limit(limit)
        return _FRAGMENT.all(self._rows.run(statement, stream_id=stream_id, after_seq=after_seq))

    def extent(self, stream_id: str) -> Extent:
        """How many fragments a stream has, and their first and last number. Quick however long it is."""
        [(count, first_seq, last_seq)] = self._rows.run_text(_EXTENT, stream_id=stream_id)
        return Extent(count=count, first_seq=first_seq or 0, last_seq=last_seq or 0)

    def have(self, stream_id: str) -> Ranges:
        """The numbers of a stream's fragments. As quick as `extent` when none is missing between the first and the last."""
        extent = self.extent(stream_id)
        if extent.count and extent.is_gapless:
            return ((extent.first_seq, extent.last_seq),)
        return tuple((row[0], row[1]) for row in self._rows.run(_HAVE, stream_id=stream_id))

    def digest(self, stream_id: str) -> str:
        """The SHA-256 over the digests of a stream's fragments by number. Goes through all of them."""
        digests = "".join(row[0] for row in self._rows.run_text(_DIGESTS, stream_id=stream_id))
        return hashlib.sha256(bytes.fromhex(digests)).hexdigest()

    def totals(self, session_id: str) -> tuple[int, int]:
        """Fragments of a session and their bytes."""
        row = self._rows.run(_TOTALS, session_id=session_id).one()
        return row[0], row[1]

    def expiring(self) -> list[Stream]:
        """The streams that are not to be stored and have fragments."""
        return _MAP.all(self._rows.run(_EXPIRING))

    def remove_fragments(self, stream_id: str, *, received_before_ns: int) -> list[str]:
        """Remove what came before a time; gives the keys of the objects."""
        return list(self._rows.run(_REMOVE, stream_id=stream_id, before_ns=received_before_ns).scalars())
