"""Removal of a whole session, because somebody wants it gone: media, files made of them, what was understood, events, webhooks, links."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Final

from lookhear.backend.playback.derived import derived_keys
from lookhear.backend.records import JobState, PipelineState
from lookhear.backend.sessions.retention import fragment_keys
from lookhear.errors import Conflict, NotFound
from lookhear.protocol.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import ObjectStore, Store, Transaction

_RECORDS_AT_ONCE: Final = 200  # with their words and vectors: whoever uploads waits meanwhile


class Removal:
    """Removes sessions that are over, or never began. What a crash leaves of one is removed when it is asked for again."""

    def __init__(self, *, store: Store, objects: ObjectStore, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._objects = objects
        self._now_ns = now_ns

    async def remove(self, session_id: str) -> None:
        """Remove one for good. Raises NotFound; Conflict while it is recorded, or a file is made of it.

        First the bytes, then the rows: what is said to be gone is gone. Rows go a few at a time, because uploads wait for them.
        """
        await self._store.read(partial(_check, session_id=session_id))
        pipelines = await self._store.write(partial(_rest, session_id=session_id, now_ns=self._now_ns()))
        for pipeline_id in pipelines:
            while await self._store.write(partial(_forget_records, pipeline_id=pipeline_id)):
                pass
        await self._delete(await self._store.read(partial(session_keys, session_id=session_id)))
        for stream_id in await self._store.read(partial(_streams, session_id=session_id)):
            await self._delete(await self._store.write(partial(_forget_fragments, stream_id=stream_id, now_ns=self._now_ns())))
        await self._delete(await self._store.write(partial(_forget, session_id=session_id)))

    async def _delete(self, keys: list[str]) -> None:
        await self._objects.delete([*await derived_keys(self._objects, keys), *keys])


def _check(tx: Transaction, *, session_id: str) -> None:
    session = tx.sessions.get(session_id)
    if session is None:
        raise NotFound(f"There is no session {session_id!r}.")
    if not session.state.is_over and session.state is not SessionState.CREATED:
        raise Conflict("This session is being recorded.", hint="Stop it, and remove it when it has ended.")
    if tx.jobs.of_key(session_id, states=(JobState.READY, JobState.LEASED)):
        raise Conflict("A file is being made of this session.", hint="Remove it when that is done.")


def _rest(tx: Transaction, *, session_id: str, now_ns: int) -> list[str]:
    """Let engines leave it alone; gives its pipelines."""
    pipelines = [pipeline for stream in tx.streams.of_session(session_id) for pipeline in tx.pipelines.of_stream(stream.id)]
    for pipeline in pipelines:
        if pipeline.state is PipelineState.RUNNING:
            tx.pipelines.update(dataclasses.replace(pipeline, state=PipelineState.STOPPED, updated_ns=now_ns))
    return [pipeline.id for pipeline in pipelines]


def _forget_records(tx: Transaction, *, pipeline_id: str) -> int:
    return tx.records.remove_of(pipeline_id, limit=_RECORDS_AT_ONCE)


def _streams(tx: Transaction, *, session_id: str) -> list[str]:
    return [stream.id for stream in tx.streams.of_session(session_id)]


def _forget_fragments(tx: Transaction, *, stream_id: str, now_ns: int) -> list[str]:
    """Gives the keys, among them of what came since the bytes were removed."""
    return tx.streams.remove_fragments(stream_id, received_before_ns=now_ns)


def _forget(tx: Transaction, *, session_id: str) -> list[str]:
    """The session with everything that is left; gives the keys of that."""
    _check(tx, session_id=session_id)  # anew: somebody may have begun it, or asked for a file
    keys = session_keys(tx, session_id=session_id)
    tx.sessions.delete(session_id)
    return keys


def session_keys(tx: Transaction, *, session_id: str) -> list[str]:
    """The keys of everything that a session holds."""
    keys: list[str] = []
    for video in tx.videos.of_session(session_id):
        keys += [image.key for image in tx.images.of_video(video.id)]
        keys += [] if video.key is None else [video.key]
    for stream in tx.streams.of_session(session_id):
        keys += [init.key for init in tx.streams.inits(stream.id)]
        keys += fragment_keys(tx, stream.id, before_ns=None)
    return keys
