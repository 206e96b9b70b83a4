"""What is done next, and what becomes of what did not work."""

from __future__ import annotations

import pytest

from lookhear.errors import BackendBusy, BackendRefused, BackendUnreachable, BackendUnsuitable, JournalDamaged
from lookhear.protocol.ingest import Problem
from lookhear.protocol.tracks import TrackKind
from lookhear.recorder.spool.rows import EndReason, EndRow, FragmentRow, InitRow
from lookhear.recorder.upload.agenda import Agenda, Complete, Errand, Job, Send, Stop
from lookhear.recorder.upload.backlog import Backlog
from lookhear.recorder.upload.pace import Pace
from lookhear.recorder.upload.timing import Weather
from tests.fakes.recordings import SCREEN, fragment_bytes, fragment_facts, init_bytes, init_facts

TRACKS = {"display:1": TrackKind.DISPLAY}


def take(agenda: Agenda, *, now_s: float = 0.0, wall_s: float = 0.0) -> Job:
    job = agenda.next(now_s=now_s, wall_s=wall_s)
    assert isinstance(job, Job)
    return job


def bound(*seqs: int) -> Agenda:
    """Bound and caught up, with an init that is acknowledged and these fragments waiting."""
    agenda = Agenda(weather=Weather(), pace=Pace())
    agenda.done(take(agenda), now_s=0, then=Errand.CONNECT)
    agenda.backlog = Backlog(TRACKS, {})
    job = take(agenda)
    assert job.task is Errand.CONNECT
    agenda.bound(expires_at_s=1e9, wall_s=0)
    agenda.done(job, now_s=0)
    agenda.backlog.add([InitRow.of(init_facts(SCREEN), init_bytes(SCREEN))])
    agenda.done(take(agenda), now_s=0)
    facts = [fragment_facts(SCREEN, seq) for seq in seqs]
    agenda.backlog.add([FragmentRow.of(each, fragment_bytes(each)) for each in facts])
    return agenda


def end(agenda: Agenda) -> None:
    assert agenda.backlog is not None
    agenda.backlog.add([EndRow(reason=EndReason.STOPPED, t_ns=1)])
    agenda.is_input_over = True


def refused(problem: Problem) -> BackendRefused:
    return BackendRefused("No.", reason=problem.value)


def errand_after(agenda: Agenda, now_s: float = 1e6) -> object:
    return take(agenda, now_s=now_s).task


def test_an_errand_is_done_alone() -> None:
    agenda = Agenda(weather=Weather(), pace=Pace())
    assert take(agenda).task is Errand.OPEN
    assert agenda.next(now_s=0, wall_s=0) is None


def test_pieces_then_the_end_then_each_track_then_done() -> None:
    agenda = bound(1)
    end(agenda)
    kinds = []
    while not agenda.is_done:
        job = take(agenda)
        kinds.append(type(job.task))
        agenda.done(job, now_s=0)
    assert kinds == [Send, Stop, Complete, Errand]
    assert agenda.is_settled


def test_nothing_is_completed_before_the_recording_says_that_it_is_over() -> None:
    agenda = bound()
    assert agenda.backlog is not None
    agenda.backlog.add([EndRow(reason=EndReason.STOPPED, t_ns=1)])
    assert agenda.next(now_s=0, wall_s=0) is None


def test_a_failure_that_passes_is_waited_for_by_all_and_the_backend_looked_for() -> None:
    agenda = bound(1)
    job = take(agenda)
    agenda.failed(job, BackendUnreachable("Down."), now_s=10)
    wait_s = agenda.next(now_s=10, wall_s=0)
    assert isinstance(wait_s, float)
    assert 0.25 <= wait_s <= 0.5
    assert errand_after(agenda) is Errand.CONNECT
    assert agenda.problem is not None


def test_a_busy_backend_is_waited_for_as_long_as_it_says() -> None:
    agenda = bound(1)
    agenda.failed(take(agenda), BackendBusy("Later.", retry_after_s=9), now_s=10)
    assert agenda.next(now_s=10, wall_s=0) == 9
    assert isinstance(errand_after(agenda), Send)


def test_one_that_is_no_backend_is_asked_again_in_half_a_minute() -> None:
    agenda = bound(1)
    agenda.failed(take(agenda), BackendUnsuitable("A page."), now_s=0)
    assert agenda.next(now_s=0, wall_s=0) == 30
    assert not agenda.is_settled


def test_finding_an_address_again_is_no_sign_of_life() -> None:
    agenda = bound(1)
    waits = []
    for _ in range(6):
        job = take(agenda, now_s=1e6)
        assert isinstance(job.task, Send)
        agenda.failed(job, BackendUnreachable("Down."), now_s=1e6)
        wait_s = agenda.next(now_s=1e6, wall_s=0)
        assert isinstance(wait_s, float)
        waits.append(wait_s)
        agenda._weather._not_before_s = 0.0
        reconnect = take(agenda, now_s=1e6)
        assert reconnect.task is Errand.CONNECT
        agenda.done(reconnect, now_s=1e6)
    assert waits[-1] > waits[0] * 4


def test_an_expired_grant_is_renewed_and_one_renewed_in_vain_without_hurry() -> None:
    agenda = bound(1)
    agenda.failed(take(agenda), refused(Problem.EXPIRED), now_s=0)
    job = take(agenda)
    assert job.task is Errand.RENEW
    agenda.done(job, now_s=0)
    agenda.failed(take(agenda), refused(Problem.EXPIRED), now_s=0)
    assert isinstance(agenda.next(now_s=0, wall_s=0), float)


