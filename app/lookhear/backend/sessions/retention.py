"""Retention: the media of ended sessions go by age and by size, the oldest first. What is live or unfinished is never touched.

What was understood of them, transcripts and indexes, stays and can be searched, unless the settings say that it goes along.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.derived import derived_keys
from lookhear.backend.records import JobState, PipelineState
from lookhear.backend.sessions.apart import apart
from lookhear.backend.sessions.transitions import tell
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Notice, ObjectStore, Store, Transaction
    from lookhear.backend.records import Collection, Pipeline, Session
    from lookhear.backend.sessions.service import SessionService
    from lookhear.backend.settings import Settings

MEDIA_REMOVED: Final = "capture_session.media_removed"
_AT_ONCE: Final = 2000
_RECORDS_AT_ONCE: Final = 200  # with their words and vectors: whoever uploads waits meanwhile
_UNFINISHED: Final[dict[str, object]] = {"code": "media_removed", "message": "The media were removed before all of them were worked on."}
_DAY_NS: Final = 24 * 3600 * NS_PER_S


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An ended session whose media are still there; ``ended_ns`` is when it changed last or got its last fragment."""

    id: str
    collection_id: str
    ended_ns: int
    size_bytes: int


class Retention:
    """Removes by the rule of each collection, else by the one the server was started with. Owned by the event loop."""

    def __init__(
        self, *, store: Store, objects: ObjectStore, sessions: SessionService, settings: Settings, now_ns: Callable[[], int]
    ) -> None:
        self._store = store
        self._objects = objects
        self._sessions = sessions
        self._settings = settings
        self._now_ns = now_ns

    async def apply(self) -> list[str]:
        """Remove what is due; gives the sessions whose media went."""
        removed: list[str] = []
        for collection in await self._store.read(lambda tx: tx.collections.all()):
            with apart(f"the retention of collection {collection.id}"):
                for session_id in await self._store.read(partial(self._due, collection=collection)):
                    with apart(f"removing the media of {session_id}"):
                        if await self._purge(session_id):
                            removed.append(session_id)
        return removed

    def _due(self, tx: Transaction, *, collection: Collection) -> list[str]:
        days, limit = self._rule_of(collection)
        if days is None and limit is None:
            return []
        ended = tx.sessions.in_states(state for state in SessionState if state.is_over)
        rows = [session for session in ended if session.collection_id == collection.id and session.purged_ns is None]
        kept = sorted((_kept(tx, session, with_size=limit is not None) for session in rows), key=lambda each: (each.ended_ns, each.id))
        total = sum(each.size_bytes for each in kept) + (0 if limit is None else _unended_bytes(tx, collection.id))
        due: list[str] = []
        for each in kept:
            is_old = days is not None and each.ended_ns < self._now_ns() - round(days * _DAY_NS)
            is_over = limit is not None and total > limit
            if (is_old or is_over) and not _has_work(tx, each.id):
                due.append(each.id)
                total -= each.size_bytes
        return due

    def _rule_of(self, collection: Collection) -> tuple[float | None, int | None]:
        days = self._settings.keep_days if collection.keep_days is None else collection.keep_days
        size = self._settings.max_bytes if collection.max_bytes is None else collection.max_bytes
        return days, size

    async def _purge(self, session_id: str) -> bool:
        """First the bytes, then the rows: after a crash in between, the same is found due again."""
        keys = await self._store.read(lambda tx: _keys(tx, session_id))
        if keys is None:
            return False
        if self._settings.forgets_texts:
            await self._forget_texts(session_id)
        await self._objects.delete([*await derived_keys(self._objects, keys), *keys])
        notices, late = await self._store.write(lambda tx: self._forget(tx, session_id))
        self._sessions.ring(notices)
        await self._objects.delete(late)
        return bool(notices)

    async def _forget_texts(self, session_id: str) -> None:
        """Remove what was found in a session, a few at a time."""
        for pipeline_id in await self._store.read(lambda tx: [pipeline.id for pipeline in _pipelines(tx, session_id)]):
            while await self._store.write(lambda tx, of=pipeline_id: tx.records.remove_of(of, limit=_RECORDS_AT_ONCE)):  # type: ignore[misc]
                pass

    def _forget(self, tx: Transaction, session_id: str) -> tuple[list[Notice], list[str]]:
        """Remove the rows; gives the bells, and the keys of what came since the bytes were removed."""
        session = tx.sessions.get(session_id)
        if session is None:
            return [], []
        now = self._now_ns()
        count, size_bytes = tx.streams.totals(session_id)
        keys: list[str] = []
        for stream in tx.streams.of_session(session_id):
            keys += tx.streams.remove_fragments(stream.id, received_before_ns=now)
        for video in tx.videos.of_session(session_id):
            tx.videos.delete(video.id)
        for pipeline in _pipelines(tx, session_id):
            if pipeline.state is PipelineState.RUNNING:  # also one that waits for an engine: there is nothing left that it could do
                tx.pipelines.update(dataclasses.replace(pipeline, state=PipelineState.STOPPED, error=_UNFINISHED, updated_ns=now))
        purged = dataclasses.replace(session, purged_ns=now, exported_video_id=None)
        tx.sessions.update(purged)
        data: dict[str, object] = {"reason": "retention", "fragments": count, "bytes": size_bytes}
        return tell(tx, purged, MEDIA_REMOVED, data=data, now_ns=now), keys


def _kept(tx: Transaction, session: Session, *, with_size: bool) -> _Kept:
    return _Kept(
        id=session.id,
        collection_id=session.collection_id,
        ended_ns=max(session.changed_ns, session.last_media_ns or 0),
        size_bytes=tx.streams.totals(session.id)[1] if with_size else 0,
    )


def _unended_bytes(tx: Transaction, collection_id: str) -> int:
    """What the sessions take that cannot be removed now."""
    unended = tx.sessions.in_states(state for state in SessionState if not state.is_over)
    return sum(tx.streams.totals(session.id)[1] for session in unended if session.collection_id == collection_id)


def _has_work(tx: Transaction, session_id: str) -> bool:
    return bool(tx.jobs.of_key(session_id, states=(JobState.READY, JobState.LEASED)))


def _keys(tx: Transaction, session_id: str) -> list[str] | None:
    """The keys of everything a session holds, None when it must not be touched any more."""
    session = tx.sessions.get(session_id)
    if session is None or not session.state.is_over or _has_work(tx, session_id):
        return None
    keys: list[str] = []
    for video in tx.videos.of_session(session_id):
        keys += [image.key for image in tx.images.of_video(video.id)]
        keys += [] if video.key is None else [video.key]
    for video in tx.videos.of_session(session_id):
        keys += [image.key for image in tx.images.of_video(video.id)]
    for stream in tx.streams.of_session(session_id):
        keys += fragment_keys(tx, stream.id, before_ns=None)
    return keys


def _pipelines(tx: Transaction, session_id: str) -> list[Pipeline]:
    return [pipeline for stream in tx.streams.of_session(session_id) for pipeline in tx.pipelines.of_stream(stream.id)]


def fragment_keys(tx: Transaction, stream_id: str, *, before_ns: int | None) -> list[str]:
    """The keys of a stream's fragments, or of those received before a time. Rows are looked at a few at a time: there may be many."""
    keys: list[str] = []
    after_seq = 0
    while rows := tx.streams.fragments(stream_id, after_seq=after_seq, limit=_AT_ONCE):
        keys += [row.key for row in rows if before_ns is None or row.received_ns < before_ns]
        after_seq = rows[-1].seq
    return keys
