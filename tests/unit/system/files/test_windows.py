from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lookhear.system.files import windows

if TYPE_CHECKING:
    from pathlib import Path


def test_what_needs_nothing_of_windows_works_anywhere(tmp_path: Path) -> None:
    fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        windows.allocate(fd, 100_000)
        windows.sync_file(fd)
        windows.sync_appended(fd)
        assert os.fstat(fd).st_size == 100_000
    finally:
        os.close(fd)
    windows.sync_folder(tmp_path)


@pytest.mark.windows
def test_two_openings_of_one_file_cannot_both_have_the_lock(tmp_path: Path) -> None:
    first = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    second = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        assert windows.try_lock(first)
        assert not windows.try_lock(second)
        windows.unlock(first)
        assert windows.try_lock(second)
    finally:
        os.close(first)
        os.close(second)
