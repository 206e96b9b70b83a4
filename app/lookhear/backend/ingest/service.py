"""Ingest: what a recorder sends becomes durable objects and rows, once each, in any order. Owned by the backend's event loop.

The order of every upload: the object is durable → the row is committed, together with what it changes in its session → the bus is
rung → the caller may answer. A crash in between leaves an object without a row, which the next attempt with the same bytes uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.ingest import commits
from lookhear.backend.ingest.checks import FragmentFacts, check_context, check_fragment, check_init
from lookhear.backend.ingest.slots import Slots
from lookhear.backend.ingest.turns import Turns
from lookhear.backend.ingest.view import StreamView, StreamViews
from lookhear.backend.records import CredentialKind, Fragment, Init
from lookhear.errors import Forbidden, IngestRefused
from lookhear.protocol.ingest import MAX_CONTEXT_BYTES, MAX_FRAGMENT_BYTES, MAX_INIT_BYTES, Problem, StreamState, StreamStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ingest.commits import Completion, Stored
    from lookhear.backend.ingest.hooks import SessionHook
    from lookhear.backend.ingest.uploads import Upload
    from lookhear.backend.ports import Bus, ObjectStore, Store, Transaction
    from lookhear.backend.records import Credential
    from lookhear.protocol.tracks import TrackKind

_KEY_DIGITS: Final = 16  # of the digest: enough to keep two bodies of one number apart


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestLimits:
    """What is received at once, over all tracks."""

    bodies: int = 128
    body_bytes: int = 64 << 20
    share: int = 4  # a recording may hold one of so many parts of it: a slow sender holds up itself and nobody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of an upload. ``is_new`` false: these bytes were stored already, which is answered without reading the body.

    ``is_stop_wished``: somebody has asked for the end of the session. It is found where the row is stored, and costs nothing more.
    """

    is_new: bool
    is_stop_wished: bool = False


