from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import DiskFull, FolderUnwritable, StorageError
from lookhear.recorder.spool.durable import LOCAL_DISK, LineLog, translated, write_sealed
from tests.fakes.disk import CrampedDisk, DyingDisk, PowerCut

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sealed_file_has_all_its_bytes_under_its_name_and_nothing_else_lies_there(tmp_path: Path) -> None:
    write_sealed(tmp_path / "file", b"bytes" * 100_000)
    assert (tmp_path / "file").read_bytes() == b"bytes" * 100_000
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_sealed_file_replaces_the_one_before(tmp_path: Path) -> None:
    write_sealed(tmp_path / "file", b"before")
    write_sealed(tmp_path / "file", b"after")
    assert (tmp_path / "file").read_bytes() == b"after"


def test_a_process_that_dies_while_it_writes_leaves_no_file_under_the_name(tmp_path: Path) -> None:
    with pytest.raises(PowerCut):
        write_sealed(tmp_path / "file", b"bytes", disk=DyingDisk(writes_left=0))
    assert [path.name for path in tmp_path.iterdir()] == ["file.part"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="is full"):
        write_sealed(tmp_path / "file", b"bytes", disk=CrampedDisk(room_bytes=2, reserve=None))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable, match="cannot be written"):
        write_sealed(tmp_path / "missing" / "file", b"")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, FolderUnwritable),
        (errno.EROFS, FolderUnwritable),
        (errno.EIO, StorageError),
    ],
)
def test_what_the_system_says_becomes_an_error_a_person_can_act_on(tmp_path: Path, number: int, expected: type[StorageError]) -> None:
    with pytest.raises(StorageError) as caught, translated(tmp_path / "file"):
        raise OSError(number, os.strerror(number))
    assert type(caught.value) is expected
    assert caught.value.hint


def test_lines_are_appended_and_private(tmp_path: Path) -> None:
    with LineLog(tmp_path / "log") as log:
        log.append(b"one")
        log.append(b"two")
    with LineLog(tmp_path / "log") as log:
        log.append(b"three")
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\nthree\n"
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_a_torn_line_stays_and_spoils_nothing_behind_it(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"one\ntw")
    with LineLog(tmp_path / "log") as log:
        log.append(b"three")
    assert (tmp_path / "log").read_bytes() == b"one\ntw\nthree\n"


def test_a_line_that_does_not_fit_is_taken_back(tmp_path: Path) -> None:
    with LineLog(tmp_path / "log", disk=CrampedDisk(room_bytes=6, reserve=None)) as log:
        log.append(b"one")
        with pytest.raises(DiskFull):
            log.append(b"two")
    assert (tmp_path / "log").read_bytes() == b"one\n"


def test_closing_a_log_twice_is_harmless(tmp_path: Path) -> None:
    log = LineLog(tmp_path / "log")
    log.close()
    log.close()


def test_the_local_disk_knows_its_room(tmp_path: Path) -> None:
    assert LOCAL_DISK.free_bytes(tmp_path) > 0
