"""The rows of a file that is taken in: a session of its own, with streams and fragments like those of a recording."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.ingest.checks import check_fragment, check_init
from lookhear.backend.records import Fragment, Init, Session, SessionOrigin, Stream
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import IngestRefused, MediaError
from lookhear.protocol.ids import new_id, new_recording_id
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.sessions.lifecycle import Lifecycle

_NAMES: Final = {True: "Video", False: "Sound"}
_KEY_DIGITS: Final = 32
_NS_PER_MS: Final = 1_000_000
_NONSENSE: Final = "What read the file talks nonsense."


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What stands in a job of the import queue. ``url`` is where the file is to be fetched; None when it was sent here."""

    upload_id: str
    operation_id: str
    session_id: str
    collection_id: str
    name: str
    description: str = ""
    url: str | None = None
    media: str | None = None
    callback_url: str | None = None

    @classmethod
    def of(cls, payload: Mapping[str, object]) -> ImportRequest:
        """Read a job's payload; raises ValueError for one that is none."""
        names = {field.name for field in dataclasses.fields(cls)}
        texts = {name: payload.get(name) for name in names}
        if any(not isinstance(texts[name], str) for name in ("upload_id", "operation_id", "session_id", "collection_id", "name")):
            raise ValueError("this is no request for an import")
        return cls(**{name: value for name, value in texts.items() if isinstance(value, str)})

    def payload(self) -> dict[str, object]:
        """As it stands in a job."""
        return dataclasses.asdict(self)


def add_session(tx: Transaction, request: ImportRequest, tracks: Iterable[str], *, now_ns: int) -> dict[str, Stream]:
    """Add the session of a file and its streams, by track. Raises MediaError for tracks that are none."""
    recording_id = new_recording_id()
    session = Session(
        id=request.session_id,
        collection_id=request.collection_id,
        end_user_id="",
        state=SessionState.STOPPING,
        created_ns=now_ns,
        metadata={"title": request.name},
        recording_id=recording_id,
        clock_wall_origin_ns=now_ns // _NS_PER_MS * _NS_PER_MS,  # as records are: three seconds of a file stay 3.0
        changed_ns=now_ns,
        origin=SessionOrigin.UPLOAD,
    )
    tx.sessions.add(session)
    ensure_share(tx, session.id, now_ns=now_ns)
    streams: dict[str, Stream] = {}
    for position, track in enumerate(tracks):
        kind = _track_of(track).kind
        streams[track] = Stream(
            id=new_id("rts"),
            session_id=session.id,
            recording_id=recording_id,
            collection_id=request.collection_id,
            track=track,
            kind=kind,
            name=_NAMES[kind.is_video],
            position=position,
            is_primary=kind.is_video,
            store=True,
            state=StreamState.OPEN,
            created_ns=now_ns,
        )
        tx.streams.add(streams[track])
        ensure_share(tx, streams[track].id, now_ns=now_ns)
        if kind.is_video:
            tx.sessions.update(dataclasses.replace(session, primary_channel=track))
    return streams


def _track_of(track: str) -> TrackId:
    try:
        found = TrackId.parse(track)
    except ValueError as exc:
        raise MediaError(_NONSENSE) from exc
    if not found.kind.is_channel:
        raise MediaError(_NONSENSE)
    return found


def init_row(stream: Stream, number: int, data: bytes) -> Init:
    """The row of an init segment. Raises MediaError for one that no recorder could have sent."""
    try:
        facts = check_init(data, stream.kind)
    except IngestRefused as exc:
        raise MediaError(_NONSENSE) from exc
    digest = hashlib.sha256(data).hexdigest()
    return Init(
        stream_id=stream.id,
        number=number,
        key=f"{stream.id}/init-{number}-{digest[:_KEY_DIGITS]}.mp4",
        size_bytes=len(data),
        sha256=digest,
        codec=facts.codec,
        timescale=facts.timescale,
        width=facts.width,
        height=facts.height,
        rate=facts.rate,
        channels=facts.channels,
    )


def fragment_row(stream: Stream, init: Init, data: bytes, *, seq: int, now_ns: int) -> Fragment:
    """The row of a fragment. Raises MediaError for one that no recorder could have sent."""
    try:
        facts = check_fragment(data, seq=seq, timescale=init.timescale)
    except IngestRefused as exc:
        raise MediaError(_NONSENSE) from exc
    digest = hashlib.sha256(data).hexdigest()
    return Fragment(
        stream_id=stream.id,
        seq=seq,
        init=init.number,
        key=f"{stream.id}/{seq:08d}-{digest[:_KEY_DIGITS]}.m4s",
        size_bytes=len(data),
        sha256=digest,
        tfdt=facts.tfdt,
        duration=facts.duration,
        samples=facts.samples,
        begins_with_sync=facts.begins_with_sync,
        payload_offset=facts.payload_offset,
        payload_bytes=facts.payload_bytes,
        table=facts.table,
        received_ns=now_ns,
    )


def complete(tx: Transaction, session_id: str, lifecycle: Lifecycle, *, now_ns: int) -> list[Notice]:
    """Everything of a file is stored: its streams are complete, the session stops, its video is made."""
    notices: list[Notice] = []
    for stream in tx.streams.of_session(session_id):
        closed = dataclasses.replace(
            stream, state=StreamState.COMPLETE, completed_ns=now_ns, last_seq=tx.streams.extent(stream.id).last_seq
        )
        tx.streams.update(closed)
        session = tx.sessions.get(session_id)
        if session is not None:
            notices += lifecycle.stream_completed(tx, session, closed, now_ns=now_ns)
    return notices
