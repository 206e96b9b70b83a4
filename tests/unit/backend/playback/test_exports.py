from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.jobs.queues import EXPORT_QUEUE, ExportRequest
from lookhear.backend.playback.derived import MIXES, derived_keys
from lookhear.backend.playback.export_jobs import ExportJobs
from lookhear.backend.records import ExportState, Fragment, Init, Job, JobState, Video
from lookhear.backend.streams.links import Links
from lookhear.errors import Conflict, MediaRemoved, NotFound, ObjectMissing
from lookhear.media.fragments import parse_fragment
from lookhear.media.init_segment import parse_init
from lookhear.media.sample_index import pack
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.serving import BASE_URL, ServedBackend
from tests.tools.footage import Footage, pictures, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Notice, Transaction
    from lookhear.backend.records import Stream
    from lookhear.backend.sessions.beginning import Begun

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


def test_a_display_without_a_key_frame_is_left_out_and_everything_else_is_exported(place: Place) -> None:
    display, mic = place.begun.streams
    place.put(PICTURES, display, 2, 3, 4)
    place.put(SOUND, mic, *range(1, 9))
    place.lose()
    video = place.export()
    assert video is not None
    assert (video.channel, video.state) == (None, ExportState.EXPORTED)
    events = place.backend.store.read(lambda tx: tx.sessions.events(place.begun.session.id))
    data = events[-1].payload["data"]
    assert isinstance(data, dict)
    assert [each["channel_id"] for each in data["left_out"]] == ["display:1"]
    exports = place.backend.services.playback.exports
    place.backend.store.write(lambda tx: [tx.jobs.finish(each.id, owner="me") for each in leased(tx)])
    status = place.backend.store.run(exports.of_stream(display.id))
    assert status.state is ExportState.FAILED
    assert status.error is not None
    assert "decoded" in status.error
    place.backend.clock.advance(3600 * 10**9)
    assert place.backend.store.run(exports.of_stream(display.id)).state is ExportState.EXPORTING  # asking later begins anew


def test_the_main_video_keeps_its_id_when_pictures_come_late(place: Place) -> None:
    display, mic = place.begun.streams
    place.put(SOUND, mic, *range(1, 9))
    place.lose()
    first = place.export()
    assert first is not None
    assert first.channel is None
    place.put(PICTURES, display, *range(1, 9))
    second = place.export()
    assert second is not None
    assert (second.id, second.channel, second.version) == (first.id, "display:1", 2)
    rows = place.backend.store.read(lambda tx: tx.videos.of_session(place.begun.session.id))
    assert sorted((row.channel or "", row.is_session) for row in rows) == [
        ("display:1", False),
        ("display:1", True),
        ("mic:default", False),
    ]
    opened = place.backend.store.run(place.backend.services.playback.videos.open(second))
    assert opened.facts["is_video"] is True
    assert first.key is not None
    with pytest.raises(ObjectMissing):
        place.backend.store.run(place.backend.objects.get(first.key))


def test_an_export_that_failed_says_so_for_a_while_and_begins_anew_when_it_is_asked_for_later(place: Place) -> None:
    exports, session_id = place.backend.services.playback.exports, place.begun.session.id
    display, _ = place.begun.streams
    place.put(PICTURES, display, 1)
    place.lose()

    def fail(tx: Transaction) -> None:
        for each in leased(tx):
            tx.jobs.retry(each.id, owner="me", run_at_ns=place.backend.clock(), error="It is damaged.", max_attempts=0)
            place.jobs.given_up(tx, each, "It is damaged.")

    place.backend.store.write(fail)
    status = place.backend.store.run(exports.of_session(session_id, display=None))
    assert (status.state, status.error) == (ExportState.FAILED, "It is damaged.")
    assert place.waiting() == 0
    place.backend.clock.advance(3600 * 10**9)
    assert place.backend.store.run(exports.of_session(session_id, display=None)).state is ExportState.EXPORTING
    assert place.waiting() == 1
    assert place.export() is not None
    assert place.backend.session(session_id).error is None


def test_what_has_not_arrived_or_was_removed_is_not_queued_again_and_again(place: Place) -> None:
    exports, session_id = place.backend.services.playback.exports, place.begun.session.id
    place.lose()
    with pytest.raises(Conflict, match="has arrived yet"):
        place.backend.store.run(exports.of_session(session_id, display=None))
    session = place.backend.session(session_id)
    place.backend.store.write(lambda tx: tx.sessions.update(dataclasses.replace(session, purged_ns=1)))
    with pytest.raises(MediaRemoved):
        place.backend.store.run(exports.of_session(session_id, display=None))
    assert place.waiting() == 0


def test_a_mix_that_was_made_goes_with_its_version_and_with_its_session(place: Place) -> None:
    display, mic = place.begun.streams
    other = place.backend.store.write(lambda tx: add_stream(tx, mic))
    place.put(PICTURES, display, 1)
    place.put(SOUND, mic, *range(1, 5))
    place.put(SOUND, other, *range(1, 9))
    place.lose()
    videos = place.backend.services.playback.videos
    first = place.export()
    assert first is not None
    old = mixes(place, first)
    assert old
    place.put(SOUND, mic, *range(5, 9))
    second = place.export()
    assert second is not None
    new = mixes(place, second)
    assert new
    assert not new & old
    for key in old:
        with pytest.raises(ObjectMissing):
            place.backend.store.run(place.backend.objects.get(key))
    assert second.key is not None
    assert place.backend.store.run(derived_keys(place.backend.objects, [second.key, "rts-1/1.m4s", "videos/x/gone.lhv"])) >= new
    place.backend.store.run(videos.delete(second.id))
    for key in (*new, second.key):
        with pytest.raises(ObjectMissing):
            place.backend.store.run(place.backend.objects.get(key))


def test_fragments_that_are_gone_are_told_as_such_before_a_byte_is_sent(place: Place) -> None:
    display, _ = place.begun.streams
    place.put(PICTURES, display, 1)
    place.lose()
    video = place.export()
    assert video is not None
    slug = place.backend.store.read(lambda tx: tx.videos.share_of(video.id))
    assert slug is not None
    path = f"/play/{slug.slug}/{video.id}.mp4"
    assert place.backend.ask("GET", path).status_code == 200
    place.backend.store.run(place.backend.objects.delete([f"{display.id}/1.m4s"]))
    opened = place.backend.store.run(place.backend.services.playback.videos.open(video))
    answer = place.backend.ask("GET", path, headers={"Range": f"bytes={opened.size_bytes - 10}-"})
    assert answer.status_code == 410
    assert "removed" in answer.json()["message"]
    session = place.backend.session(place.begun.session.id)
    place.backend.store.write(lambda tx: tx.sessions.update(dataclasses.replace(session, purged_ns=1)))
    place.backend.services.playback.sharing.forget()
    assert place.backend.ask("GET", path).status_code == 410


def leased(tx: Transaction) -> list[Job]:
    """Take every job that waits."""
    found = []
    while (each := tx.jobs.lease([EXPORT_QUEUE], owner="me", now_ns=1 << 62, until_ns=(1 << 62) + 1)) is not None:
        found.append(each)
    return found


def add_stream(tx: Transaction, like: Stream) -> Stream:
    """Another sound in the same session."""
    other = dataclasses.replace(like, id="rts-other", track="system_audio:default", kind=TrackKind.SYSTEM_AUDIO, position=9)
    tx.streams.add(other)
    return other


def mixes(place: Place, video: Video) -> set[str]:
    opened = place.backend.store.run(place.backend.services.playback.videos.open(video))
    return {key for key in opened.keys if key.startswith(MIXES)}
