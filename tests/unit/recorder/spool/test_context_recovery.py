from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.durable import LineLog
from lookhear.recorder.spool.layout import JOURNAL
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import ContextRow, MarkerRow, PauseRow, WindowRow, to_line
from tests.fakes.recordings import SCREEN, begin, seal

if TYPE_CHECKING:
    from pathlib import Path


def crashed(root: Path) -> tuple[Path, ContextRow]:
    """A recording that was killed while it was paused, with one sealed file of its context log."""
    with begin(root, SCREEN) as writer:
        seal(writer, SCREEN, 1, 2)
        writer.did(MarkerRow(text="here", t_ns=5))
        sealed = writer.seal_context()
        writer.did(PauseRow(t_ns=2_000_000_000))
    assert sealed is not None
    return writer.folder, sealed


def kinds(folder: Path) -> list[list[str]]:
    log = RecordingLog.load(folder)
    return [[json.loads(line)["kind"] for line in log.path(row).read_bytes().splitlines()] for row in log.context]


def test_what_was_in_no_file_yet_comes_from_the_journal(tmp_path: Path) -> None:
    folder, _ = crashed(tmp_path)
    recover(folder)
    assert kinds(folder) == [["started", "marker"], ["pause", "ended"]]
    assert build_receipt(folder, verify=True).context.lost_files == 0


def test_recovering_twice_changes_nothing(tmp_path: Path) -> None:
    folder, _ = crashed(tmp_path)
    recover(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    recover(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_that_was_sealed_without_its_row_is_adopted_and_nothing_stands_there_twice(tmp_path: Path) -> None:
    folder, sealed = crashed(tmp_path)
    journal = folder / "journal.ndjson"
    journal.write_bytes(b"".join(line for line in journal.read_bytes().splitlines(keepends=True)[:-2]))  # neither its row nor the pause
    assert recover(folder).adopted == (sealed.file,)
    assert kinds(folder) == [["started", "marker"], ["ended"]]


@pytest.mark.parametrize("left", [None, b"", b'{"t_ns":1,"ki'])
def test_a_file_that_is_gone_or_torn_is_written_again_from_the_journal(tmp_path: Path, left: bytes | None) -> None:
    folder, sealed = crashed(tmp_path)
    path = folder / sealed.file
    path.unlink() if left is None else path.write_bytes(left)
    assert recover(folder).damaged == ()
    assert kinds(folder) == [["started", "marker"], ["pause", "ended"]]
    assert RecordingLog.load(folder).context[0] == sealed


def test_a_file_that_the_journal_cannot_give_again_is_set_aside_and_taken_back(tmp_path: Path) -> None:
    folder, sealed = crashed(tmp_path)
    journal = folder / "journal.ndjson"
    journal.write_bytes(b"".join(line for line in journal.read_bytes().splitlines(keepends=True) if b"marker" not in line))
    (folder / sealed.file).write_bytes(b"rotten")
    assert recover(folder).damaged == (sealed.file,)
    assert (folder / "damaged" / sealed.file).read_bytes() == b"rotten"
    assert kinds(folder) == [["pause", "ended"]]
    assert recover(folder).damaged == ()


def test_a_stray_file_that_is_no_context_log_is_set_aside(tmp_path: Path) -> None:
    folder, _ = crashed(tmp_path)
    (folder / "context" / "00000007.ndjson").write_bytes(b"\0\0\0")
    assert recover(folder).damaged == ("context/00000007.ndjson",)
    assert kinds(folder) == [["started", "marker"], ["pause", "ended"]]


def test_a_recording_of_a_version_without_context_log_gets_one(tmp_path: Path) -> None:
    with begin(tmp_path, SCREEN) as writer:
        seal(writer, SCREEN, 1)
    (writer.folder / "context").rmdir()
    recover(writer.folder)
    assert kinds(writer.folder) == [["started", "ended"]]


def test_the_name_of_a_window_comes_from_the_journal_too(tmp_path: Path) -> None:
    folder, _ = crashed(tmp_path)
    with LineLog(folder / JOURNAL) as journal:
        journal.append(to_line(WindowRow(app="Editor", title="a.txt", t_ns=3_000_000_000, pid=7)))
    recover(folder)
    assert kinds(folder) == [["started", "marker"], ["pause", "window", "ended"]]
