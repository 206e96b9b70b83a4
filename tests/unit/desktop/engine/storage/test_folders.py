from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from lookhear.desktop.engine.storage.folders import check_folder


class Usage(NamedTuple):
    """As `shutil.disk_usage` gives it."""

    total: int
    used: int
    free: int


def test_a_folder_that_can_be_written_is_good_and_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(9_000_000_000, 0, 8_000_000_000))
    (tmp_path / "holiday.mp4").write_bytes(b"x")
    checked = check_folder(tmp_path, not_in=tmp_path / "backend")
    assert (checked.is_good, checked.sentence, checked.free_bytes) == (True, "", 8_000_000_000)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.mp4"]


def test_a_folder_that_is_missing_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "videos" / "lookhear"
    assert check_folder(folder, not_in=tmp_path / "backend").is_good
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0


def test_little_room_is_told_and_no_reason_to_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(9_000_000_000, 0, 1_000_000))
    checked = check_folder(tmp_path, not_in=tmp_path / "backend")
    assert checked.is_good
    assert checked.sentence == "There is little room left there."


@pytest.mark.parametrize("inner", ["backend", "backend/objects"])
def test_the_backends_own_folder_is_refused(tmp_path: Path, inner: str) -> None:
    checked = check_folder(tmp_path / inner, not_in=tmp_path / "backend")
    assert not checked.is_good
    assert not (tmp_path / "backend").exists()


def test_a_path_that_begins_nowhere_is_refused(tmp_path: Path) -> None:
    checked = check_folder(Path("videos"), not_in=tmp_path)
    assert not checked.is_good
    assert "whole path" in checked.sentence


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        checked = check_folder(path, not_in=tmp_path / "backend")
        assert not checked.is_good
        assert checked.hint == "Choose another folder."


def test_a_folder_where_nothing_can_be_locked_is_refused_and_tidied_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_fd: int) -> bool:
        raise OSError(38, os.strerror(38))

    monkeypatch.setattr("lookhear.system.files.try_lock", no_locks)
    checked = check_folder(tmp_path / "drive", not_in=tmp_path / "backend")
    assert not checked.is_good
    assert "cannot be used" in checked.sentence
    assert list(tmp_path.iterdir()) == []
