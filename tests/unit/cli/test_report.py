from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import report as report_module
from lookhear.cli.handover import Handover
from lookhear.cli.report import export_and_report
from lookhear.errors import DiskFull, FolderUnwritable, StorageError, UsageError
from lookhear.recorder import exporting
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.upload.status import UploadState
from tests.fakes.recordings import begin, complete
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from pathlib import Path


def test_people_get_the_receipt_and_the_file_as_last_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    file = tmp_path / "f.mp4"
    assert export_and_report(folder, file, is_own_name=False, is_json=False, failure=None) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0].startswith(f"{folder.name}: 0:02, ")
    assert lines[1].startswith("  display 1: 0:02, no gaps  (60 pictures, 0 dropped, libx264 from synthetic)")
    assert lines[2].startswith("  mic: 0:02, no gaps  (aac from d, peak 0.25)")
    assert lines[-1] == str(file)
    assert captured.err == ""
    assert file.stat().st_size > 0


def test_programs_get_one_json_object_that_equals_the_sealed_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    file = tmp_path / "f.mp4"
    assert export_and_report(folder, file, is_own_name=False, is_json=True, failure=None) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed.pop("folder"), printed.pop("files")) == (str(folder), [str(file)])
    assert printed == json.loads((folder / "receipt.json").read_text("utf-8"))


def test_why_it_was_stopped_is_said_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    file = tmp_path / "f.mp4"
    assert export_and_report(folder, file, is_own_name=False, is_json=False, failure=DiskFull("It is full.")) == 1
    assert file.exists()
    err = capsys.readouterr().err
    assert err == "lookhear: The recording was stopped. It is full. Free some space; what was recorded so far is safe.\n"


def test_a_file_that_cannot_be_written_is_told_with_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    blocked = tmp_path / "no folder" / "f.mp4"
    assert export_and_report(folder, blocked, is_own_name=False, is_json=True, failure=None) == 1
    captured = capsys.readouterr()
    assert "The video could not be written" in captured.err
    assert f"lookhear export {folder.name} --output FILE.mp4" in captured.err
    assert json.loads(captured.out)["files"] == []


def test_a_recording_that_holds_nothing_is_reported_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(tmp_path) as writer:
        pass
    assert export_and_report(writer.folder, tmp_path / "f.mp4", is_own_name=False, is_json=False, failure=None) == 1
    captured = capsys.readouterr()
    assert "nothing was recorded" in captured.out
    assert "holds nothing that could be played" in captured.err


def test_interrupting_the_export_leaves_the_recording_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = complete(tmp_path / "spool")

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "export", interrupted)
    assert export_and_report(folder, tmp_path / "f.mp4", is_own_name=False, is_json=False, failure=None) == 130
    assert "The recording itself is safe." in capsys.readouterr().err


@pytest.mark.parametrize("error", [DiskFull("It is full."), FolderUnwritable("It is closed."), StorageError("It is broken.")])
def test_a_receipt_that_cannot_be_kept_is_printed_and_the_video_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: StorageError
) -> None:
    folder = complete(tmp_path / "spool")
    file = tmp_path / "f.mp4"

    def refuse(_folder: Path) -> None:
        raise error

    monkeypatch.setattr(report_module, "write_receipt", refuse)
    assert export_and_report(folder, file, is_own_name=False, is_json=True, failure=None) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["recording_id"] == build_receipt(folder).recording_id
    assert file.exists()
    assert "The recording itself is safe" in captured.err


def test_a_name_of_ours_that_was_taken_meanwhile_is_given_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    taken = tmp_path / "videos" / "Lookhear then.mp4"
    taken.parent.mkdir()
    taken.write_bytes(b"mine")
    assert export_and_report(folder, taken, is_own_name=True, is_json=True, failure=None) == 0
    (written,) = json.loads(capsys.readouterr().out)["files"]
    assert taken.read_bytes() == b"mine"
    assert {str(path) for path in taken.parent.iterdir()} == {str(taken), written}


def test_usage_errors_of_the_export_are_failures_of_a_recording_that_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = complete(tmp_path / "spool")

    def nonsense(*_arguments: object, **_options: object) -> None:
        raise UsageError("It cannot be played.")

    monkeypatch.setattr(exporting, "export", nonsense)
    assert export_and_report(folder, tmp_path / "f.mp4", is_own_name=False, is_json=True, failure=None) == 1


def test_where_it_can_be_watched_stands_behind_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    handover = Handover(lambda _folder: ScriptedUpload(upload_status(UploadState.DONE, acked=4)))
    handover.begin(folder)
    assert export_and_report(folder, tmp_path / "f.mp4", is_own_name=False, is_json=False, failure=None, handover=handover) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [str(tmp_path / "f.mp4"), "watch  http://127.0.0.1:1/watch?v=x"]


def test_programs_are_told_what_became_of_the_upload(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    handover = Handover(lambda _folder: ScriptedUpload(upload_status(UploadState.REFUSED, pending=2)))
    handover.begin(folder)
    assert export_and_report(folder, tmp_path / "f.mp4", is_own_name=False, is_json=True, failure=None, handover=handover) == 4
    printed = json.loads(capsys.readouterr().out)
    assert printed["upload"]["state"] == "refused"
    assert printed["upload"]["pending"] == {"fragments": 2, "bytes": 2000}
    assert printed["playback_url"] == "http://127.0.0.1:1/watch?v=x"


def test_a_video_that_could_not_be_written_is_worse_than_an_upload_that_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "spool")
    handover = Handover(lambda _folder: ScriptedUpload(upload_status(UploadState.UPLOADING, pending=2)), is_waited_for=False)
    handover.begin(folder)
    blocked = tmp_path / "no folder" / "f.mp4"
    assert export_and_report(folder, blocked, is_own_name=False, is_json=False, failure=None, handover=handover) == 1
    assert "not handed over yet" in capsys.readouterr().err
