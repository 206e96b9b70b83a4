"""Ingest grants: what a recorder is told of where its tracks go, and how a grant outlives a long outage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.backend.records import CredentialKind
from lookhear.errors import Forbidden, IngestRefused
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.ingest import MAX_CONTEXT_BYTES, MAX_FRAGMENT_BYTES, MAX_INIT_BYTES, Problem, StreamState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lookhear.backend.auth.authenticator import Authenticator
    from lookhear.backend.ports import Store, Transaction
    from lookhear.backend.records import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant that is good until ``expires_ns``, and the streams it is for. ``secret`` is the recorder's own."""

    secret: str
    expires_ns: int
    streams: tuple[Stream, ...]


def ingest_answer(*, secret: str, expires_ns: int, streams: Sequence[Stream], base_url: str) -> dict[str, object]:
    """What a recorder needs to send its tracks: the object ``ingest`` of a start, and the whole answer of a renewal."""
    return {
        "grant": secret,
        "expires_at": expires_ns // NS_PER_S,
        "streams": [
            {"stream_id": stream.id, "track": stream.track, "url": f"{base_url}/ingest/v1/streams/{stream.id}"} for stream in streams
        ],
        "limits": {"fragment_bytes": MAX_FRAGMENT_BYTES, "init_bytes": MAX_INIT_BYTES, "context_bytes": MAX_CONTEXT_BYTES},
    }


class GrantRenewal:
    """Extends a grant by its own secret, expired or not, for as long as one of the recording's tracks is open."""

    def __init__(self, *, store: Store, auth: Authenticator, now_ns: Callable[[], int], life_s: float) -> None:
        self._store = store
        self._auth = auth
        self._now_ns = now_ns
        self._life_ns = round(life_s * NS_PER_S)

    async def renew(self, secret: str | None, recording_id: str) -> Grant:
        """The same secret with a new end. Raises Unauthorized, CredentialRevoked, Forbidden, and IngestRefused when it is too late."""
        credential = await self._auth.identify(secret, may_be_expired=True)
        if credential.kind is not CredentialKind.GRANT or secret is None:
            raise Forbidden("Only an ingest grant is renewed here.", hint="Start the session; its answer has the grant.")
        if credential.recording_id != recording_id:
            raise Forbidden("This ingest grant is for another recording.")
        expires_ns = self._now_ns() + self._life_ns

        def work(tx: Transaction) -> tuple[Stream, ...]:
            session = tx.sessions.of_recording(recording_id)
            if session is None:
                raise IngestRefused("There is no such recording here.", problem=Problem.NOT_FOUND)
            streams = tuple(tx.streams.of_session(session.id))
            if all(stream.state is StreamState.COMPLETE for stream in streams):
                raise IngestRefused("Every track of this recording is complete.", problem=Problem.CLOSED)
            tx.credentials.extend(credential.sha256, expires_ns=expires_ns)
            return streams

        streams = await self._store.write(work)
        self._auth.forget(credential.sha256)
        return Grant(secret=secret, expires_ns=expires_ns, streams=streams)
