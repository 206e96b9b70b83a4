from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import FolderUnwritable, RecordingBusy
from lookhear.recorder.spool.lock import WriterLock, is_being_written

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from lookhear.recorder.spool.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_is_held_once_and_free_when_closed(tmp_path: Path) -> None:
    with WriterLock(tmp_path), pytest.raises(RecordingBusy, match="Another process is writing"):
        WriterLock(tmp_path, patience_s=0)
    with WriterLock(tmp_path):
        assert is_being_written(tmp_path)
    assert not is_being_written(tmp_path)


def test_a_lock_file_alone_means_nothing(tmp_path: Path) -> None:
    assert not is_being_written(tmp_path)
    (tmp_path / "writer.lock").touch()
    assert not is_being_written(tmp_path)


def test_looking_creates_nothing(tmp_path: Path) -> None:
    is_being_written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_being_written(tmp_path)
        with pytest.raises(RecordingBusy):
            WriterLock(tmp_path, patience_s=0)
        holder.kill()
        holder.wait()
    with WriterLock(tmp_path, patience_s=0):
        pass


def test_a_short_look_by_somebody_else_is_waited_for(tmp_path: Path) -> None:
    held = WriterLock(tmp_path)
    closing = threading.Timer(0.05, held.close)
    closing.start()
    with WriterLock(tmp_path, patience_s=10.0):
        assert is_being_written(tmp_path)
    closing.join()


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable):
        WriterLock(tmp_path / "missing")


def test_a_lock_on_a_file_that_was_removed_meanwhile_is_not_taken_for_one(tmp_path: Path) -> None:
    with WriterLock(tmp_path):
        (tmp_path / "writer.lock").unlink()
        with WriterLock(tmp_path, patience_s=0):
            assert is_being_written(tmp_path)
