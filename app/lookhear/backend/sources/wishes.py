"""What is wanted of a live source, as its session keeps it, and the rows of one: plain functions of a transaction.

A source is a session of its own, whose state says whether it is wanted. Its wish stands where that of a recorder says what it is.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import Session, SessionOrigin, Stream
from lookhear.backend.sessions.transitions import topic_of
from lookhear.backend.streams.shares import ensure_share
from lookhear.media.rtp.tracks import Begin
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.ids import new_id, new_recording_id
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.sessions.lifecycle import Lifecycle

BELL: Final = "sources"
"""The bus topic that says that other sources are wanted than before."""
SOURCE_ERROR: Final = "source"
PICTURES: Final = "display:1"
SOUND: Final = "mic:default"
_BEGUN: Final = tuple(state for state in SessionState if state.is_begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWish:
    """``url`` may hold a password: it is shown by `SourceAddress.shown` only."""

    url: str = field(repr=False)
    has_video: bool
    has_sound: bool
    sample_rate: int = 30
    transcribes: bool = False

    @classmethod
    def of(cls, engine: Mapping[str, object]) -> SourceWish:
        """Read that of a session; raises ValueError where there is none."""
        url, rate = engine.get("url"), engine.get("sample_rate")
        if not isinstance(url, str) or not isinstance(rate, int):
            raise ValueError("this session has no source")  # noqa: TRY004 - it is what was stored that is wrong
        flags = {name: engine.get(name) is True for name in ("has_video", "has_sound", "transcribes")}
        return cls(url=url, sample_rate=rate, **flags)


def wanted(tx: Transaction) -> list[Session]:
    """The sources that are wanted now, oldest first."""
    return [each for each in tx.sessions.in_states(_BEGUN) if each.origin is SessionOrigin.STREAM]


def add(
    tx: Transaction, wish: SourceWish, *, name: str, collection_id: str, is_stored: bool, connection_id: str | None, now_ns: int
) -> list[Stream]:
    """Add a source that is wanted from now on; gives its streams, the pictures first."""
    recording_id = new_recording_id()
    session = Session(
        id=new_id("src"),
        collection_id=collection_id,
        end_user_id="",
        state=SessionState.STARTING,
        created_ns=now_ns,
        changed_ns=now_ns,
        ws_connection_id=connection_id,
        metadata={"title": name},
        primary_channel=PICTURES if wish.has_video else None,
        recording_id=recording_id,
        clock_wall_origin_ns=now_ns,
        engine=dataclasses.asdict(wish),
        origin=SessionOrigin.STREAM,
    )
    tx.sessions.add(session)
    ensure_share(tx, session.id, now_ns=now_ns)
    streams: list[Stream] = []
    tracks = ((wish.has_video, PICTURES, TrackKind.DISPLAY), (wish.has_sound, SOUND, TrackKind.MIC))
    for _, track, kind in (each for each in tracks if each[0]):
        stream = Stream(
            id=new_id("rts"),
            session_id=session.id,
            recording_id=recording_id,
            collection_id=collection_id,
            track=track,
            kind=kind,
            name=name,
            position=len(streams),
            is_primary=kind.is_video,
            store=is_stored,
            state=StreamState.OPEN,
            created_ns=now_ns,
        )
        tx.streams.add(stream)
        ensure_share(tx, stream.id, now_ns=now_ns)
        streams.append(stream)
    return streams


def start(tx: Transaction, session: Session, *, now_ns: int) -> list[Notice]:
    """Want it again: its streams go on behind what they hold."""
    for stream in tx.streams.of_session(session.id):
        tx.streams.update(dataclasses.replace(stream, state=StreamState.OPEN, completed_ns=None))
    again = dataclasses.replace(session, state=SessionState.STARTING, changed_ns=now_ns, error=None, exported_video_id=None)
    tx.sessions.update(again)
    return [(BELL, {}), (topic_of(session.id), {"event": "source.started"})]


def stop(tx: Transaction, session: Session, lifecycle: Lifecycle, *, now_ns: int) -> list[Notice]:
    """Want it no more: its streams are complete with what they hold, and what is stored becomes a video."""
    notices: list[Notice] = [(BELL, {})]
    for stream in tx.streams.of_session(session.id):
        last_seq = last_number(tx, stream)
        closed = dataclasses.replace(stream, state=StreamState.COMPLETE, completed_ns=now_ns, last_seq=last_seq)
        tx.streams.update(closed)
        current = tx.sessions.get(session.id) or session
        notices += lifecycle.stream_completed(tx, dataclasses.replace(current, error=None), closed, now_ns=now_ns)
    return notices


def note(tx: Transaction, session_id: str, message: str | None) -> list[Notice]:
    """Say what is wrong with a source that is wanted, or that nothing is (None)."""
    session = tx.sessions.get(session_id)
    error: dict[str, object] | None = None if message is None else {"code": SOURCE_ERROR, "message": message}
    if session is None or not session.state.is_begun or session.error == error:
        return []
    tx.sessions.update(dataclasses.replace(session, error=error))
    for stream in tx.streams.of_session(session_id):
        tx.streams.update(dataclasses.replace(stream, last_seq=last_number(tx, stream)))
    return [(topic_of(session_id), {"event": "source.noted"})]


def begin_of(tx: Transaction, stream: Stream, *, now_s: float) -> Begin:
    """Where a stream goes on: now, and behind everything there is of it."""
    inits = tx.streams.inits(stream.id)
    seq = last_number(tx, stream)
    last = tx.streams.fragment(stream.id, seq)
    scale = next((init.timescale for init in inits if last is not None and init.number == last.init), 0)
    end_s = (last.tfdt + last.duration) / scale if last is not None and scale else 0.0
    return Begin(track=stream.track, inits=max((init.number for init in inits), default=0), sequence=seq, at_s=max(now_s, end_s))


def last_number(tx: Transaction, stream: Stream) -> int:
    """The number of the last fragment there ever was."""
    return max(tx.streams.extent(stream.id).last_seq, stream.last_seq or 0)


def session_s(session: Session, now_ns: int) -> float:
    """Seconds of a source's time."""
    return max(0, now_ns - (session.clock_wall_origin_ns or now_ns)) / NS_PER_S
