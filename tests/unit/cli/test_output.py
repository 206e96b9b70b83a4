from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from lookhear.cli.output import chosen_output
from lookhear.errors import FolderUnwritable, UsageError
from lookhear.system.paths.folders import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(data=tmp_path / "data", exports=tmp_path / "videos", state=tmp_path / "state")


def test_without_a_name_it_is_the_time_in_the_folder_for_videos(paths: Paths) -> None:
    found = chosen_output(None, paths, is_forced=False)
    assert found.parent == paths.exports
    assert re.fullmatch(r"Lookhear \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.mp4", found.name)
    assert found.parent.is_dir()


def test_two_recordings_in_one_second_have_names_of_their_own(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "strftime", lambda _format: "Lookhear then")
    seen = []
    for _ in range(3):
        found = chosen_output(None, paths, is_forced=False)
        found.write_bytes(b"")
        seen.append(found.name)
    assert seen == ["Lookhear then.mp4", "Lookhear then (2).mp4", "Lookhear then (3).mp4"]


def test_a_named_file_is_taken_as_an_absolute_path_and_its_folder_is_made(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert chosen_output(Path("new/talk.MP4"), paths, is_forced=False) == tmp_path / "new" / "talk.MP4"
    assert (tmp_path / "new").is_dir()
    assert not (tmp_path / "new" / "talk.MP4").exists()


def test_a_tilde_is_the_home_folder(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert chosen_output(Path("~/talk.mp4"), paths, is_forced=False) == tmp_path / "talk.mp4"


@pytest.mark.parametrize("name", ["talk", "talk.avi", "talk.mp4.part", ".mp4"])
def test_only_mp4_files_are_written(paths: Paths, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"does not end in \.mp4"):
        chosen_output(tmp_path / name, paths, is_forced=False)


def test_a_folder_is_no_file(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "x.mp4").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        chosen_output(tmp_path / "x.mp4", paths, is_forced=True)


def test_a_file_that_is_there_is_replaced_only_when_asked(paths: Paths, tmp_path: Path) -> None:
    taken = tmp_path / "talk.mp4"
    taken.write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists already"):
        chosen_output(taken, paths, is_forced=False)
    assert chosen_output(taken, paths, is_forced=True) == taken
    assert taken.read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made_is_told_of(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderUnwritable, match="file"):
        chosen_output(tmp_path / "file" / "talk.mp4", paths, is_forced=False)


def test_a_folder_that_cannot_be_written_is_told_of(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may write everywhere
    with pytest.raises(FolderUnwritable, match="cannot be written"):
        chosen_output(tmp_path / "talk.mp4", paths, is_forced=False)
