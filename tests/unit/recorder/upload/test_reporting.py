"""The state of an upload as people read it."""

from __future__ import annotations

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, LookhearError, RecordingBusy
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource
from lookhear.recorder.upload.agenda import Agenda
from lookhear.recorder.upload.pace import Pace
from lookhear.recorder.upload.reporting import done_sentence, left_sentence, progress_of, status_of
from lookhear.recorder.upload.status import UploadState, UploadStatus
from lookhear.recorder.upload.timing import Weather

BINDING = Binding(source=TokenSource(kind=SourceKind.EMBEDDED))


def status(agenda: Agenda, *, is_over: bool = False) -> UploadStatus:
    return status_of(agenda, BINDING, now_s=0, is_over=is_over)


def agenda() -> Agenda:
    return Agenda(weather=Weather(), pace=Pace())


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (None, UploadState.BINDING),
        (RecordingBusy("Another one does it."), UploadState.WAITING),
        (BackendUnreachable("Nobody there."), UploadState.OFFLINE),
        (BackendUnsuitable("A web page."), UploadState.REFUSED),
    ],
)
def test_a_problem_has_its_state_and_is_said(problem: LookhearError | None, state: UploadState) -> None:
    made = agenda()
    made.problem = problem
    assert status(made).state is state
    assert problem is None or (str(problem) in status(made).sentence and "Trying again" in status(made).sentence)


@pytest.mark.parametrize("problem", [BackendUnreachable("Nobody there."), BackendUnsuitable("A web page.")])
def test_a_last_word_promises_no_other_try(problem: LookhearError) -> None:
    made = agenda()
    made.problem = problem
    assert status(made, is_over=True).sentence == str(problem)
    made.problem = None
    assert "yet" in status(made, is_over=True).sentence


def test_a_refusal_is_said_with_what_to_do() -> None:
    made = agenda()
    made.refusal = BackendRefused("No.", hint="Ask for a token.")
    assert (status(made).state, status(made).sentence) == (UploadState.REFUSED, "No. Ask for a token.")


def test_done_is_done_and_done_with_a_complaint_is_refused() -> None:
    made = agenda()
    made.is_bound = made.is_done = True
    assert (status(made).state, status(made).sentence) == (UploadState.DONE, "Everything is uploaded.")
    made.complaint = BackendRefused("Too large.", hint=" ")
    assert status(made).state is UploadState.REFUSED


def test_an_upload_that_has_read_nothing_has_no_progress() -> None:
    assert progress_of(agenda()) == ()


def test_what_is_left_is_counted() -> None:
    assert "3 pieces, 1.5 MB" in left_sentence(3, 1_500_000)
    assert "until now" in left_sentence(0, 0)
    assert "2 pieces" in done_sentence(2)
