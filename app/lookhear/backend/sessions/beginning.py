"""A recorder comes: its recording is bound to the session, its tracks become streams, and it gets its grant. All or nothing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.secrets import issue
from lookhear.backend.records import CredentialKind, Session, Stream
from lookhear.backend.sessions.transitions import move
from lookhear.backend.streams.shares import ensure_share
from lookhear.backend.streams.times import ns_of
from lookhear.errors import Conflict, InvalidRequest
from lookhear.protocol.ids import is_recording_id, new_id, new_recording_id
from lookhear.protocol.ingest import MAX_TRACKS, StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackId, TrackKind

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Credential
    from lookhear.backend.settings import Settings

_MAX_NAME_CHARS: Final = 200
_BARE: Final = {"mic": "mic:default", "system_audio": "system_audio:default", "screen": "display:1", "display": "display:1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRequest:
    """A channel as a recorder announces it. ``store`` None leaves it to the backend."""

    channel_id: str
    name: str | None = None
    media: str | None = None  # audio, video
    store: bool | None = None
    is_primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a recorder says when it comes. One that knows no recordings of its own (another engine) leaves the id and the clock out."""

    session_id: str
    channels: tuple[ChannelRequest, ...]
    tracks: tuple[str, ...] = ()  # derived ones: the mix, the context log
    recording_id: str | None = None
    clock_wall_origin_ns: int | None = None
    primary_video_channel_id: str | None = None
    engine: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the recorder is answered. ``grant`` is the only copy of the secret."""

    session: Session
    streams: tuple[Stream, ...]
    grant: str
    credential: Credential
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """A track of a request. ``store`` None: it says nothing, or what it is made of decides."""

    id: TrackId
    name: str
    store: bool | None
    is_primary: bool


def begin(tx: Transaction, session: Session, beginning: Beginning, *, settings: Settings, now_ns: int) -> tuple[Begun, list[Notice]]:
    """Bind a recording to a session. The same recording again gets a fresh grant for the same streams; what is new is added.

    A track that is not to be stored stays so: any start may say it, none takes it back.

    Raises Conflict for another recording or for one that belongs elsewhere, InvalidRequest for tracks that cannot be.
    """
    tracks = _tracks_of(beginning)
    recording_id = _recording_of(tx, session, beginning)
    notices: list[Notice] = []
    primary = next((str(track.id) for track in tracks if track.is_primary), None)
    if session.state is SessionState.CREATED:
        origin_ns = now_ns if beginning.clock_wall_origin_ns is None else beginning.clock_wall_origin_ns
        bound = dataclasses.replace(
            session,
            recording_id=recording_id,
            clock_wall_origin_ns=origin_ns,
            engine=beginning.engine,
            primary_channel=primary,
        )
        session, notices = move(tx, bound, SessionState.STARTING, now_ns=now_ns)
    elif session.primary_channel is None and primary is not None:
        session = dataclasses.replace(session, primary_channel=primary)
        tx.sessions.update(session)
    streams = _streams_of(tx, session, tracks, stores_by_default=settings.stores_by_default, now_ns=now_ns)
    secret, credential = issue(
        CredentialKind.GRANT,
        now_ns=now_ns,
        expires_ns=now_ns + ns_of(settings.grant_s),
        session_id=session.id,
        recording_id=recording_id,
    )
    tx.credentials.add(credential)
    slug = ensure_share(tx, session.id, now_ns=now_ns).slug
    return Begun(session=session, streams=tuple(streams), grant=secret, credential=credential, slug=slug), notices


def _recording_of(tx: Transaction, session: Session, beginning: Beginning) -> str:
    wanted = beginning.recording_id
    if wanted is not None and not is_recording_id(wanted):
        raise InvalidRequest("recording_id is not the identifier of a recording, such as rec-01JDA….")
    if session.state is SessionState.FAILED:
        raise Conflict(f"The session {session.id} has failed and takes no recording.", hint="Create another session.")
    if session.recording_id is None:
        recording_id = wanted or new_recording_id()
        elsewhere = tx.sessions.of_recording(recording_id)
        if elsewhere is not None and not _is_closed(elsewhere):
            raise Conflict(f"The recording {recording_id} belongs to the session {elsewhere.id} already.", hint="Go on with that session.")
        return recording_id
    if wanted is not None and wanted != session.recording_id:
        raise Conflict(f"Another recorder has the session {session.id} already.", hint="Create another session for this recording.")
    return session.recording_id


def _is_closed(session: Session) -> bool:
    """Whether a session takes nothing any more, so that its recording may be handed over to another one."""
    return session.state is SessionState.FAILED or session.purged_ns is not None


def _streams_of(tx: Transaction, session: Session, tracks: list[_Track], *, stores_by_default: bool, now_ns: int) -> list[Stream]:
    streams = [_as_asked(tx, stream, tracks) for stream in tx.streams.of_session(session.id)]
    known = {stream.track for stream in streams}
    for track in tracks:
        if str(track.id) in known:
            continue
        stream = Stream(
            id=new_id("rts" if track.id.kind.is_channel else "trk"),
            session_id=session.id,
            recording_id=session.recording_id or "",
            collection_id=session.collection_id,
            track=str(track.id),
            kind=track.id.kind,
            name=track.name,
            position=len(streams),
            is_primary=str(track.id) == session.primary_channel,
            store=stores_by_default if track.store is None else track.store,
            state=StreamState.OPEN,
            created_ns=now_ns,
        )
        tx.streams.add(stream)
        ensure_share(tx, stream.id, now_ns=now_ns)
        streams.append(stream)
    return [_as_its_sources(tx, stream, streams) for stream in streams]


def _as_asked(tx: Transaction, stream: Stream, tracks: list[_Track]) -> Stream:
    """A stream that is known already, not stored any more if that is asked for now."""
    asked = next((track.store for track in tracks if str(track.id) == stream.track), None)
    return _unstored(tx, stream) if asked is False else stream


def _as_its_sources(tx: Transaction, stream: Stream, streams: list[Stream]) -> Stream:
    """What is made of channels is kept as long as the one of them that is kept least; the context log as long as any."""
    channels = [each for each in streams if each.kind.is_channel]
    if stream.kind is TrackKind.MIX:
        is_kept = all(each.store for each in channels if not each.kind.is_video)
    else:
        is_kept = stream.kind.is_channel or any(each.store for each in channels)
    return stream if is_kept else _unstored(tx, stream)


def _unstored(tx: Transaction, stream: Stream) -> Stream:
    if stream.store:
        stream = dataclasses.replace(stream, store=False)
        tx.streams.update(stream)
    return stream


def _tracks_of(beginning: Beginning) -> list[_Track]:
    """The tracks of a request, each once, in its order. Exactly one display is the primary one, if there is a display."""
    if not beginning.channels:
        raise InvalidRequest("channels: at least one channel is needed.")
    if len(beginning.channels) + len(beginning.tracks) > MAX_TRACKS:
        raise InvalidRequest(f"channels: at most {MAX_TRACKS} tracks.")
    channels: dict[TrackId, ChannelRequest] = {}
    for channel in beginning.channels:
        channels.setdefault(_channel_id(channel), channel)
    displays = [track_id for track_id in channels if track_id.kind.is_video]
    wanted = beginning.primary_video_channel_id
    flagged = next((track_id for track_id in displays if channels[track_id].is_primary), None)
    named = None if wanted is None else _parsed(wanted, "primary_video_channel_id")
    primary = named if named in displays else flagged or (displays[0] if displays else None)
    tracks = [
        _Track(
            id=track_id,
            name=(channels[track_id].name or str(track_id))[:_MAX_NAME_CHARS],
            store=channels[track_id].store,
            is_primary=track_id == primary,
        )
        for track_id in channels
    ]
    return tracks + _derived(beginning.tracks)


def _derived(names: tuple[str, ...]) -> list[_Track]:
    derived: dict[TrackId, _Track] = {}
    for name in names:
        track_id = _parsed(name, "tracks")
        if track_id.kind.is_channel:
            raise InvalidRequest(f"tracks: {name!r} is a channel; name it under channels.")
        derived[track_id] = _Track(id=track_id, name=str(track_id), store=True, is_primary=False)
    return list(derived.values())


def _channel_id(channel: ChannelRequest) -> TrackId:
    track_id = _parsed(channel.channel_id, "channel_id")
    if not track_id.kind.is_channel:
        raise InvalidRequest(f"channel_id: {channel.channel_id!r} is no channel; name it under tracks.")
    if channel.media is not None and (channel.media == "video") is not track_id.kind.is_video:
        raise InvalidRequest(f"type: {channel.channel_id!r} does not carry {channel.media}.")
    return track_id


def _parsed(text: str, where: str) -> TrackId:
    name = _BARE.get(text, text)
    if name.startswith("screen:"):
        name = f"display:{name.removeprefix('screen:')}"
    try:
        return TrackId.parse(name)
    except ValueError as exc:
        raise InvalidRequest(f"{where}: {exc}.") from exc
