"""What the upload of one recording does next. Decides and counts, does nothing itself: owned by whoever holds the publisher's bell.

OPEN ─▶ CONNECT ─▶ CATCH_UP ─▶ pieces, oldest first ─▶ stop, complete each track ─▶ FINISH
▲  ▲                   │
│  └── nobody answers ─┤        CATCH_UP asks the backend what it has, whenever what is known may be wrong
└───── RENEW ◀─ expired┘        an errand is done by one lane while no other takes anything new

While nothing is sealed for a while, as in a pause, LISTEN asks for one word, because the wish for an end comes with answers only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from lookhear.errors import BackendBusy, BackendRefused, BackendUnreachable, BackendUnsuitable, LookhearError
from lookhear.protocol.ingest import Problem
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from lookhear.recorder.upload.backlog import Backlog, Completion, TrackBacklog
    from lookhear.recorder.upload.pace import Pace
    from lookhear.recorder.upload.pieces import Piece
    from lookhear.recorder.upload.timing import Weather

_TRIES: Final = 3  # of a piece that the backend answers with something that should pass
_RENEW_AT: Final = 0.9  # of a grant's term
_QUIET_S: Final = 5.0  # while it records, something is sent at least every second


class Errand(Enum):
    """What concerns the whole recording."""

    OPEN = auto()
    CONNECT = auto()
    CATCH_UP = auto()
    RENEW = auto()
    LISTEN = auto()
    FINISH = auto()


@dataclass(frozen=True, slots=True)
class Send:
    """Store one piece."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Complete:
    """Say that nothing comes of a track any more."""

    track: str
    completion: Completion


@dataclass(frozen=True, slots=True)
class Stop:
    """Say that the recording has ended."""


Task = Errand | Send | Complete | Stop


@dataclass(frozen=True, slots=True)
class Job:
    """A task, and the weather it was begun in."""

    task: Task
    generation: int