def test_a_grant_is_renewed_when_nine_tenths_of_its_term_are_over() -> None:
    agenda = bound(1)
    agenda.bound(expires_at_s=1_000, wall_s=0)
    assert isinstance(take(agenda, wall_s=899).task, Send)
    agenda = bound(1)
    agenda.bound(expires_at_s=1_000, wall_s=0)
    assert take(agenda, wall_s=900).task is Errand.RENEW


@pytest.mark.parametrize("problem", [Problem.UNAUTHORIZED, Problem.REVOKED, Problem.FORBIDDEN, Problem.NOT_FOUND])
def test_a_credential_that_is_refused_ends_the_upload(problem: Problem) -> None:
    agenda = bound(1)
    error = refused(problem)
    agenda.failed(take(agenda), error, now_s=0)
    assert agenda.refusal is error
    assert agenda.next(now_s=1e6, wall_s=0) is None


@pytest.mark.parametrize("problem", [Problem.TOO_LARGE, Problem.NOT_A_FRAGMENT, Problem.WRONG_TYPE])
def test_a_piece_that_is_refused_is_left_out(problem: Problem) -> None:
    agenda = bound(1, 2)
    agenda.failed(take(agenda), refused(problem), now_s=0)
    job = take(agenda)
    assert isinstance(job.task, Send)
    assert (job.task.piece.number, agenda.refused) == (2, 1)


@pytest.mark.parametrize("problem", [Problem.INIT_MISSING, Problem.CLOSED, Problem.BAD_DIGEST])
def test_a_refusal_that_may_rest_on_an_error_is_looked_into_and_not_for_ever(problem: Problem) -> None:
    agenda = bound(1)
    for _ in range(2):
        job = take(agenda)
        agenda.failed(job, refused(problem), now_s=0)
        look = take(agenda)
        assert look.task is Errand.CATCH_UP
        agenda.done(look, now_s=0)
    agenda.failed(take(agenda), refused(problem), now_s=0)
    assert agenda.refused == 1


def test_other_bytes_stop_the_track() -> None:
    agenda = bound(1, 2)
    agenda.failed(take(agenda), refused(Problem.CONFLICT), now_s=0)
    end(agenda)
    job = take(agenda)
    assert isinstance(job.task, Stop)
    agenda.done(job, now_s=0)
    assert take(agenda).task is Errand.FINISH
    assert agenda.refused == 2
    assert agenda.complaint is not None


def test_a_complete_that_misses_something_asks_and_gives_up_after_a_while() -> None:
    agenda = bound()
    end(agenda)
    agenda.done(take(agenda), now_s=0)
    for _ in range(2):
        agenda.failed(take(agenda), refused(Problem.MISSING), now_s=0)
        look = take(agenda)
        assert look.task is Errand.CATCH_UP
        agenda.done(look, now_s=0)
    agenda.failed(take(agenda), refused(Problem.MISSING), now_s=0)
    assert take(agenda).task is Errand.FINISH
    assert agenda.refused == 1


def test_a_stop_that_is_not_wanted_hinders_nothing() -> None:
    agenda = bound()
    end(agenda)
    agenda.failed(take(agenda), refused(Problem.CONFLICT), now_s=0)
    assert isinstance(take(agenda).task, Complete)


def test_a_stop_that_failed_is_said_again() -> None:
    agenda = bound()
    end(agenda)
    agenda.failed(take(agenda), BackendBusy("Later."), now_s=0)
    assert isinstance(take(agenda, now_s=1e6).task, Stop)


def test_what_is_not_about_the_backend_and_does_not_pass_ends_it() -> None:
    agenda = Agenda(weather=Weather(), pace=Pace())
    agenda.failed(take(agenda), JournalDamaged("Broken."), now_s=0)
    assert agenda.is_settled


def test_a_lost_file_is_left_out() -> None:
    agenda = bound(1, 2)
    agenda.lost(take(agenda))
    job = take(agenda)
    assert isinstance(job.task, Send)
    assert job.task.piece.number == 2
    assert agenda.refused == 0


def test_a_limit_is_waited_for() -> None:
    agenda = bound(1, 2)
    agenda.pace = Pace(1)
    agenda.done(take(agenda), now_s=0)
    wait_s = agenda.next(now_s=0, wall_s=0)
    assert isinstance(wait_s, float)
    assert wait_s > 1


def test_while_nothing_is_sent_it_listens_whether_the_recording_is_to_end() -> None:
    agenda = bound(1)
    agenda.done(take(agenda, now_s=100), now_s=100)
    assert agenda.next(now_s=103, wall_s=0) == 2
    job = take(agenda, now_s=105)
    assert job.task is Errand.LISTEN
    assert agenda.next(now_s=105, wall_s=0) is None, "once"
    agenda.done(job, now_s=106)
    assert agenda.next(now_s=107, wall_s=0) == 4
    agenda.stop_wished()
    assert agenda.next(now_s=1e6, wall_s=0) is None, "it is known"


def test_behind_the_end_of_a_recording_nobody_listens() -> None:
    agenda = bound()
    end(agenda)
    assert take(agenda, now_s=1e6).task == Stop()
    agenda.stop_wished()
    assert not agenda.is_stop_wished, "we said so ourselves"
