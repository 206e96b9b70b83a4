from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import EXPORT_QUEUE, ExportRequest
from lookhear.backend.playback.export_jobs import ExportJobs
from lookhear.backend.records import ExportState, Fragment, Init, Job, JobState, Video
from lookhear.backend.streams.links import Links
from lookhear.errors import Conflict, NotFound
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.sample_index import pack
from lookhear.protocol.sessions import SessionState
from tests.fakes.serving import BASE_URL, ServedBackend
from tests.tools.footage import Footage, pictures, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Stream
    from lookhear.backend.sessions.beginning import Begun
    from lookhear.backend.sessions.transitions import Notice

PICTURES = pictures(seconds=6)
SOUND = sound(seconds=6)


@dataclass
class Place:
    """A backend, a session in it, and what does the export jobs."""

    backend: ServedBackend
    begun: Begun
    jobs: ExportJobs

    def put(self, footage: Footage, stream: Stream, *seqs: int) -> None:
        """Store fragments as ingest does."""
        timescale = parse_init(footage.init).timescale
        backend = self.backend
        for seq in seqs:
            data = footage.fragments[seq - 1]
            info = parse_fragment(data)
            row = Fragment(
                stream_id=stream.id,
                seq=seq,
                init=1,
                key=f"{stream.id}/{seq}.m4s",
                size_bytes=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                tfdt=info.base_decode_time,
                duration=info.total_duration,
                samples=len(info.sizes),
                begins_with_sync=bool(info.is_sync[0]),
                payload_offset=info.payload_offset,
                payload_bytes=info.payload_bytes,
                table=pack(info),
                received_ns=backend.clock(),
            )
            backend.store.run(backend.objects.put(row.key, data))

            def work(tx: Transaction, row: Fragment = row) -> list[Notice]:
                if tx.streams.init(stream.id, 1) is None:
                    key = f"{stream.id}/init.mp4"
                    init = Init(stream_id=stream.id, number=1, key=key, size_bytes=1, sha256="", codec="x", timescale=timescale)
                    tx.streams.add_init(init)
                tx.streams.add_fragment(row)
                session = tx.sessions.get(stream.session_id)
                assert session is not None
                return backend.services.sessions.lifecycle.fragment_stored(tx, session, stream, now_ns=backend.clock())

            backend.store.run(backend.objects.put(f"{stream.id}/init.mp4", footage.init))
            backend.services.sessions.ring(backend.store.write(work))

    def lose(self) -> None:
        """The recorder does not come back."""
        backend = self.backend
        session = backend.session(self.begun.session.id)
        backend.services.sessions.ring(
            backend.store.write(lambda tx: backend.services.sessions.lifecycle.lose(tx, session, now_ns=backend.clock()))
        )

    def export(self, display: str | None = None) -> Video | None:
        """Do an export job; the session's video afterwards."""
        request = ExportRequest(session_id=self.begun.session.id, display=display)
        self.backend.store.run(self.jobs.run(job(request)))
        session = self.backend.session(self.begun.session.id)
        return self.backend.store.read(lambda tx: tx.videos.get(session.exported_video_id or ""))

    def waiting(self) -> int:
        return self.backend.store.read(lambda tx: tx.jobs.pending(EXPORT_QUEUE))


def job(request: ExportRequest) -> Job:
    return Job(id=1, queue=EXPORT_QUEUE, key=request.session_id, payload=request.payload(), state=JobState.LEASED, run_at_ns=0, attempts=1)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with ServedBackend(tmp_path) as backend:
        services = backend.services
        jobs = ExportJobs(
            store=services.store,
            objects=services.objects,
            bus=services.bus,
            lifecycle=services.sessions.lifecycle,
            addresses=Links(BASE_URL),
            now_ns=services.now_ns,
        )
        yield Place(backend, backend.begun(), jobs)


def test_what_comes_late_makes_a_new_version_of_the_same_video(place: Place) -> None:
    display, mic = place.begun.streams
    place.put(PICTURES, display, 1, 2, 3, 4, 9, 10, 11, 12)
    place.put(SOUND, mic, *range(1, 9))
    place.lose()
    assert place.waiting() == 1
    first = place.export()
    assert first is not None
    assert (first.version, first.state) == (1, ExportState.EXPORTED)
    assert place.backend.session(place.begun.session.id).state is SessionState.EXPORTED
    place.put(PICTURES, display, 5, 6, 7, 8)
    second = place.export()
    assert second is not None
    assert (second.id, second.version) == (first.id, 2)
    assert second.size_bytes > first.size_bytes
    assert place.export() == second  # nothing is new
    with pytest.raises(NotFound):
        place.backend.store.run(place.backend.services.playback.videos.get("m-nobody"))


def test_pictures_behind_a_lost_fragment_are_left_out_until_the_next_key_frame(place: Place) -> None:
    display, _ = place.begun.streams
    place.put(PICTURES, display, 1, 3, 4, 9, 10)
    place.lose()
    video = place.export()
    assert video is not None
    opened = place.backend.store.run(place.backend.services.playback.videos.open(video))
    assert {key.rpartition("/")[2] for key in opened.keys} == {"1.m4s", "9.m4s", "10.m4s"}
    assert video.duration_s == pytest.approx(5.0, abs=0.1)


def test_an_export_that_cannot_be_made_leaves_its_session_stopped_and_a_session_that_is_gone_is_no_failure(place: Place) -> None:
    display, _ = place.begun.streams
    place.put(PICTURES, display, 1)
    place.lose()
    request = ExportRequest(session_id=place.begun.session.id)
    place.backend.store.write(lambda tx: place.jobs.given_up(tx, job(request), "The disk is gone."))
    session = place.backend.session(place.begun.session.id)
    assert session.state is SessionState.STOPPED
    assert session.error == {"code": "export_failed", "message": "The disk is gone."}
    place.backend.store.run(place.jobs.run(job(ExportRequest(session_id="cap-nobody"))))


def test_asking_queues_one_job_and_tells_how_far_it_is(place: Place) -> None:
    exports = place.backend.services.playback.exports
    session_id = place.begun.session.id
    display, mic = place.begun.streams
    with pytest.raises(Conflict):
        place.backend.store.run(exports.of_session(session_id, display=None))
    place.put(PICTURES, display, 1, 2)
    place.lose()
    for _ in range(2):
        assert place.backend.store.run(exports.of_session(session_id, display=None)).state is ExportState.EXPORTING
        assert place.backend.store.run(exports.of_stream(display.id)).state is ExportState.EXPORTING
    assert place.waiting() == 1
    video = place.export()
    status = place.backend.store.run(exports.of_session(session_id, display="display:1"))
    assert (status.state, status.video) == (ExportState.EXPORTED, video)
    assert place.backend.store.run(exports.of_stream(display.id)).state is ExportState.EXPORTED
    with pytest.raises(NotFound):
        place.backend.store.run(exports.of_session(session_id, display="display:9"))
    with pytest.raises(Conflict, match="Nothing of this channel"):
        place.backend.store.run(exports.of_stream(mic.id))
