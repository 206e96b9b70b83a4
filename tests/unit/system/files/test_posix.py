from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lookhear.system.files import posix

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def test_syncing_works_on_files_and_folders(tmp_path: Path) -> None:
    fd = opened(tmp_path / "file")
    try:
        os.write(fd, b"bytes")
        posix.sync_file(fd)
        posix.sync_appended(fd)
    finally:
        os.close(fd)
    posix.sync_folder(tmp_path)


def test_what_cannot_be_synced_is_an_error(tmp_path: Path) -> None:
    fd = opened(tmp_path / "file")
    os.close(fd)
    with pytest.raises(OSError, match="descriptor"):
        posix.sync_file(fd)
    with pytest.raises(FileNotFoundError):
        posix.sync_folder(tmp_path / "missing")


def test_allocated_room_is_really_taken(tmp_path: Path) -> None:
    fd = opened(tmp_path / "file")
    try:
        posix.allocate(fd, 300_000)
        taken = os.fstat(fd)
    finally:
        os.close(fd)
    assert taken.st_size == 300_000
    assert getattr(taken, "st_blocks") * 512 >= 300_000  # noqa: B009 - Windows has no such field, and checks this file too


def test_two_openings_of_one_file_cannot_both_have_the_lock(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "lock"), opened(tmp_path / "lock")
    try:
        assert posix.try_lock(first)
        assert not posix.try_lock(second)
        posix.unlock(first)
        assert posix.try_lock(second)
    finally:
        os.close(first)
        os.close(second)


def test_a_file_that_is_not_open_cannot_be_locked(tmp_path: Path) -> None:
    fd = opened(tmp_path / "lock")
    os.close(fd)
    with pytest.raises(OSError, match="descriptor"):
        posix.try_lock(fd)
