"""The state of an upload as people read it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable, LookhearError, RecordingBusy
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource
from lookhear.recorder.upload.agenda import Agenda
from lookhear.recorder.upload.pace import Pace
from lookhear.recorder.upload.reporting import done_sentence, left_sentence, progress_of, status_of
from lookhear.recorder.upload.status import UploadState, UploadStatus
from lookhear.recorder.upload.timing import Weather
from tests.fakes.backend import FakeBackend, Fault
from tests.fakes.recordings import MIC, SCREEN, begin, complete, seal
from tests.fakes.upload_rig import publisher, until, upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


def test_how_far_each_track_is_can_be_asked(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    made = publisher(folder, backend)
    assert made.progress() == ()
    upload(made)
    found = {each.track: each for each in made.progress()}
    assert all(each.is_complete and each.acked_bytes > 0 and each.pending_bytes == 0 for each in found.values())
    assert {str(SCREEN), str(MIC)} <= found.keys()
    assert made.trouble() is None


def test_the_last_word_of_one_that_is_ended_promises_no_other_try(tmp_path: Path, backend: FakeBackend) -> None:
    backend.plan(Fault.SERVER_ERROR, on="start", times=1_000_000)
    made = publisher(complete(tmp_path), backend)
    made.start()
    until(made, UploadState.OFFLINE)
    last = made.close()
    assert last.state is UploadState.OFFLINE
    assert "Trying again" not in last.sentence


def test_that_the_backend_wants_the_end_is_learned_from_what_it_answers_anyway(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path) as writer:
        made = publisher(writer.folder, backend, is_own=True)
        made.start()
        try:
            until(made, UploadState.UPLOADING)
            assert not made.status().is_stop_wished
            backend.is_stop_wished = True
            seal(writer, SCREEN, 1)
            made.ring()
            while not made.status().is_stop_wished:
                threading.Event().wait(0.005)
        finally:
            assert made.close().is_stop_wished


def test_what_we_said_ourselves_is_no_wish_of_the_backend(tmp_path: Path, backend: FakeBackend) -> None:
    status = upload(publisher(complete(tmp_path), backend))
    assert backend.is_stop_wished, "it says so since then"
    assert (status.state, status.is_stop_wished) == (UploadState.DONE, False)


def test_a_recording_that_seals_nothing_hears_of_the_wish_all_the_same(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path) as writer:
        made = publisher(writer.folder, backend, is_own=True)
        made.start()
        try:
            while backend.asked("PUT") < 2 or made.status().pending_fragments:
                threading.Event().wait(0.005)
            backend.is_stop_wished = True
            while not made.status().is_stop_wished:
                threading.Event().wait(0.005)
            assert (backend.asked("PUT"), backend.asked("GET .*context") > 0) == (2, True)
        finally:
            made.close()
