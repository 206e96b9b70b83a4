"""Retention: the oldest ended sessions go, by age or by size; what is live stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import EXPORT_QUEUE
from lookhear.backend.records import PipelineState, RecordFilter
from lookhear.backend.sessions.lifecycle import Lifecycle
from lookhear.backend.sessions.retention import Retention, fragment_keys
from lookhear.backend.sessions.service import NewSession
from lookhear.errors import ObjectMissing, StoreUnwritable
from tests.fakes.serving import NS_PER_S, ServedBackend
from tests.fakes.stored import COLLECTION, FRAGMENT, IMAGE, PIPELINE, RECORD, VIDEO, fragments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment, Session

DAY_NS = 24 * 3600 * NS_PER_S


def retention_of(backend: ServedBackend) -> Retention:
    services = backend.services
    return Retention(
        store=services.store, objects=services.objects, sessions=services.sessions, settings=services.settings, now_ns=backend.clock
    )


def apply(backend: ServedBackend) -> list[str]:
    return backend.store.run(retention_of(backend).apply())


def ended(backend: ServedBackend, *, has_job: bool = False, collection_id: str = "default") -> tuple[Session, Fragment]:
    """A session with one fragment, all complete, whose export is done unless its job is to wait still."""
    session = backend.store.run(backend.services.sessions.create(collection_id, NewSession(end_user_id="u"))).session
    begun = backend.begun(session_id=session.id, recording_id=None)
    fragment = backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    if not has_job:
        backend.store.write(lambda tx: export(tx, session.id, now_ns=backend.clock()))
    return backend.session(session.id), fragment


def export(tx: Transaction, session_id: str, *, now_ns: int) -> None:
    """What an exporter would do."""
    job = tx.jobs.lease([EXPORT_QUEUE], owner="exporter", now_ns=now_ns, until_ns=now_ns + 1)
    assert job is not None
    assert job.key == session_id
    tx.videos.add(replace(VIDEO, id=f"m-{session_id}", session_id=session_id, key=None))
    Lifecycle().exported(tx, session_id, video_id=f"m-{session_id}", data={}, now_ns=now_ns)
    assert tx.jobs.finish(job.id, owner="exporter")


def is_there(backend: ServedBackend, fragment: Fragment) -> bool:
    """Whether a fragment is, its bytes and its row; never one without the other."""
    row = backend.store.read(lambda tx: tx.streams.fragment(fragment.stream_id, fragment.seq))
    try:
        backend.store.run(backend.objects.get(fragment.key))
    except ObjectMissing:
        assert row is None
        return False
    assert row is not None
    return True


def test_without_a_rule_everything_stays(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        _, fragment = ended(backend)
        backend.clock.advance(1000 * DAY_NS)
        assert apply(backend) == []
        assert is_there(backend, fragment)


def test_media_go_when_they_are_old_and_the_session_says_so(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=2) as backend:
        session, fragment = ended(backend)
        backend.clock.advance(2 * DAY_NS)
        assert apply(backend) == []
        backend.clock.advance(1)
        assert apply(backend) == [session.id]
        assert not is_there(backend, fragment)
        purged = backend.session(session.id)
        assert (purged.purged_ns, purged.exported_video_id) == (backend.clock(), None)
        assert backend.store.read(lambda tx: tx.videos.of_session(session.id)) == []
        event = backend.store.read(lambda tx: tx.sessions.events(session.id))[-1]
        assert event.name == "capture_session.media_removed"
        assert event.payload["data"] == {"reason": "retention", "fragments": 1, "bytes": FRAGMENT.size_bytes}
        assert apply(backend) == []


def test_a_collections_own_rule_goes_before_that_of_the_server(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=1) as backend:
        backend.store.add(replace(COLLECTION, keep_days=10.0, max_bytes=None))
        ended(backend, collection_id=COLLECTION.id)
        other, _ = ended(backend)
        backend.clock.advance(2 * DAY_NS)
        assert apply(backend) == [other.id]


def test_beyond_the_cap_the_oldest_ended_go_and_no_more_than_needed(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, max_bytes=2 * FRAGMENT.size_bytes) as backend:
        found = []
        for _ in range(3):
            found.append(ended(backend)[0].id)
            backend.clock.advance(NS_PER_S)
        assert apply(backend) == [found[0]]
        backend.fragment(backend.begun().streams[0])
        assert apply(backend) == [found[1]]


def test_what_is_live_is_never_removed(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=1, max_bytes=0) as backend:
        begun = backend.begun()
        fragment = backend.fragment(begun.streams[0])
        backend.clock.advance(100 * DAY_NS)
        assert apply(backend) == []
        assert is_there(backend, fragment)


def test_what_is_still_to_be_exported_is_not_removed(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=1) as backend:
        _, fragment = ended(backend, has_job=True)
        backend.clock.advance(100 * DAY_NS)
        assert apply(backend) == []
        assert is_there(backend, fragment)


def test_a_crash_between_bytes_and_rows_is_made_good_the_next_time(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=1) as backend:
        session, fragment = ended(backend)
        backend.clock.advance(2 * DAY_NS)
        backend.store.run(backend.objects.delete([fragment.key]))
        assert apply(backend) == [session.id]
        assert not is_there(backend, fragment)


@pytest.mark.parametrize("before_ns", [None, 3])
def test_the_keys_of_many_fragments_come_a_few_at_a_time(tmp_path: Path, before_ns: int | None) -> None:
    with ServedBackend(tmp_path) as backend:
        stream = backend.begun().streams[0]
        rows = fragments(*range(1, 2002), stream_id=stream.id)
        backend.store.add(*rows)
        wanted = [row.key for row in rows if before_ns is None or row.seq < before_ns]
        assert backend.store.read(lambda tx: fragment_keys(tx, stream.id, before_ns=before_ns)) == wanted


@pytest.mark.expected_errors
def test_a_rule_that_cannot_be_reckoned_with_does_not_end_the_retention_of_others(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        backend.store.add(replace(COLLECTION, id="c-0", keep_days=1e300), replace(COLLECTION, id="c-1", keep_days=1.0, max_bytes=None))
        endless, _ = ended(backend, collection_id="c-0")
        session, _ = ended(backend, collection_id="c-1")
        backend.clock.advance(2 * DAY_NS)
        assert apply(backend) == [session.id]
        assert backend.session(endless.id).purged_ns is None


def test_a_session_whose_media_cannot_be_removed_does_not_keep_those_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ServedBackend(tmp_path, keep_days=1) as backend:
        (first, kept), (second, _) = ended(backend), ended(backend)
        backend.clock.advance(2 * DAY_NS)
        delete = backend.objects.delete

        async def refuse(keys: Iterable[str]) -> None:
            keys = list(keys)
            if kept.key in keys:
                raise StoreUnwritable("The disk does not let go.")
            await delete(keys)

        monkeypatch.setattr(backend.objects, "delete", refuse)
        assert apply(backend) == [second.id]
        assert backend.session(first.id).purged_ns is None
        monkeypatch.undo()
        assert apply(backend) == [first.id]


def understood(backend: ServedBackend, session: Session, *, count: int = 1) -> None:
    """What an engine found in the first stream of a session, and another pipeline that waits for its engine still."""
    [stream] = backend.store.read(lambda tx: tx.streams.of_session(session.id))[:1]
    pipeline = replace(PIPELINE, id=f"p-{session.id}", stream_id=stream.id, session_id=session.id, state=PipelineState.STOPPED, error=None)
    waiting = replace(pipeline, id=f"w-{session.id}", config_key="b", state=PipelineState.RUNNING)
    record = replace(RECORD, pipeline_id=pipeline.id, stream_id=stream.id, session_id=session.id)
    backend.store.add(pipeline, waiting, *[record] * count)


def found(backend: ServedBackend) -> int:
    return len(backend.store.read(lambda tx: tx.records.search_text("budget", RecordFilter(), limit=10_000)))


def test_what_was_understood_stays_when_the_media_go_and_what_waits_for_an_engine_waits_no_longer(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=2) as backend:
        session, _ = ended(backend)
        understood(backend, session)
        backend.clock.advance(2 * DAY_NS + 1)
        assert apply(backend) == [session.id]
        assert found(backend) == 1
        rows = backend.store.read(lambda tx: [tx.pipelines.get(f"{letter}-{session.id}") for letter in "pw"])
        told = [(row.state, (row.error or {}).get("code")) for row in rows if row is not None]
        assert told == [(PipelineState.STOPPED, None), (PipelineState.STOPPED, "media_removed")]


def test_what_was_understood_goes_along_when_the_settings_say_so_and_that_of_others_stays(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=2, forgets_texts=True) as backend:
        session, fragment = ended(backend)
        understood(backend, session, count=450)
        backend.clock.advance(DAY_NS)
        other, _ = ended(backend)
        understood(backend, other)
        assert found(backend) == 451
        backend.clock.advance(DAY_NS + 1)
        assert apply(backend) == [session.id]
        assert found(backend) == 1
        assert not is_there(backend, fragment)


def test_the_pictures_of_a_video_go_with_it_bytes_and_rows(tmp_path: Path) -> None:
    with ServedBackend(tmp_path, keep_days=2) as backend:
        session, _ = ended(backend)
        image = replace(IMAGE, video_id=f"m-{session.id}")
        backend.store.add(image)
        backend.store.run(backend.objects.put(image.key, b"a picture"))
        backend.clock.advance(2 * DAY_NS + 1)
        assert apply(backend) == [session.id]
        with pytest.raises(ObjectMissing):
            backend.store.run(backend.objects.get(image.key))
        assert backend.store.read(lambda tx: tx.images.get(image.id)) is None
