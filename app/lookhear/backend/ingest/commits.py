"""The units of work of ingest: plain functions of a transaction, which decide by what is committed and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem, Ranges, StreamState, StreamStatus, missing_in, ranges_of, union_of
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from lookhear.backend.ingest.hooks import Notices, SessionHook
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment, Init, Session, Stream

_MOST_TOLD: Final = 1000  # ranges in one answer; who has more of them missing asks again


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a recorder says at the end of a track: its last number, its inits, and the numbers that will never come."""

    last_seq: int
    inits: tuple[int, ...]
    lost: Ranges = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """Whether a row is new; if so, what is to be rung. ``is_stop_wished``: somebody has asked for the end of the session."""

    is_new: bool
    notices: Notices = ()
    is_stop_wished: bool = False


def store_fragment(tx: Transaction, row: Fragment, hook: SessionHook) -> Stored:
    """Add a fragment whose object is durable. Raises IngestRefused when it may not be there.

    Its init is 0 only in a track that has none.
    """
    place = tx.streams.place(row.stream_id, row.seq, init=row.init)
    if place is None:
        raise not_found()
    is_stop_wished = place.stop_requested_ns is not None
    if place.stored_sha256 is not None:
        check_same(place.stored_sha256, row.sha256, f"fragment {row.seq}")
        return Stored(is_new=False, is_stop_wished=is_stop_wished)
    check_open(place.stream_state, place.session_state, place.purged_ns)
    if row.init and not place.has_init:
        raise init_missing(row.init)
    tx.streams.add_fragment(row)
    if not hook.is_moved(place.session_state, place.last_media_ns, now_ns=row.received_ns):
        return Stored(is_new=True, is_stop_wished=is_stop_wished)
    stream, session = find(tx, row.stream_id)
    notices = hook.fragment_stored(tx, session, stream, now_ns=row.received_ns)
    return Stored(is_new=True, notices=notices, is_stop_wished=is_stop_wished)


def store_init(tx: Transaction, row: Init) -> Stored:
    """Add an init whose object is durable. Raises IngestRefused when it may not be there."""
    stream, session = find(tx, row.stream_id)
    is_stop_wished = session.stop_requested_ns is not None
    stored = tx.streams.init(row.stream_id, row.number)
    if stored is not None:
        check_same(stored.sha256, row.sha256, f"init {row.number}")
        return Stored(is_new=False, is_stop_wished=is_stop_wished)
    check_open(stream.state, session.state, session.purged_ns)
    first = next(iter(tx.streams.inits(row.stream_id)), row)
    if first.timescale != row.timescale:  # one track counts time in one unit, or no view of it could be made
        raise IngestRefused(
            f"This track counts time in {first.timescale} units a second; the init counts in {row.timescale}.",
            problem=Problem.NOT_A_FRAGMENT,
        )
    tx.streams.add_init(row)
    return Stored(is_new=True, is_stop_wished=is_stop_wished)


def complete(tx: Transaction, stream_id: str, completion: Completion, *, hook: SessionHook, now_ns: int) -> Stored:
    """Close a stream that has everything. Raises IngestRefused, with the ranges that are missing."""
    stream, session = find(tx, stream_id)
    if stream.state is StreamState.COMPLETE:
        if stream.last_seq != completion.last_seq:
            raise IngestRefused(
                f"The track was completed with {stream.last_seq} as its last fragment, not {completion.last_seq}.",
                problem=Problem.CONFLICT,
            )
        return Stored(is_new=False)
    check_open(stream.state, session.state, session.purged_ns)
    _check_whole(tx, stream, completion)
    closed = replace(stream, state=StreamState.COMPLETE, completed_ns=now_ns, last_seq=completion.last_seq)
    tx.streams.update(closed)
    return Stored(is_new=True, notices=hook.stream_completed(tx, session, closed, now_ns=now_ns))


def status(tx: Transaction, stream_id: str) -> StreamStatus:
    """What there is of a stream. Raises IngestRefused when there is no such stream."""
    stream, session = find(tx, stream_id)
    return StreamStatus(
        stream_id=stream.id,
        track=stream.track,
        state=stream.state,
        inits=ranges_of(init.number for init in tx.streams.inits(stream_id)),
        have=tx.streams.have(stream_id),
        last_seq=stream.last_seq,
        sha256=tx.streams.digest(stream_id),
        is_stored=stream.store,
        is_stop_wished=session.stop_requested_ns is not None,
    )


def find(tx: Transaction, stream_id: str) -> tuple[Stream, Session]:
    """A stream and its session. Raises IngestRefused (not found)."""
    stream = tx.streams.get(stream_id)
    session = None if stream is None else tx.sessions.get(stream.session_id)
    if stream is None or session is None:
        raise not_found()
    return stream, session


def check_open(stream: StreamState, session: SessionState, purged_ns: int | None) -> None:
    """Raise IngestRefused when nothing new may be added to a stream."""
    if purged_ns is not None:
        raise _closed("The media of this session were removed, as its collection's retention says.")
    if session is SessionState.FAILED:
        raise _closed("The session has failed, and takes nothing any more.")
    if stream is StreamState.COMPLETE:
        raise closed_track()


def check_same(stored_sha256: str, sha256: str, what: str) -> None:
    """Raise IngestRefused when other bytes are stored."""
    if stored_sha256 != sha256:
        raise IngestRefused(f"Other bytes are stored as {what}.", problem=Problem.CONFLICT, details={"stored_sha256": stored_sha256})


def not_found() -> IngestRefused:
    """There is no such stream."""
    return IngestRefused("There is no such track here.", problem=Problem.NOT_FOUND)


def init_missing(number: int) -> IngestRefused:
    """A fragment came before its init."""
    return IngestRefused(f"Init {number} of this track is not here.", hint="Send the init first.", problem=Problem.INIT_MISSING)


def closed_track() -> IngestRefused:
    """Something new came for a track that is complete."""
    return _closed("The track is complete, and takes nothing new.")


def _check_whole(tx: Transaction, stream: Stream, completion: Completion) -> None:
    """Raise IngestRefused when something is missing that was not named as lost.

    Of a channel that is not to be stored, fragments may have been removed already: the recorder, which was told of each, is believed.
    """
    have = tx.streams.have(stream.id)
    if have and have[-1][1] > completion.last_seq:
        raise IngestRefused(f"Fragment {have[-1][1]} is stored, so {completion.last_seq} cannot be the last.", problem=Problem.CONFLICT)
    missing = missing_in(union_of(have, completion.lost), last=completion.last_seq) if stream.store else ()
    stored_inits = {init.number for init in tx.streams.inits(stream.id)}
    missing_inits = ranges_of(set(completion.inits) - stored_inits)
    if missing or missing_inits:
        raise IngestRefused(
            "Parts of the track are not here yet.",
            hint="Send what is missing, then complete it again.",
            problem=Problem.MISSING,
            details={"missing": missing[:_MOST_TOLD], "missing_inits": missing_inits[:_MOST_TOLD]},
        )


def _closed(message: str) -> IngestRefused:
    return IngestRefused(message, problem=Problem.CLOSED)
