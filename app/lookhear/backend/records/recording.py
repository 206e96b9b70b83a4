"""Collections, credentials, sessions, streams with their media, exported videos, shares, jobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.protocol.ingest import StreamState
    from lookhear.protocol.sessions import SessionState
    from lookhear.protocol.tracks import TrackKind

DEFAULT_COLLECTION = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A shelf of sessions and videos. ``keep_days`` and ``max_bytes`` of None keep for ever and without limit."""

    id: str
    name: str
    description: str
    is_public: bool
    created_ns: int
    keep_days: float | None = None
    max_bytes: int | None = None


class CredentialKind(StrEnum):
    """What a secret is good for; see contract of `backend.auth`."""

    API_KEY = "api_key"
    CLIENT_TOKEN = "client_token"  # noqa: S105 - a kind, no secret
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A secret that was issued; only its SHA-256 is kept. ``recording_id`` binds a grant; ``expires_ns`` None never expires."""

    sha256: str
    kind: CredentialKind
    hint: str  # the first characters, for lists
    created_ns: int
    expires_ns: int | None = None
    revoked_ns: int | None = None
    session_id: str | None = None
    recording_id: str | None = None
    user_id: str | None = None
    name: str = ""  # what somebody calls an API key, to tell it from others


class SessionOrigin(StrEnum):
    """Where the media of a session come from."""

    CAPTURE = "capture"
    UPLOAD = "upload"  # a file that was imported: a session like others, which lists of capture sessions leave out
    STREAM = "stream"  # a live source that this backend fetches: left out as well, its streams are RTStreams like others


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A capture session. ``recording_id`` and ``clock_wall_origin_ns`` (wall time at session time zero) come with the recorder."""

    id: str
    collection_id: str
    end_user_id: str
    state: SessionState
    created_ns: int
    client_id: str | None = None
    callback_url: str | None = None
    ws_connection_id: str | None = None
    metadata: dict[str, object] = field(default_factory=dict)
    primary_channel: str | None = None
    recording_id: str | None = None
    clock_wall_origin_ns: int | None = None
    engine: dict[str, object] = field(default_factory=dict)
    changed_ns: int = 0  # of the state
    last_media_ns: int | None = None  # when the newest fragment came
    stop_requested_ns: int | None = None
    error: dict[str, object] | None = None
    exported_video_id: str | None = None
    purged_ns: int | None = None  # its media were removed by retention
    origin: SessionOrigin = SessionOrigin.CAPTURE
    export_connections: list[str] = field(default_factory=list)  # that want to hear of its videos, too


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEvent:
    """One transition, written with it. ``id`` grows; ``payload`` is the body of contract §4.2."""

    id: int
    session_id: str
    name: str
    payload: dict[str, object]
    created_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One track of a session. Its id begins with ``rts-`` when it is a channel, with ``trk-`` otherwise.

    ``store`` false: its media are removed after a bounded window. ``last_seq`` is said by complete.
    """

    id: str
    session_id: str
    recording_id: str
    collection_id: str
    track: str  # "display:1", "mix:default": see protocol.tracks
    kind: TrackKind
    name: str
    position: int  # in the order the recorder named them
    is_primary: bool
    store: bool
    state: StreamState
    created_ns: int
    completed_ns: int | None = None
    last_seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Init:
    """A stored init segment. ``codec`` is its RFC 6381 name (``avc1.640028``, ``mp4a.40.2``)."""

    stream_id: str
    number: int
    key: str  # of the object
    size_bytes: int
    sha256: str
    codec: str
    timescale: int
    width: int | None = None
    height: int | None = None
    rate: int | None = None
    channels: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A stored fragment. ``tfdt`` and ``duration`` count the timescale of its init (ns for the context log, whose init is 0).

    ``table`` is what `lookhear.media.sample_index.pack` made of its header, so that nobody needs to open the object again.
    """

    stream_id: str
    seq: int
    init: int
    key: str
    size_bytes: int
    sha256: str
    tfdt: int
    duration: int
    samples: int
    begins_with_sync: bool
    payload_offset: int
    payload_bytes: int
    table: bytes
    received_ns: int
    wall_ns: int | None = None  # of its first sample, from prft


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fragment is to go, in one look: its stream and session as they stand, and what has its number already."""

    stream_state: StreamState
    session_state: SessionState
    purged_ns: int | None
    stop_requested_ns: int | None
    last_media_ns: int | None
    has_init: bool
    stored_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of a stream is there: its fragments and the smallest and the largest of their numbers, all zero when there is none."""

    count: int
    first_seq: int
    last_seq: int

    @property
    def is_gapless(self) -> bool:
        """Whether no number is missing between the first and the last."""
        return self.count == 0 or self.count == self.last_seq - self.first_seq + 1

    def is_whole(self, last_seq: int) -> bool:
        """Whether just the numbers from one to ``last_seq`` are there."""
        return self.is_gapless and (self.first_seq, self.last_seq) == (min(1, last_seq), last_seq)


class ExportState(StrEnum):
    """What became of an exported video."""

    EXPORTING = "exporting"
    EXPORTED = "exported"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """An exported file: a session's video (``m-``), or one track (``m-`` or ``a-``). A new version replaces the content, not the id.

    ``channel`` is the display it shows, or the sound it is; ``is_session`` tells the muxed video (display, mix, single sounds)
    from the bare track.
    """

    id: str
    collection_id: str
    session_id: str
    channel: str | None
    is_session: bool
    name: str
    state: ExportState
    created_ns: int
    version: int = 0
    key: str | None = None  # of the object that describes or holds it
    size_bytes: int = 0
    duration_s: float = 0.0
    error: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by itself (``img-``): one that was uploaded, or what a video shows at ``at_s`` seconds from its beginning."""

    id: str
    collection_id: str
    name: str
    key: str  # of the object that holds it
    content_type: str
    size_bytes: int
    width: int
    height: int
    created_ns: int
    video_id: str | None = None
    at_s: float | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A public, self-authorising link: ``watch?v=<slug>``. ``target`` is a session, stream or video id.

    ``is_lasting`` marks the one link a target has from its first moment on, which addresses of it are made with. ``title`` and
    ``description`` are what its page says, in the words of whoever asked for it.
    """

    slug: str
    target: str
    created_ns: int
    expires_ns: int | None = None
    from_s: float | None = None  # a stretch of the target, epoch seconds
    to_s: float | None = None
    is_lasting: bool = False
    title: str = ""
    description: str = ""


class JobState(StrEnum):
    """What became of a job."""

    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that outlives a crash. Jobs of one key run one after the other, in order; a lease that ran out is taken over.

    ``lane`` names what may be slow for all jobs that need it, such as one receiver of webhooks: a runner takes so many of one at a time.
    """

    id: int
    queue: str
    key: str
    payload: dict[str, object]
    state: JobState
    run_at_ns: int
    attempts: int
    lease_until_ns: int | None = None
    owner: str | None = None
    error: str | None = None
    lane: str | None = None