class Agenda:
    """The state of one upload. Times with ``now_s`` are of the monotonic clock, ``wall_s`` is epoch seconds."""

    def __init__(self, *, weather: Weather, pace: Pace) -> None:
        self._weather, self.pace = weather, pace
        self._errands = {Errand.OPEN}
        self._is_on_errand = False
        self._was_bound = False  # when the errand under way began
        self._renewed_in_vain = False
        self._under_way = 0
        self._tries: dict[Piece, int] = {}
        self._completions: dict[str, int] = {}
        self._renew_at_s: float | None = None
        self._heard_s = 0.0  # when the backend answered last
        self._has_stopped = False
        self.backlog: Backlog | None = None
        self.is_input_over = False  # neither rows nor mix come any more
        self.is_bound = False
        self.is_done = False
        self.is_stop_wished = False  # by the backend
        self.problem: LookhearError | None = None  # why nothing goes on for now, until something works again
        self.complaint: LookhearError | None = None  # why a piece or a track was not taken, while others go on
        self.refusal: LookhearError | None = None  # the one that ended the upload

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to do."""
        return self.is_done or self.refusal is not None

    @property
    def refused(self) -> int:
        """How many pieces the backend did not take, and tracks of which it holds other bytes."""
        tracks = self.backlog.tracks.values() if self.backlog is not None else ()
        return sum(track.refused + (track.is_stopped and not track.refused) for track in tracks)

    def next(self, *, now_s: float, wall_s: float) -> Job | float | None:
        """The next job; or how many seconds to wait for one, None to wait until something happens."""
        if self.is_settled or self._is_on_errand:
            return None
        if wait_s := self._weather.wait_s(now_s):
            return wait_s
        if self._renew_at_s is not None and wall_s >= self._renew_at_s:
            self._errands.add(Errand.RENEW)
        if not self._errands:
            return self._next_task(now_s)
        if self._under_way:
            return None
        self._is_on_errand, self._was_bound = True, self.is_bound
        return self._job(min(self._errands, key=_ORDER.index))

    def _next_task(self, now_s: float) -> Job | float | None:
        if self.backlog is None:
            return None
        wait_s = self.pace.wait_s(now_s)
        if not wait_s and (piece := self.backlog.take()) is not None:
            self.pace.spend(piece.bytes, now_s=now_s)
            return self._job(Send(piece))
        if self.is_input_over and self.backlog.has_ended:
            if (task := self._ending(self.backlog)) is not None:
                return self._job(task)
            if not self._under_way and self._is_finished(self.backlog):
                self._is_on_errand = True
                return self._job(Errand.FINISH)
        return wait_s or self._listen(now_s)

    def _listen(self, now_s: float) -> Job | float | None:
        """Hear whether the recording is to end, when it runs and nothing that is sent could tell."""
        is_over = self.is_input_over or self.backlog is None or self.backlog.has_ended
        if is_over or self.is_stop_wished or self._under_way or not self.is_bound:
            return None
        if (wait_s := self._heard_s + _QUIET_S - now_s) > 0:
            return wait_s
        self._is_on_errand = True
        return self._job(Errand.LISTEN)

    def _ending(self, backlog: Backlog) -> Task | None:
        if not self._has_stopped:
            self._has_stopped = True
            return Stop()
        for track in backlog.tracks.values():
            if not (track.is_busy or track.pending or track.is_complete or track.is_stopped):
                track.is_busy = True
                return Complete(track.track, track.completion())
        return None

    @staticmethod
    def _is_finished(backlog: Backlog) -> bool:
        return all(track.is_complete or track.is_stopped for track in backlog.tracks.values())

    def _job(self, task: Task) -> Job:
        self._under_way += 1
        return Job(task, self._weather.generation)

    # ---- what became of a job

    def bound(self, *, expires_at_s: float, wall_s: float) -> None:
        """There is a grant that ends then."""
        self.is_bound = True
        self._renew_at_s = wall_s + max(1.0, (expires_at_s - wall_s) * _RENEW_AT)

    def stop_wished(self) -> None:
        """The backend says that somebody has asked for the end. What it says once we said so ourselves is no news."""
        self.is_stop_wished = self.is_stop_wished or not self._has_stopped

    def has_more(self) -> bool:
        """Whether another lane would find something to send."""
        return self.backlog is not None and self.backlog.has_more() and not self._errands

    def done(self, job: Job, *, now_s: float, then: Errand | None = None) -> None:
        """A job worked; ``then`` is the errand that follows it."""
        task = self._put_down(job)
        if task is not Errand.CONNECT or not self._was_bound:  # to find an address again is no sign that anybody answers there
            self._weather.good(generation=job.generation)
            self.problem = None
            self._heard_s = now_s
        if isinstance(task, Errand):
            self._errands.discard(task)
            self._errands |= set() if then is None else {then}
            self._renewed_in_vain = self._renewed_in_vain or task is Errand.RENEW
            self.is_done = task is Errand.FINISH
        elif isinstance(task, Send):
            self._track(task.piece.track).acknowledge(task.piece)
            self.pace.sent(task.piece.bytes, now_s=now_s)
            self._tries.pop(task.piece, None)
            self._renewed_in_vain = False
        elif isinstance(task, Complete):
            self._track(task.track).is_complete = True

    def lost(self, job: Job) -> None:
        """The file of a piece is not what was sealed any more."""
        task = self._put_down(job)
        if not isinstance(task, Send):
            return
        track = self._track(task.piece.track)
        if track.kind is TrackKind.MIX:  # nothing behind a hole in it: the backend goes on from there
            track.cut(is_refused=False)
        else:
            track.lose(task.piece)

    def _put_down(self, job: Job) -> Task:
        task = job.task
        self._under_way -= 1
        if isinstance(task, Errand):
            self._is_on_errand = False
        elif isinstance(task, Send):
            self._track(task.piece.track).is_busy = False
        elif isinstance(task, Complete):
            self._track(task.track).is_busy = False
        return task

    def failed(self, job: Job, error: LookhearError, *, now_s: float) -> None:
        """A job did not work: try again, go round it, or end."""
        task = self._put_down(job)
        if isinstance(task, Stop):
            self._has_stopped = False
        if isinstance(error, BackendRefused) and error.reason == Problem.EXPIRED and self.is_bound and task is not Errand.RENEW:
            self._expired(job, error, now_s=now_s)
            return
        if isinstance(error, BackendRefused):
            self._refused(task, error)
            return
        if not (error.is_retryable or isinstance(error, BackendUnsuitable)):
            self.refusal = error
            return
        self.problem = error
        patience_s = error.retry_after_s if isinstance(error, BackendBusy) else 0.0
        if isinstance(error, BackendUnsuitable):
            patience_s = 30.0  # a hotel's sign-in page answers like that, and goes away; a wrong address does not
        self._weather.bad(now_s=now_s, generation=job.generation, at_least_s=patience_s)
        if isinstance(error, BackendUnreachable) and self.is_bound:
            self._errands.add(Errand.CONNECT)  # it may have moved

    def _expired(self, job: Job, error: BackendRefused, *, now_s: float) -> None:
        """The grant has run out, or the backend's clock and ours do not agree: then there is no hurry."""
        self._errands.add(Errand.RENEW)
        if self._renewed_in_vain:
            self.problem = error
            self._weather.bad(now_s=now_s, generation=job.generation)

    def _refused(self, task: Task, error: BackendRefused) -> None:
        reason = error.reason
        if isinstance(task, Errand):
            self.refusal = error
        elif isinstance(task, Send) and reason in _OF_THE_PIECE:
            self._piece_refused(task.piece, error)
        elif isinstance(task, Send) and reason == Problem.CONFLICT:
            self._conflict(self._track(task.piece.track), error)
        elif isinstance(task, Complete) and reason == Problem.BAD_DIGEST:
            self.distrust(task.track, error)
        elif isinstance(task, Complete) and reason in {Problem.MISSING, Problem.CLOSED, Problem.CONFLICT}:
            self._not_completed(self._track(task.track), error)
        elif isinstance(task, Stop) and reason not in _OF_THE_CREDENTIAL:
            self._has_stopped = True  # the session moves on by itself when its tracks are complete
        else:
            self.refusal = error

    def _piece_refused(self, piece: Piece, error: BackendRefused) -> None:
        track = self._track(piece.track)
        tries = self._tries[piece] = self._tries.get(piece, 0) + 1
        if error.reason in _MAY_PASS and tries < _TRIES:
            self._errands.add(Errand.CATCH_UP)  # what is known of the track is wrong
            return
        self._tries.pop(piece, None)
        self.complaint = error
        track.lose(piece, is_refused=True)

    def _conflict(self, track: TrackBacklog, error: BackendRefused) -> None:
        if track.kind is TrackKind.MIX:  # made anew since: the backend finishes the one it has
            track.cut(is_refused=False)
            return
        self.complaint = error
        track.cut(is_refused=True)
        track.is_stopped = True

    def distrust(self, track: str, error: LookhearError) -> None:
        """What the backend has of a track is not what was recorded: nothing more can be done about it."""
        self.complaint = error
        self._track(track).is_stopped = True

    def _not_completed(self, track: TrackBacklog, error: BackendRefused) -> None:
        tries = self._completions[track.track] = self._completions.get(track.track, 0) + 1
        if tries < _TRIES:
            self._errands.add(Errand.CATCH_UP)
            return
        self.complaint = error
        track.is_stopped = True

    def _track(self, name: str) -> TrackBacklog:
        if self.backlog is None:
            raise LookupError(name)
        return self.backlog.tracks[name]


_ORDER: Final = (Errand.OPEN, Errand.CONNECT, Errand.RENEW, Errand.CATCH_UP, Errand.LISTEN, Errand.FINISH)
_OF_THE_CREDENTIAL: Final = {Problem.UNAUTHORIZED, Problem.REVOKED, Problem.FORBIDDEN}
_MAY_PASS: Final = {Problem.INIT_MISSING, Problem.CLOSED, Problem.BAD_DIGEST}
_OF_THE_PIECE: Final = {
    *_MAY_PASS,
    Problem.TOO_LARGE,
    Problem.NOT_A_FRAGMENT,
    Problem.WRONG_TYPE,
    Problem.BAD_REQUEST,
    Problem.LENGTH_REQUIRED,
}
