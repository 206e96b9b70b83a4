"""The upload beside a recording: told what happens, and never in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import BackendUnreachable, DiskFull, UsageError
from lookhear.recorder.run_upload import RunUpload, Worries
from lookhear.recorder.upload.status import TrackProgress, UploadState
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path

DONE = upload_status(UploadState.DONE, acked=4)
PROGRESS = (TrackProgress(track="display:1", acked_bytes=1, pending_bytes=0, is_complete=True),)


def test_before_it_begins_there_is_nothing_to_tell(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> ScriptedUpload:
        made.append(folder)
        return ScriptedUpload(DONE)

    upload = RunUpload(make)
    upload.ring()
    assert (upload.status(), upload.trouble(), upload.progress(), upload.close()) == (None, None, (), None)
    upload.begin(tmp_path)
    assert made == [tmp_path]
    assert upload.status() == DONE


def test_what_happens_is_told(tmp_path: Path) -> None:
    scripted = ScriptedUpload(DONE)
    scripted.problem, scripted.tracks = BackendUnreachable("Nobody answers."), PROGRESS
    upload = RunUpload(lambda _folder: scripted)
    upload.begin(tmp_path)
    upload.ring()
    upload.recording_ended()
    assert (upload.trouble(), upload.progress(), upload.close()) == (scripted.problem, PROGRESS, DONE)
    assert scripted.calls == ["start", "ring", "recording_ended", "close"]


def test_a_recording_that_ended_before_it_began_is_handed_over_all_the_same(tmp_path: Path) -> None:
    scripted = ScriptedUpload(DONE)
    upload = RunUpload(lambda _folder: scripted)
    upload.recording_ended()
    upload.begin(tmp_path)
    assert scripted.calls == ["start", "recording_ended"]


def test_why_it_could_not_begin_is_kept(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> ScriptedUpload:
        raise UsageError("That is no token.")

    upload = RunUpload(refuse)
    upload.begin(tmp_path)
    upload.ring()
    assert str(upload.trouble()) == "That is no token."
    assert upload.status() is None


def test_a_promise_that_cannot_be_noted_harms_nobody(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> None:
        raise DiskFull("There is no room.")

    upload = RunUpload(lambda _folder: ScriptedUpload(DONE), promise=refuse)
    upload.promise(tmp_path)
    assert upload.trouble() is None


def test_a_refusal_is_a_worry_at_once_and_a_line_that_is_down_only_after_a_moment() -> None:
    worries = Worries()
    assert worries.is_one(UploadState.REFUSED, now_s=0.0)
    states = [(UploadState.OFFLINE, 1.0), (UploadState.OFFLINE, 5.9), (UploadState.UPLOADING, 6.0), (UploadState.OFFLINE, 6.1)]
    assert [worries.is_one(state, now_s=now_s) for state, now_s in states] == [False] * 4
    assert worries.is_one(UploadState.OFFLINE, now_s=11.1)
