"""Ports to the rows of recordings: collections, credentials, sessions, streams, videos, jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.backend.records import (
        Collection,
        Credential,
        CredentialKind,
        Extent,
        Fragment,
        Image,
        Init,
        Job,
        JobState,
        Place,
        Session,
        SessionEvent,
        SessionOrigin,
        Share,
        Stream,
        Video,
    )
    from lookhear.protocol.ingest import Ranges
    from lookhear.protocol.sessions import SessionState


class Collections(Protocol):
    """Rows of collections; ``default`` always exists."""

    def add(self, collection: Collection) -> None:
        """Add one."""
        ...

    def get(self, collection_id: str) -> Collection | None:
        """One of them."""
        ...

    def all(self) -> list[Collection]:
        """Every collection, oldest first."""
        ...

    def update(self, collection: Collection) -> None:
        """Replace the row with this id."""
        ...

    def delete(self, collection_id: str) -> None:
        """Remove an empty collection; raises StoreConflict for one that holds sessions or videos."""
        ...


class Credentials(Protocol):
    """Rows of issued secrets, found by their SHA-256 (hexadecimal)."""

    def add(self, credential: Credential) -> None:
        """Add one."""
        ...

    def get(self, sha256: str) -> Credential | None:
        """The credential of a secret, expired and revoked ones too."""
        ...

    def of_kind(self, kind: CredentialKind) -> list[Credential]:
        """Every credential of a kind, oldest first, revoked and expired ones too."""
        ...

    def revoke(self, sha256: str, *, now_ns: int) -> bool:
        """Take one back; False when there is none that was still good."""
        ...

    def extend(self, sha256: str, *, expires_ns: int) -> None:
        """Move its end."""
        ...

    def remove_expired(self, *, before_ns: int) -> int:
        """Forget what expired before a time, except grants of a recording that has an open track; gives how many."""
        ...


class Sessions(Protocol):
    """Rows of sessions and the log of their transitions."""

    def add(self, session: Session) -> None:
        """Add one."""
        ...

    def get(self, session_id: str) -> Session | None:
        """One of them."""
        ...

    def of_recording(self, recording_id: str) -> Session | None:
        """The session a recording is bound to, the newest if there are more."""
        ...

    def update(self, session: Session) -> None:
        """Replace the row with this id."""
        ...

    def search(
        self,
        *,
        collection_id: str | None = None,
        state: str | None = None,
        end_user_id: str | None = None,
        only: str | None = None,
        origin: SessionOrigin | None = None,
        limit: int,
        before: str | None = None,
    ) -> list[Session]:
        """Sessions, newest first, or ``only`` one; ``before`` is the id of the last row of the page before."""
        ...

    def in_states(self, states: Iterable[SessionState]) -> list[Session]:
        """Every session in one of the states, oldest first."""
        ...

    def touch_media(self, session_id: str, *, now_ns: int) -> None:
        """Note that a fragment came; never moves back, and a session that is gone is no error."""
        ...

    def add_event(self, session_id: str, name: str, payload: dict[str, object], *, now_ns: int) -> SessionEvent:
        """Note a transition."""
        ...

    def events(self, session_id: str) -> list[SessionEvent]:
        """The transitions of a session in their order."""
        ...

    def delete(self, session_id: str) -> None:
        """Remove it with all that is of it or was made of it, so that nothing of it can be asked for any more.

        Its streams with inits and fragments, pipelines with listeners, records and alerts, events, videos with their pictures, webhooks,
        operations, grants, the shares of all of them. Rows only: the keys of objects are to be asked for before.
        """
        ...


class Streams(Protocol):
    """Rows of streams with their inits and fragments."""

    def add(self, stream: Stream) -> None:
        """Add one; a session has one stream for each track."""
        ...

    def get(self, stream_id: str) -> Stream | None:
        """One of them."""
        ...

    def of_session(self, session_id: str) -> list[Stream]:
        """The streams of a session in order of position."""
        ...

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
        """One page of the streams that are channels, and how many: ``name`` is a part of theirs or of their channel's."""
        ...

    def update(self, stream: Stream) -> None:
        """Replace the row with this id."""
        ...

    def add_init(self, init: Init) -> None:
        """Add one."""
        ...

    def init(self, stream_id: str, number: int) -> Init | None:
        """One of a stream's inits."""
        ...

    def inits(self, stream_id: str) -> list[Init]:
        """The inits of a stream by number."""
        ...

    def add_fragment(self, fragment: Fragment) -> None:
        """Add one."""
        ...

    def place(self, stream_id: str, seq: int, *, init: int) -> Place | None:
        """What stands where a fragment with this number and init is to go; None when there is no such stream. Asked for each of them."""
        ...

    def fragment(self, stream_id: str, seq: int) -> Fragment | None:
        """One of a stream's fragments."""
        ...

    def fragments(self, stream_id: str, *, after_seq: int = 0, limit: int | None = None) -> list[Fragment]:
        """The fragments of a stream by number."""
        ...

    def extent(self, stream_id: str) -> Extent:
        """How many fragments a stream has, and their first and last number. Quick however long it is: what a write may ask."""
        ...

    def have(self, stream_id: str) -> Ranges:
        """The numbers of a stream's fragments. As quick as `extent` when none is missing between the first and the last."""
        ...

    def digest(self, stream_id: str) -> str:
        """The SHA-256 (hexadecimal) over the digests of a stream's fragments, 32 bytes each, by number. Goes through all: for a read."""
        ...

    def totals(self, session_id: str) -> tuple[int, int]:
        """Fragments of a session and their bytes."""
        ...

    def expiring(self) -> list[Stream]:
        """The streams that are not to be stored and have fragments."""
        ...

    def remove_fragments(self, stream_id: str, *, received_before_ns: int) -> list[str]:
        """Remove what came before a time; gives the keys of the objects."""
        ...


