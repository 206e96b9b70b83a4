"""What moves a session, and what it causes: events, bells, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import DOORBELL, EXPORT_QUEUE
from lookhear.backend.records import JobState
from lookhear.backend.sessions.beginning import ChannelRequest
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import NS_PER_S, WHOEVER, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Job


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def jobs(backend: ServedBackend, session_id: str) -> list[Job]:
    return backend.store.read(lambda tx: tx.jobs.of_key(session_id))


def events(backend: ServedBackend, session_id: str) -> list[str]:
    return [event.name.removeprefix("capture_session.") for event in backend.store.read(lambda tx: tx.sessions.events(session_id))]


def stop(backend: ServedBackend, session_id: str) -> SessionState:
    return backend.store.run(backend.services.sessions.stop(session_id, who=WHOEVER)).session.state


def test_the_first_fragment_of_a_channel_makes_a_session_active(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[1])
    session = backend.session(begun.session.id)
    assert session.state is SessionState.ACTIVE
    assert session.last_media_ns == backend.clock()


def test_the_event_of_an_active_session_names_its_streams_without_aliases(backend: ServedBackend) -> None:
    begun = backend.begun(tracks=("mix:default",))
    backend.fragment(begun.streams[0])
    last = backend.store.read(lambda tx: tx.sessions.events(begun.session.id))[-1]
    assert last.payload["event"] == "capture_session.active"
    assert last.payload["capture_session_id"] == begun.session.id
    assert last.payload["status"] == "active"
    assert last.payload["data"] == {
        "rtstreams": [
            {"rtstream_id": begun.streams[1].id, "name": "mic:default", "media_types": ["audio"], "channel_id": "mic"},
            {"rtstream_id": begun.streams[0].id, "name": "display:1", "media_types": ["video"], "channel_id": "display"},
        ]
    }


def test_what_was_made_of_channels_does_not_make_a_session_active(backend: ServedBackend) -> None:
    begun = backend.begun(tracks=("context:default",))
    backend.fragment(begun.streams[-1])
    assert backend.session(begun.session.id).state is SessionState.STARTING


def test_the_newest_fragment_is_noted_once_a_second(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0], 1)
    first_ns = backend.clock()
    backend.clock.advance(NS_PER_S // 2)
    backend.fragment(begun.streams[0], 2)
    assert backend.session(begun.session.id).last_media_ns == first_ns
    backend.clock.advance(NS_PER_S // 2)
    backend.fragment(begun.streams[0], 3)
    assert backend.session(begun.session.id).last_media_ns == backend.clock()


def test_a_stopped_session_waits_for_its_tracks_and_is_then_exported(backend: ServedBackend) -> None:
    begun = backend.begun()
    for stream in begun.streams:
        backend.fragment(stream)
    assert stop(backend, begun.session.id) is SessionState.STOPPING
    backend.complete(begun.streams[0])
    assert backend.session(begun.session.id).state is SessionState.STOPPING
    assert jobs(backend, begun.session.id) == []
    backend.complete(begun.streams[1])
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    assert [(job.queue, job.payload["session_id"]) for job in jobs(backend, begun.session.id)] == [(EXPORT_QUEUE, begun.session.id)]
    assert (DOORBELL, {"queue": EXPORT_QUEUE}) in backend.bus.rung


def test_a_session_ends_by_itself_when_all_its_tracks_are_complete(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    assert events(backend, begun.session.id) == ["created", "starting", "active", "stopping", "stopped"]
    assert [event.removeprefix("capture_session.") for event in map(str, backend.bus.events())] == events(backend, begun.session.id)


def test_a_stop_that_comes_after_every_track_was_complete_changes_nothing(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    assert stop(backend, begun.session.id) is SessionState.STOPPED
    assert len(events(backend, begun.session.id)) == 5


def test_a_stop_said_twice_is_one_stop(backend: ServedBackend) -> None:
    begun = backend.begun()
    assert [stop(backend, begun.session.id), stop(backend, begun.session.id)] == [SessionState.STOPPING, SessionState.STOPPING]
    assert events(backend, begun.session.id) == ["created", "starting", "stopping"]


def test_a_session_that_is_stopped_before_its_recorder_came_has_failed(backend: ServedBackend) -> None:
    session = backend.created()
    assert stop(backend, session.id) is SessionState.FAILED
    assert (backend.session(session.id).error or {})["code"] == "never_started"
    assert stop(backend, session.id) is SessionState.FAILED


def test_a_session_with_nothing_in_it_has_failed_once_that_is_certain(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.complete(*begun.streams)
    assert events(backend, begun.session.id) == ["created", "starting", "stopping", "stopped", "failed"]
    assert (backend.session(begun.session.id).error or {})["code"] == "nothing_recorded"


def test_a_session_of_channels_that_are_not_to_be_stored_ends_without_an_export(backend: ServedBackend) -> None:
    begun = backend.begun(channels=(ChannelRequest(channel_id="display:1", store=False),))
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    assert jobs(backend, begun.session.id) == []


def test_a_lost_recorder_ends_its_session_with_what_is_there_and_may_come_back(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    lifecycle = backend.services.sessions.lifecycle
    session = backend.session(begun.session.id)
    backend.store.write(lambda tx: lifecycle.lose(tx, session, now_ns=backend.clock()))
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    assert len(jobs(backend, begun.session.id)) == 1
    last = backend.store.read(lambda tx: tx.sessions.events(begun.session.id))[-1]
    assert last.payload["data"] == {"reason": "engine_lost"}


def exported(backend: ServedBackend, session_id: str, *, version: int = 1) -> None:
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.exported(tx, session_id, video_id="m-1", data={"version": version}, now_ns=backend.clock()))


def run_job(backend: ServedBackend) -> None:
    now = backend.clock() + 3600 * NS_PER_S

    def work(tx: Transaction) -> None:
        job = tx.jobs.lease([EXPORT_QUEUE], owner="x", now_ns=now, until_ns=now + 1)
        assert job is not None
        assert tx.jobs.finish(job.id, owner="x")

    backend.store.write(work)


def test_late_fragments_of_an_exported_session_make_one_new_export(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    session = backend.session(begun.session.id)
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.lose(tx, session, now_ns=backend.clock()))
    run_job(backend)
    exported(backend, session.id)
    assert backend.session(session.id).exported_video_id == "m-1"
    for seq in (2, 3):
        backend.fragment(begun.streams[0], seq)
    waiting = [job for job in jobs(backend, session.id) if job.state is JobState.READY]
    assert len(waiting) == 1
    assert waiting[0].run_at_ns > backend.clock()
    assert backend.session(session.id).state is SessionState.EXPORTED


def test_a_track_that_is_completed_late_makes_a_new_export(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    session = backend.session(begun.session.id)
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.lose(tx, session, now_ns=backend.clock()))
    run_job(backend)
    exported(backend, session.id)
    backend.complete(*begun.streams)
    assert [job.state for job in jobs(backend, session.id)] == [JobState.DONE, JobState.READY]


def test_a_new_version_of_an_export_is_told_again(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    exported(backend, begun.session.id)
    exported(backend, begun.session.id, version=2)
    told = backend.store.read(lambda tx: tx.sessions.events(begun.session.id))[-2:]
    assert [event.name for event in told] == ["capture_session.exported"] * 2
    assert [event.payload["data"] for event in told] == [{"exported_video_id": "m-1", "version": version} for version in (1, 2)]


def test_files_that_came_out_as_they_were_are_no_news(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    lifecycle = backend.services.sessions.lifecycle

    def again(video_id: str) -> int:
        return len(
            backend.store.write(
                lambda tx: lifecycle.exported(tx, begun.session.id, video_id=video_id, data={}, now_ns=backend.clock(), is_new=False)
            )
        )

    assert [again("m-1"), again("m-1"), again("m-2")] == [1, 0, 1]


def export_failed(backend: ServedBackend, session_id: str) -> None:
    lifecycle = backend.services.sessions.lifecycle
    notices = backend.store.write(lambda tx: lifecycle.export_failed(tx, session_id, message="No.", now_ns=backend.clock()))
    backend.services.sessions.ring(notices)


def test_an_export_that_cannot_be_made_leaves_its_session_stopped_with_the_reason(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    export_failed(backend, begun.session.id)
    session = backend.session(begun.session.id)
    assert (session.state, session.error) == (SessionState.STOPPED, {"code": "export_failed", "message": "No."})
    assert events(backend, begun.session.id)[-1] == "export_failed"
    assert backend.bus.events()[-1] == "capture_session.export_failed"
    exported(backend, begun.session.id)
    session = backend.session(begun.session.id)
    assert (session.state, session.error) == (SessionState.EXPORTED, None)


def test_an_export_that_cannot_be_made_leaves_the_version_there_is(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    backend.complete(*begun.streams)
    exported(backend, begun.session.id)
    export_failed(backend, begun.session.id)
    session = backend.session(begun.session.id)
    assert (session.state, session.exported_video_id, session.error) == (SessionState.EXPORTED, "m-1", None)


def lose(backend: ServedBackend, session_id: str) -> None:
    session = backend.session(session_id)
    lifecycle = backend.services.sessions.lifecycle
    backend.store.write(lambda tx: lifecycle.lose(tx, session, now_ns=backend.clock()))


def test_a_lost_recorder_that_had_sent_nothing_may_still_come_back_with_everything(backend: ServedBackend) -> None:
    begun = backend.begun()
    lose(backend, begun.session.id)
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    assert jobs(backend, begun.session.id) == []
    backend.fragment(begun.streams[0])
    assert len(jobs(backend, begun.session.id)) == 1


def test_a_lost_recorder_that_comes_back_with_nothing_ends_a_session_in_which_nothing_was_recorded(backend: ServedBackend) -> None:
    begun = backend.begun()
    lose(backend, begun.session.id)
    backend.complete(begun.streams[0])
    assert backend.session(begun.session.id).state is SessionState.STOPPED
    backend.complete(begun.streams[1])
    assert (backend.session(begun.session.id).error or {})["code"] == "nothing_recorded"
    assert jobs(backend, begun.session.id) == []


def test_what_is_late_of_a_channel_that_is_not_stored_makes_no_export(backend: ServedBackend) -> None:
    begun = backend.begun(channels=(ChannelRequest(channel_id="display:1", store=False),))
    lose(backend, begun.session.id)
    backend.fragment(begun.streams[0])
    assert jobs(backend, begun.session.id) == []


def test_what_is_exported_of_a_session_that_is_gone_or_not_at_its_end_is_no_news(backend: ServedBackend) -> None:
    begun = backend.begun()
    exported(backend, begun.session.id)
    exported(backend, "cap-gone")
    assert backend.session(begun.session.id).exported_video_id is None


def test_a_stop_is_kept_for_a_recorder_that_was_lost_and_may_come_back(backend: ServedBackend) -> None:
    begun = backend.begun()
    backend.fragment(begun.streams[0])
    session = backend.session(begun.session.id)
    backend.store.write(lambda tx: backend.services.sessions.lifecycle.lose(tx, session, now_ns=backend.clock()))
    assert backend.session(session.id).stop_requested_ns is None
    told = events(backend, session.id)
    assert stop(backend, session.id) is SessionState.STOPPED
    first_ns = backend.session(session.id).stop_requested_ns
    assert first_ns == backend.clock()
    backend.clock.advance(NS_PER_S)
    stop(backend, session.id)
    assert backend.session(session.id).stop_requested_ns == first_ns
    assert events(backend, session.id) == told
