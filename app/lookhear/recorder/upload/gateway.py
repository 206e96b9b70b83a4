"""The port to a capture backend, as the recorder's side sees it. Implemented over HTTP in `http_gateway`.

Every method waits for its answer, may be called from several threads at once, and raises BackendUnreachable, BackendBusy,
BackendFull (all worth another try), BackendRefused with its reason, or BackendUnsuitable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.protocol.ingest import Ranges, StreamStatus
    from lookhear.protocol.tracks import TrackKind
    from lookhear.recorder.spool.binding import Grant, Ticket
    from lookhear.recorder.spool.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """An init segment (``init`` None) or a fragment to be stored, and the SHA-256 (hexadecimal) its bytes must have."""

    kind: TrackKind
    number: int
    init: int | None
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """What a backend says of a session."""

    session_id: str
    state: str
    player_url: str | None


class Gateway(Protocol):
    """One capture backend."""

    def start(self, ticket: Ticket, manifest: Manifest, *, derived: Sequence[str]) -> Grant:
        """Bind a recording to the ticket's session; the same recording again gives the same streams.

        ``derived`` are the tracks beside the channels that will be sent too: the mix, the context log.
        """
        ...

    def put(self, grant: Grant, stream_id: str, blob: Blob) -> bool:
        """Store an init segment or a fragment; durable when it returns. True when the backend wants the recording to end."""
        ...

    def status(self, grant: Grant, stream_id: str) -> StreamStatus:
        """What the backend has of a track."""
        ...

    def complete(self, grant: Grant, stream_id: str, *, last_seq: int, inits: Sequence[int], lost: Ranges) -> StreamStatus:
        """Say that nothing comes behind ``last_seq``. BackendRefused with reason ``missing`` when the backend lacks something."""
        ...

    def renew(self, grant: Grant, recording_id: str) -> Grant:
        """The grant with a new term, also when it had expired."""
        ...

    def stop(self, grant: Grant) -> None:
        """Say that the session records nothing new. Harmless when said already."""
        ...

    def session(self, ticket: Ticket) -> SessionInfo:
        """What became of the session."""
        ...

    def close(self) -> None:
        """Give the connections back. Calls that wait on one fail."""
        ...


class Connect(Protocol):
    """Makes a gateway to the backend at an address; nothing is sent yet. Raises BackendUnsuitable for what is no address."""

    def __call__(self, api_url: str) -> Gateway:
        """A gateway to this address."""
        ...
