"""Removal of a session: nothing of it is left, nothing of another goes, and nothing that is at work is pulled away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import PipelineState, RecordFilter
from lookhear.backend.sessions.removal import Removal
from lookhear.errors import Conflict, NotFound, ObjectMissing, StoreUnwritable
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import DELIVERY, IMAGE, PIPELINE, RECORD, VIDEO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Session


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def remove(backend: ServedBackend, session_id: str) -> None:
    services = backend.services
    backend.store.run(Removal(store=services.store, objects=services.objects, now_ns=backend.clock).remove(session_id))


def ended(backend: ServedBackend, *, records: int = 1) -> tuple[Session, list[str]]:
    """A session that is over with something of every kind; and the keys of its objects."""
    begun = backend.begun(recording_id=None)
    stream, session_id = begun.streams[0], begun.session.id
    fragment = backend.fragment(stream)
    backend.complete(*begun.streams)
    now_ns = backend.clock()
    job = backend.store.write(lambda tx: tx.jobs.lease(["export"], owner="x", now_ns=now_ns, until_ns=now_ns + 1))
    assert job is not None
    backend.store.write(lambda tx: tx.jobs.finish(job.id, owner="x"))
    video = replace(VIDEO, id=f"m-{session_id}", session_id=session_id, key=f"m-{session_id}/1")
    image = replace(IMAGE, id=f"img-{session_id}", video_id=video.id, key=f"img-{session_id}/1")
    pipeline = replace(PIPELINE, id=f"p-{session_id}", stream_id=stream.id, session_id=session_id, state=PipelineState.RUNNING)
    record = replace(RECORD, pipeline_id=pipeline.id, stream_id=stream.id, session_id=session_id)
    backend.store.add(video, image, pipeline, replace(DELIVERY, session_id=session_id), *[record] * records)
    for key in (video.key or "", image.key):
        backend.store.run(backend.objects.put(key, b"bytes"))
    inits = backend.store.read(lambda tx: [init.key for init in tx.streams.inits(stream.id)])
    return backend.session(session_id), [fragment.key, video.key or "", image.key, *inits]


def objects_left(backend: ServedBackend, keys: Iterable[str]) -> list[str]:
    left = []
    for key in keys:
        try:
            backend.store.run(backend.objects.get(key))
        except ObjectMissing:
            continue
        left.append(key)
    return left


def rows_left(backend: ServedBackend, session_id: str) -> set[str]:
    def look(tx: Transaction) -> set[str]:
        there = {
            "session": tx.sessions.get(session_id),
            "events": tx.sessions.events(session_id),
            "streams": tx.streams.of_session(session_id),
            "videos": tx.videos.of_session(session_id),
            "pictures": tx.images.get(f"img-{session_id}"),
            "pipelines": tx.pipelines.get(f"p-{session_id}"),
            "words": tx.records.search_text("budget", RecordFilter(session_id=session_id), limit=1),
            "webhooks": tx.outbox.search(session_id=session_id, limit=1),
            "links": tx.videos.share_of(session_id),
        }
        return {name for name, found in there.items() if found}

    return backend.store.read(look)


EVERYTHING = {"session", "events", "streams", "videos", "pictures", "pipelines", "words", "webhooks", "links"}


def test_nothing_is_left_of_it_and_all_of_another(backend: ServedBackend) -> None:
    session, keys = ended(backend, records=450)
    other, other_keys = ended(backend)
    assert objects_left(backend, keys) == keys
    assert rows_left(backend, session.id) == EVERYTHING
    remove(backend, session.id)
    assert (rows_left(backend, session.id), objects_left(backend, keys)) == (set(), [])
    assert (rows_left(backend, other.id), objects_left(backend, other_keys)) == (EVERYTHING, other_keys)
    with pytest.raises(NotFound):
        remove(backend, session.id)


def test_one_that_never_began_goes_and_one_that_is_recorded_does_not(backend: ServedBackend) -> None:
    created = backend.created()
    remove(backend, created.id)
    assert backend.store.read(lambda tx: tx.sessions.get(created.id)) is None
    begun = backend.begun(recording_id=None)
    fragment = backend.fragment(begun.streams[0])
    with pytest.raises(Conflict, match="being recorded"):
        remove(backend, begun.session.id)
    assert objects_left(backend, [fragment.key]) == [fragment.key]


def test_one_that_a_file_is_made_of_stays_until_that_is_done(backend: ServedBackend) -> None:
    session, keys = ended(backend)
    backend.store.write(lambda tx: tx.jobs.add("export", session.id, {}, run_at_ns=0))
    with pytest.raises(Conflict, match="A file is being made"):
        remove(backend, session.id)
    assert (rows_left(backend, session.id), objects_left(backend, keys)) == (EVERYTHING, keys)


def test_what_a_failure_left_is_removed_when_it_is_asked_for_again(backend: ServedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    session, keys = ended(backend)
    with monkeypatch.context() as patch:
        patch.setattr(backend.objects, "delete", _refuse)
        with pytest.raises(StoreUnwritable):
            remove(backend, session.id)
    assert rows_left(backend, session.id) == EVERYTHING - {"words"}
    remove(backend, session.id)
    assert (rows_left(backend, session.id), objects_left(backend, keys)) == (set(), [])


async def _refuse(keys: Iterable[str]) -> None:
    del keys
    raise StoreUnwritable("The disk does not let go.")
