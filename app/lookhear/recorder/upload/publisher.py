"""Hands one recording over to a backend while it is recorded, and afterwards: threads `up-1` … `up-4`, sync HTTP.

Each lane takes a job, does it, and says what became of it; the agenda decides under the bell's lock, the network is spoken to
outside of it. Everything can be taken up again from the files of the recording alone, so a lane may die at any moment.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

from lookhear.errors import BackendRefused, LookhearError, StorageError, UploadError
from lookhear.protocol.ingest import Problem
from lookhear.protocol.tracks import CONTEXT_TRACK
from lookhear.recorder.spool.acknowledgements import Acknowledgement, Inventory
from lookhear.recorder.spool.lock import UploadLock
from lookhear.recorder.upload.agenda import Agenda, Complete, Errand, Job, Send
from lookhear.recorder.upload.backlog import Backlog, Known, tracks_of
from lookhear.recorder.upload.binder import Binder
from lookhear.recorder.upload.feed import Feed, News
from lookhear.recorder.upload.notebook import Notebook
from lookhear.recorder.upload.pace import Pace
from lookhear.recorder.upload.reporting import progress_of, status_of
from lookhear.recorder.upload.sealed import Lost, has_our_bytes, is_as_sealed, other_bytes, read_blob
from lookhear.recorder.upload.timing import REAL_TIMING, Timing, Weather

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.ingest import StreamStatus
    from lookhear.recorder.spool.binding import TokenSource
    from lookhear.recorder.upload.gateway import Connect
    from lookhear.recorder.upload.pieces import Piece
    from lookhear.recorder.upload.status import TrackProgress, UploadStatus
    from lookhear.recorder.upload.tokens.ports import TokenProvider

LANES: Final = 4
_LAST_WORDS_S: Final = 2.0  # how long a lane that waits for an answer is itself waited for

log = logging.getLogger(__name__)


class Publisher:
    """The upload of one recording. Make it once the recording has its manifest; start it once.

    ``source`` and ``provider`` tell where to hand it over when no earlier process has bound it. ``look_every_s`` is for the
    recording of another process, which does not ring: how often its journal is looked at. Raises JournalDamaged without manifest.
    """

    def __init__(
        self,
        folder: Path,
        *,
        source: TokenSource,
        provider: TokenProvider,
        connect: Connect,
        limit_bytes_per_s: int | None = None,
        look_every_s: float | None = None,
        timing: Timing = REAL_TIMING,
    ) -> None:
        self.folder = folder
        self._timing = timing
        self._look_every_s = look_every_s
        self._feed = Feed(folder, is_own=look_every_s is None)
        self._binder = Binder(folder, self._feed.manifest, source=source, provider=provider, connect=connect)
        self._notebook = Notebook(folder)
        self._bell = threading.Condition()
        self._agenda = Agenda(weather=Weather(), pace=Pace(limit_bytes_per_s))  # this and the rest under the bell's lock
        self._has_rung = True
        self._is_reading = False
        self._has_ended = False  # the recording, in this process
        self._is_over = False  # the upload, in this process
        self._lanes: list[threading.Thread] = []
        self._lanes_left = 0
        self._idle = 0
        self._lock: UploadLock | None = None

    def start(self) -> None:
        """Begin; nothing is waited for."""
        with self._bell:
            self._add_lane()

    def ring(self) -> None:
        """Something was sealed. For any thread, also an event loop: waits for nothing but a lock that is held for microseconds."""
        with self._bell:
            self._has_rung = True
            self._bell.notify()

    def recording_ended(self) -> None:
        """Neither rows nor pieces of the mix come any more: tracks may be completed."""
        with self._bell:
            self._has_ended = True
            self._has_rung = True
            self._bell.notify_all()

    def status(self) -> UploadStatus:
        """How far it is. For any thread; looks at memory only."""
        with self._bell:
            return status_of(self._agenda, self._binder.binding, now_s=self._timing.now_s(), is_over=self._is_over)

    def trouble(self) -> LookhearError | None:
        """Why nothing goes out, for now or for good; None while it does. As the status says it, for programs."""
        with self._bell:
            return self._agenda.refusal or self._agenda.problem

    def progress(self) -> tuple[TrackProgress, ...]:
        """How far each track is. For any thread; looks at memory only."""
        with self._bell:
            return progress_of(self._agenda)

    def wait(self, timeout_s: float) -> UploadStatus:
        """Wait until nothing is left to do, nothing can be done about it, or the time has passed. Uploading goes on."""
        deadline_s = self._timing.now_s() + timeout_s
        with self._bell:
            while not (self._is_over or self.status().is_settled) and (left_s := deadline_s - self._timing.now_s()) > 0:
                self._timing.wait(self._bell, left_s)
        return self.status()

    def finish(self, timeout_s: float) -> UploadStatus:
        """Say that the recording has ended, wait as `wait` does, and end the threads. What is left is finished by another process."""
        self.recording_ended()
        self.wait(timeout_s)
        return self.close()

    def close(self) -> UploadStatus:
        """End the threads now. Harmless when called twice, or before `start`."""
        with self._bell:
            self._is_over = True
            self._bell.notify_all()
            lanes = list(self._lanes)
        for lane in lanes:
            lane.join(_LAST_WORDS_S)
        if any(lane.is_alive() for lane in lanes):
            self._binder.close()  # one waits for an answer that does not come: nothing is lost by not hearing it
        return self.status()

    # ---- the lanes

    def _add_lane(self) -> None:
        # Daemons: a program may end while a backend owes an answer.
        lane = threading.Thread(target=self._run, name=f"up-{len(self._lanes) + 1}", daemon=True)
        self._lanes.append(lane)
        self._lanes_left += 1
        lane.start()

    def _run(self) -> None:
        try:
            while (job := self._take()) is not None:
                self._do(job)
        finally:
            self._leave()

    def _take(self) -> Job | None:
        """Wait for a job; None when the upload is over."""
        with self._bell:
            while not self._is_over and not self._agenda.is_settled:
                self._read()
                wall_s = self._timing.wall_ns() / 1e9
                found = self._agenda.next(now_s=self._timing.now_s(), wall_s=wall_s)
                if isinstance(found, Job):
                    self._share_work()
                    return found
                self._idle += 1
                self._timing.wait(self._bell, self._patience_s(found))
                self._idle -= 1
            self._bell.notify_all()
            return None

    def _patience_s(self, wanted_s: float | None) -> float | None:
        if self._look_every_s is None or self._agenda.is_input_over:
            return wanted_s
        self._has_rung = True  # nobody rings: look again by then
        return self._look_every_s if wanted_s is None else min(wanted_s, self._look_every_s)

    def _share_work(self) -> None:
        """There is more to do: another lane looks, when one is idle or may still be added. Nobody is woken for nothing."""
        if not (self._agenda.is_bound and self._agenda.has_more()):
            return
        if self._idle:
            self._bell.notify()
        elif len(self._lanes) < LANES:
            self._add_lane()

    def _read(self) -> None:
        """Take in what was sealed since; the files are read outside the lock."""
        if not self._has_rung or self._is_reading or (backlog := self._agenda.backlog) is None:
            return
        self._has_rung, self._is_reading = False, True
        feed, has_ended = self._feed, self._has_ended
        self._bell.release()
        try:
            news = feed.read()
        except StorageError as error:
            news = None
            log.warning("the journal cannot be followed for now: %s", error)
        finally:
            self._bell.acquire()
            self._is_reading = False
        if news is not None and backlog is self._agenda.backlog:
            self._add(backlog, news, has_ended=has_ended)

    def _add(self, backlog: Backlog, news: News, *, has_ended: bool) -> None:
        backlog.add(news.rows)
        backlog.add_mix(news.mix)
        self._agenda.is_input_over = has_ended or news.is_over

    def _do(self, job: Job) -> None:
        try:
            then = self._perform(job)
        except Lost as lost:
            log.warning("%s is not sent: %s", lost.file, lost.reason)
            with self._bell:
                self._agenda.lost(job)
        except LookhearError as error:
            self._failed(job, error)
        except Exception as exc:  # noqa: BLE001 - a thread's outermost frame: the recording goes on, and no traceback may tell of content
            self._failed(job, UploadError(f"Uploading ended with an error of our own ({type(exc).__name__})."))
        else:
            with self._bell:
                self._agenda.done(job, now_s=self._timing.now_s(), then=then)
                if not isinstance(job.task, Send) or self._agenda.is_settled:
                    self._bell.notify_all()

    def _failed(self, job: Job, error: LookhearError) -> None:
        log.info("upload of %s: %s", self.folder.name, error)
        with self._bell:
            self._agenda.failed(job, error, now_s=self._timing.now_s())
            self._bell.notify_all()

    def _leave(self) -> None:
        """The last lane puts the things away."""
        with self._bell:
            self._lanes_left -= 1
            if self._lanes_left:
                return
        self._binder.close()
        self._notebook.close()
        if self._lock is not None:
            self._lock.close()

    # ---- what a job does, outside the bell's lock

    def _perform(self, job: Job) -> Errand | None:
        task, binder = job.task, self._binder
        if isinstance(task, Send):
            self._send(task.piece)
        elif isinstance(task, Complete):
            self._complete(task)
        elif not isinstance(task, Errand):
            binder.gateway.stop(binder.grant)
        elif task is Errand.OPEN:
            return self._open()
        elif task is Errand.CONNECT:
            return self._connect()
        elif task is Errand.RENEW:
            binder.renew()
            self._note_term()
        elif task is Errand.CATCH_UP:
            self._catch_up()
        elif task is Errand.LISTEN:
            self._listen()
        else:
            with self._bell:
                refused = self._agenda.refused
            binder.finish(refused=refused, now_ns=self._timing.wall_ns())
        return None

    def _open(self) -> Errand:
        """Take the lock of the upload, and up what an earlier process left."""
        if self._lock is None:
            self._lock = UploadLock(self.folder, patience_s=0)
        self._binder.load()
        self._take_stock(self._notebook.open())
        return Errand.FINISH if self._binder.binding.is_done else Errand.CONNECT

    def _connect(self) -> Errand | None:
        had_session, self._binder.had_session = self._binder.had_session, False
        try:
            self._binder.bind()
        except LookhearError:
            self._binder.had_session = had_session
            raise
        self._note_term()
        grant = self._binder.grant
        with self._bell:
            if self._agenda.backlog is not None:
                self._agenda.backlog.keep_only({stream.track for stream in grant.streams})
        return Errand.CATCH_UP if had_session else None

    def _note_term(self) -> None:
        with self._bell:
            self._agenda.bound(expires_at_s=self._binder.grant.expires_at_s, wall_s=self._timing.wall_ns() / 1e9)

    def _catch_up(self) -> None:
        """Ask the backend what it has, and go on from there."""
        before = self._agenda.backlog
        try:
            statuses = self._statuses()
        except BackendRefused as refused:
            if not self._binder.begin_anew(refused):
                raise
            self._note_term()
            statuses, before = self._statuses(), None
        strange = [track for track, status in statuses.items() if not has_our_bytes(self.folder, status)]
        self._hear(is_stop_wished=any(status.is_stop_wished for status in statuses.values()))
        known = {track: Known.of(status, before=None if before is None else before.tracks.get(track)) for track, status in statuses.items()}
        for track, found in known.items():
            self._notebook.add_inventory(Inventory(track=track, inits=found.inits, have=found.have, at_ns=self._timing.wall_ns()))
        self._take_stock(known)
        with self._bell:
            for track in strange:
                self._agenda.distrust(track, other_bytes(track))

    def _listen(self) -> None:
        """Ask about the track that is the shortest."""
        grant = self._binder.grant
        stream = grant.stream_of(CONTEXT_TRACK) or next(iter(grant.streams), None)
        if stream is not None:
            self._hear(is_stop_wished=self._binder.gateway.status(grant, stream.stream_id).is_stop_wished)

    def _hear(self, *, is_stop_wished: bool) -> None:
        """What the backend said by the way; whoever records looks at the status."""
        if is_stop_wished:
            with self._bell:
                self._agenda.stop_wished()

    def _statuses(self) -> dict[str, StreamStatus]:
        grant, gateway = self._binder.grant, self._binder.gateway
        return {stream.track: gateway.status(grant, stream.stream_id) for stream in grant.streams}

    def _take_stock(self, known: dict[str, Known]) -> None:
        """Read the recording from its beginning against what the backend has."""
        before, grant = self._agenda.backlog, self._binder.binding.grant
        tracks = {name: kind for name, kind in tracks_of(self._feed.manifest).items() if grant is None or grant.stream_of(name)}
        feed, backlog, has_ended = (
            Feed(self.folder, is_own=self._look_every_s is None),
            Backlog(tracks, known, before=before),
            self._has_ended,
        )
        news = feed.read()
        with self._bell:
            self._feed, self._agenda.backlog = feed, backlog
            self._add(backlog, news, has_ended=has_ended)
            self._has_rung = True

    def _send(self, piece: Piece) -> None:
        grant, gateway = self._binder.grant, self._binder.gateway
        blob = read_blob(self.folder, piece, is_fresh=self._look_every_s is None)
        stream = grant.stream_of(piece.track)
        if stream is None or len(blob.data) > (grant.init_bytes if piece.is_init else grant.fragment_bytes):
            raise BackendRefused(f"{piece.file} is larger than the backend takes.", reason=Problem.TOO_LARGE)
        try:
            is_stop_wished = gateway.put(grant, stream.stream_id, blob)
        except BackendRefused as refused:
            if refused.reason == Problem.BAD_DIGEST and not is_as_sealed(blob):
                raise Lost(piece.file, "it holds other bytes than were sealed") from refused
            raise
        self._hear(is_stop_wished=is_stop_wished)
        self._notebook.add(
            Acknowledgement(track=piece.track, number=piece.number, is_init=piece.is_init, sha256=blob.sha256, at_ns=self._timing.wall_ns())
        )

    def _complete(self, task: Complete) -> None:
        stream = self._binder.grant.stream_of(task.track)
        if stream is None:
            return
        said = task.completion
        answer = self._binder.gateway.complete(
            self._binder.grant, stream.stream_id, last_seq=said.last_seq, inits=said.inits, lost=said.lost
        )
        self._hear(is_stop_wished=answer.is_stop_wished)
        if not has_our_bytes(self.folder, answer, expected=said.sha256):
            raise other_bytes(task.track)