class IngestService:
    """Takes inits and fragments in. Every method raises IngestRefused or Forbidden with a sentence, and StoreError as the store does."""

    def __init__(
        self,
        *,
        store: Store,
        objects: ObjectStore,
        bus: Bus,
        sessions: SessionHook,
        now_ns: Callable[[], int],
        limits: IngestLimits | None = None,
    ) -> None:
        self._store = store
        self._objects = objects
        self._bus = bus
        self._sessions = sessions
        self._now_ns = now_ns
        limits = limits or IngestLimits()
        self._slots = Slots(bodies=limits.bodies, size_bytes=limits.body_bytes, share=limits.share)
        self._turns = Turns()
        self._views = StreamViews(store)

    async def put_init(self, stream_id: str, number: int, upload: Upload, *, credential: Credential) -> Taken:
        """Store an init."""
        view = await self._view(stream_id, credential)
        if not view.stream.kind.is_media:
            raise IngestRefused("The context log has no init.", problem=Problem.BAD_REQUEST)
        _check_head(upload, view.stream.kind, MAX_INIT_BYTES)
        known = view.inits.get(number)
        if known is not None:
            commits.check_same(known.sha256, upload.sha256, f"init {number}")
            return Taken(is_new=False)
        _check_open(view)
        with self._slots.take(upload.size_bytes, owner=view.stream.recording_id):
            data = await upload.receive()
            facts = check_init(data, view.stream.kind)
            row = Init(
                stream_id=stream_id,
                number=number,
                key=f"{stream_id}/init-{number}-{upload.sha256[:_KEY_DIGITS]}.mp4",
                size_bytes=len(data),
                sha256=upload.sha256,
                codec=facts.codec,
                timescale=facts.timescale,
                width=facts.width,
                height=facts.height,
                rate=facts.rate,
                channels=facts.channels,
            )
            stored = await self._keep(row.key, data, turn=f"{stream_id}/init-{number}", work=lambda tx: commits.store_init(tx, row))
        view.inits[number] = row
        return Taken(is_new=stored.is_new, is_stop_wished=stored.is_stop_wished)

    async def put_fragment(self, stream_id: str, seq: int, upload: Upload, *, init: int, credential: Credential) -> Taken:
        """Store a fragment. ``init`` is zero for the context log, which has none."""
        view = await self._view(stream_id, credential)
        kind = view.stream.kind
        _check_head(upload, kind, MAX_FRAGMENT_BYTES if kind.is_media else MAX_CONTEXT_BYTES)
        if seq in view.have and await self._is_stored(stream_id, seq, upload.sha256):
            return Taken(is_new=False)
        _check_open(view)
        known_init = await self._init(view, init)
        with self._slots.take(upload.size_bytes, owner=view.stream.recording_id):
            data = await upload.receive()
            facts = check_context(data) if known_init is None else check_fragment(data, seq=seq, timescale=known_init.timescale)
            row = self._fragment(stream_id, seq, facts, init=init, upload=upload, suffix="m4s" if kind.is_media else "ndjson")
            stored = await self._keep(
                row.key, data, turn=f"{stream_id}/{seq}", work=lambda tx: commits.store_fragment(tx, row, self._sessions)
            )
        view.have.add(seq)
        if stored.is_new:
            self._bus.publish(f"stream.{stream_id}", {"seq": seq, "init": init})
            ring(self._bus, stored.notices)
        return Taken(is_new=stored.is_new, is_stop_wished=stored.is_stop_wished)

    async def status(self, stream_id: str, *, credential: Credential) -> StreamStatus:
        """What there is of a stream."""
        await self._view(stream_id, credential)
        return await self._store.read(lambda tx: commits.status(tx, stream_id))

    async def complete(self, stream_id: str, completion: Completion, *, credential: Credential) -> StreamStatus:
        """Close a stream that has everything; saying so twice is no error."""
        view = await self._view(stream_id, credential)

        stored = await self._store.write(lambda tx: commits.complete(tx, stream_id, completion, hook=self._sessions, now_ns=self._now_ns()))
        self._views.forget(view.stream.id)
        ring(self._bus, stored.notices)
        return await self._store.read(lambda tx: commits.status(tx, stream_id))  # goes through all rows: nobody's writing waits for it

    async def _view(self, stream_id: str, credential: Credential) -> StreamView:
        if credential.kind is not CredentialKind.GRANT:
            raise Forbidden("Media are taken with an ingest grant only.", hint="Start the session; its answer has the grant.")
        view = await self._views.get(stream_id)
        if view is None:
            raise commits.not_found()
        if credential.recording_id != view.stream.recording_id:
            raise Forbidden("This ingest grant is for another recording.")
        return view

    async def _is_stored(self, stream_id: str, seq: int, sha256: str) -> bool:
        """Whether just these bytes are; raises IngestRefused for others. Retention may have removed what was there."""
        row = await self._store.read(lambda tx: tx.streams.fragment(stream_id, seq))
        if row is not None:
            commits.check_same(row.sha256, sha256, f"fragment {seq}")
        return row is not None

    async def _init(self, view: StreamView, number: int) -> Init | None:
        """The init of a fragment, None for the context log; raises IngestRefused when it is not here."""
        stream_id = view.stream.id
        if not view.stream.kind.is_media:
            if number:
                raise IngestRefused("The context log has no init: its number is 0.", problem=Problem.BAD_REQUEST)
            return None
        known = view.inits.get(number)
        if known is None:  # it may have come in through another process
            known = await self._store.read(lambda tx: tx.streams.init(stream_id, number))
            if known is None:
                raise commits.init_missing(number)
            view.inits[number] = known
        return known

    async def _keep(self, key: str, data: bytes, *, turn: str, work: Callable[[Transaction], Stored]) -> Stored:
        """Make an object durable, then its row. An object whose row is refused for good is removed again.

        Only a refusal of ours proves that no row names the object: after any other failure it stays, for the next attempt.
        """
        async with self._turns.of(turn):
            await self._objects.put(key, data)
            try:
                return await self._store.write(work)
            except IngestRefused:
                await self._objects.delete([key])
                raise

    def _fragment(self, stream_id: str, seq: int, facts: FragmentFacts, *, init: int, upload: Upload, suffix: str) -> Fragment:
        return Fragment(
            stream_id=stream_id,
            seq=seq,
            init=init,
            key=f"{stream_id}/{seq:08d}-{upload.sha256[:_KEY_DIGITS]}.{suffix}",
            size_bytes=upload.size_bytes,
            sha256=upload.sha256,
            tfdt=facts.tfdt,
            duration=facts.duration,
            samples=facts.samples,
            begins_with_sync=facts.begins_with_sync,
            payload_offset=facts.payload_offset,
            payload_bytes=facts.payload_bytes,
            table=facts.table,
            received_ns=self._now_ns(),
            wall_ns=facts.wall_ns,
        )


def _check_head(upload: Upload, kind: TrackKind, limit_bytes: int) -> None:
    """Raise IngestRefused when a body is not worth reading."""
    if upload.content_type != kind.content_type:
        raise IngestRefused(
            f"This track takes {kind.content_type}, not {upload.content_type or 'an unnamed type'}.", problem=Problem.WRONG_TYPE
        )
    if upload.size_bytes > limit_bytes:
        raise IngestRefused(
            f"The body has {upload.size_bytes} bytes; {limit_bytes} are allowed here.",
            problem=Problem.TOO_LARGE,
            details={"limit": limit_bytes},
        )


def _check_open(view: StreamView) -> None:
    if view.stream.state is StreamState.COMPLETE:
        raise commits.closed_track()