class Videos(Protocol):
    """Rows of exported videos and of share links."""

    def add(self, video: Video) -> None:
        """Add one."""
        ...

    def get(self, video_id: str) -> Video | None:
        """One of them."""
        ...

    def of_session(self, session_id: str) -> list[Video]:
        """The videos of a session, oldest first."""
        ...

    def find(self, session_id: str, *, channel: str | None, is_session: bool) -> Video | None:
        """The video of a session that shows (or is) a channel; there is one at most."""
        ...

    def in_collection(self, collection_id: str | None) -> list[Video]:
        """The videos of a collection, or of all, newest first."""
        ...

    def update(self, video: Video) -> None:
        """Replace the row with this id."""
        ...

    def delete(self, video_id: str) -> None:
        """Remove it, the pictures that were taken of it, and the shares of all of them."""
        ...

    def add_share(self, share: Share) -> None:
        """Add one."""
        ...

    def share(self, slug: str) -> Share | None:
        """One of the shares, expired ones too."""
        ...

    def share_of(self, target: str) -> Share | None:
        """The lasting share of a target; there is one at most."""
        ...

    def remove_share(self, slug: str) -> bool:
        """Remove one; False when there is none."""
        ...

    def remove_expired_shares(self, *, before_ns: int) -> int:
        """Forget the shares that ended before a time; gives how many."""
        ...


class Images(Protocol):
    """Rows of pictures; those of a video go with it."""

    def add(self, image: Image) -> None:
        """Add one."""
        ...

    def get(self, image_id: str) -> Image | None:
        """One of them."""
        ...

    def of_video(self, video_id: str) -> list[Image]:
        """The pictures that were taken of a video, by their moment."""
        ...

    def in_collection(self, collection_id: str | None) -> list[Image]:
        """The pictures of a collection, or of all, newest first; those that were taken of a video are not among them."""
        ...

    def delete(self, image_id: str) -> None:
        """Remove it and its shares."""
        ...


class Jobs(Protocol):
    """The queue. Adding happens in the transaction of what caused it."""

    def add(self, queue: str, key: str, payload: dict[str, object], *, run_at_ns: int, lane: str | None = None) -> Job:
        """Queue a job behind all others of its key."""
        ...

    def ensure(self, queue: str, key: str, payload: dict[str, object], *, run_at_ns: int, lane: str | None = None) -> bool:
        """Add a job unless one of this key is ready already, which then keeps its time; False when there was one.

        One that is leased does not count: it may have looked before what this job is about was there.
        """
        ...

    def lease(self, queues: Sequence[str], *, owner: str, now_ns: int, until_ns: int, busy_lanes: Sequence[str] = ()) -> Job | None:
        """Take the next job that is due, which counts as an attempt; a lease that ran out is taken over. ``owner`` names one runner.

        Jobs of the ``busy_lanes`` are left where they are.
        """
        ...

    def release(self, queues: Sequence[str], *, now_ns: int) -> int:
        """Take back every lease: for a start, when whoever held one is known to be gone. Gives how many."""
        ...

    def hasten(self, lane: str, *, now_ns: int) -> int:
        """Make all ready jobs of a lane due now, because what they waited for is back; gives how many."""
        ...

    def renew(self, job_id: int, *, owner: str, until_ns: int) -> bool:
        """Hold on to a job that takes longer; False when the lease was lost."""
        ...

    def finish(self, job_id: int, *, owner: str) -> bool:
        """Note that it is done; False when the lease was lost, then nothing happens."""
        ...

    def retry(
        self, job_id: int, *, owner: str, run_at_ns: int, error: str, max_attempts: int | None = None, is_counted: bool = True
    ) -> bool:
        """Put it back, or give it up after so many attempts; False when the lease was lost, then nothing happens.

        ``is_counted`` false: this was no attempt, because nothing is wrong with the job.
        """
        ...

    def pending(self, queue: str | None = None, *, due_before_ns: int | None = None) -> int:
        """How many jobs are neither done nor dead; ``due_before_ns`` leaves out those that wait for a later time."""
        ...

    def of_key(self, key: str, *, states: Iterable[JobState] | None = None) -> list[Job]:
        """The jobs of a key in their order, in some states, or all for None: done and dead ones too."""
        ...

    def remove_done(self, *, before_ns: int) -> int:
        """Forget the jobs that are done and were due before a time; gives how many. What was given up stays, with its error."""
        ...
