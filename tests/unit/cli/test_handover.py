from __future__ import annotations

import io
import itertools
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.handover import STILL_S, Handover, code_of, tell_outcome
from lookhear.errors import BackendUnreachable, JournalDamaged, LookhearError, UsageError
from lookhear.recorder.upload.status import UploadState, UploadStatus
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path

UPLOADING = upload_status(UploadState.UPLOADING, acked=1, pending=3)
DONE = upload_status(UploadState.DONE, acked=4)
LATER = "`lookhear uploads` finishes that, and so does the next start of Lookhear."


def begun(folder: Path, upload: ScriptedUpload, *, is_waited_for: bool = True, step_s: float = 0.1) -> Handover:
    """A handover that has begun; each look at the clock takes it so much further."""
    clock = itertools.count(0, step_s)
    handover = Handover(lambda _folder: upload, is_waited_for=is_waited_for, now_s=lambda: float(next(clock)))
    handover.begin(folder)
    return handover


def test_what_is_sealed_is_rung_for_once_it_has_begun(tmp_path: Path) -> None:
    upload = ScriptedUpload(UPLOADING)
    handover = Handover(lambda _folder: upload)
    handover.ring()
    assert handover.beside() == ""
    handover.begin(tmp_path)
    handover.ring()
    assert upload.calls == ["start", "ring"]
    assert handover.beside().startswith("backend ok")


def test_a_recording_that_ended_before_it_began_is_handed_over_all_the_same(tmp_path: Path) -> None:
    upload = ScriptedUpload(DONE)
    handover = Handover(lambda _folder: upload)
    handover.recording_ended()
    handover.begin(tmp_path)
    assert upload.calls == ["start", "recording_ended"]


def test_the_end_is_waited_for_while_something_goes_out(tmp_path: Path) -> None:
    upload = ScriptedUpload(UPLOADING, *(upload_status(UploadState.UPLOADING, acked=n, pending=9 - n) for n in range(2, 9)), DONE)
    assert begun(tmp_path, upload, step_s=STILL_S / 3).conclude(is_quiet=True) == DONE
    assert upload.calls[-1] == "close"


@pytest.mark.parametrize("state", [UploadState.OFFLINE, UploadState.UPLOADING, UploadState.BINDING])
def test_nothing_is_waited_for_when_nothing_moves(tmp_path: Path, state: UploadState) -> None:
    stuck = upload_status(state, pending=3)
    upload = ScriptedUpload(stuck)
    assert begun(tmp_path, upload, step_s=1).conclude(is_quiet=True) == stuck
    assert STILL_S / 2 < upload.calls.count("wait") <= STILL_S + 2


def test_who_does_not_want_to_wait_does_not(tmp_path: Path) -> None:
    upload = ScriptedUpload(UPLOADING, DONE)
    assert begun(tmp_path, upload, is_waited_for=False).conclude(is_quiet=True) == UPLOADING
    assert upload.calls == ["start", "close"]


@pytest.mark.parametrize("is_quiet", [True, False])
def test_who_waits_is_told_once_what_for_and_how_not_to(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_quiet: bool) -> None:
    upload = ScriptedUpload(upload_status(UploadState.OFFLINE, pending=3))
    begun(tmp_path, upload, step_s=1).conclude(is_quiet=is_quiet)
    told = capsys.readouterr()
    assert told.err == "lookhear: 3 pieces are not handed over yet (3 kB). That is waited for now; Ctrl-C leaves the rest for later.\n"
    assert told.out == ""


def test_what_goes_out_at_once_is_not_worth_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(tmp_path, ScriptedUpload(UPLOADING, UPLOADING, DONE)).conclude(is_quiet=False)
    assert capsys.readouterr().err == ""


def test_ctrl_c_leaves_the_rest_for_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Interrupted(ScriptedUpload):
        def wait(self, _timeout_s: float) -> UploadStatus:
            raise KeyboardInterrupt

    upload = Interrupted(UPLOADING)
    assert begun(tmp_path, upload).conclude(is_quiet=True) == UPLOADING
    assert upload.calls[-1] == "close"
    assert "left for later" in capsys.readouterr().err


def test_a_refusal_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handover = begun(tmp_path, ScriptedUpload(upload_status(UploadState.REFUSED, sentence="The token is wrong.")))
    handover.complain()
    handover.complain()
    assert capsys.readouterr().err == "lookhear: The token is wrong. The recording goes on.\n"


def test_a_line_that_is_down_is_told_once_it_has_been_for_a_while(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload = ScriptedUpload(upload_status(UploadState.OFFLINE, sentence="Nobody answers."))
    handover = begun(tmp_path, upload, step_s=2)
    handover.complain()
    assert capsys.readouterr().err == ""
    for _ in range(5):
        handover.complain()
    assert capsys.readouterr().err == "lookhear: Nobody answers. The recording goes on.\n"


def test_a_complaint_takes_the_place_of_the_live_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    begun(tmp_path, ScriptedUpload(upload_status(UploadState.REFUSED))).complain()
    assert shown.getvalue().startswith("\r\x1b[2Klookhear: ")


def test_an_upload_that_cannot_begin_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_folder: Path) -> ScriptedUpload:
        raise JournalDamaged("The binding cannot be read.")

    handover = Handover(refuse)
    handover.begin(tmp_path)
    handover.ring()
    handover.complain()
    handover.recording_ended()
    assert handover.conclude(is_quiet=True) is None
    assert capsys.readouterr().err == "lookhear: Nothing is handed over for now: The binding cannot be read.\n"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UsageError("KEEP_DAYS is 'x'."), "lookhear: The media stay on this computer. KEEP_DAYS is 'x'.\n"),
        (BackendUnreachable("Nobody answers."), ""),
    ],
)
def test_media_that_stay_because_a_person_said_nonsense_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: LookhearError, told: str
) -> None:
    def refuse(_folder: Path) -> None:
        raise error

    Handover(lambda _folder: ScriptedUpload(DONE), let_go=refuse).let_go(tmp_path)
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (DONE, ExitCode.DONE),
        (upload_status(UploadState.REFUSED), ExitCode.REFUSED),
        (UPLOADING, ExitCode.NOT_UPLOADED),
        (upload_status(UploadState.OFFLINE), ExitCode.NOT_UPLOADED),
        (None, ExitCode.NOT_UPLOADED),
    ],
)
def test_the_exit_code_says_what_became_of_it(status: UploadStatus | None, code: ExitCode) -> None:
    assert code_of(status) is code


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (DONE, []),
        (upload_status(UploadState.DONE, refused=1), ["lookhear: So it is."]),
        (upload_status(UploadState.REFUSED), ["lookhear: So it is. The recording itself is safe on this computer."]),
        (
            UPLOADING,
            [f"lookhear: 3 pieces are not handed over yet (3 kB). {LATER}"],
        ),
        (
            upload_status(UploadState.OFFLINE, pending=1),
            [
                f"lookhear: 1 piece is not handed over yet (1 kB). {LATER}",
                "lookhear: So it is.",
            ],
        ),
        (None, [f"lookhear: Nothing of it is handed over yet. {LATER}"]),
    ],
)
def test_what_is_left_and_what_finishes_it_is_said(
    status: UploadStatus | None, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    tell_outcome(status)
    assert capsys.readouterr().err.splitlines() == told
