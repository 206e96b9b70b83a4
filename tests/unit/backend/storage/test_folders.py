"""Folders that come and go, and when their names are known to be on the medium."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.storage.folders import Folders
from lookhear.system import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose names were synced."""
    heard: list[str] = []
    monkeypatch.setattr(files, "sync_folder", lambda path: heard.append(path.relative_to(tmp_path).as_posix()))
    return heard


def test_the_names_of_all_levels_below_the_root_are_synced_once(tmp_path: Path, synced: list[str]) -> None:
    folders = Folders(tmp_path)
    folders.make(tmp_path / "a" / "b")
    assert synced == []
    for _ in range(2):
        folders.make_durable(tmp_path / "a" / "b")
        folders.make_durable(tmp_path)
    assert synced == [".", "a"]


def test_what_was_removed_and_made_again_is_synced_again(tmp_path: Path, synced: list[str]) -> None:
    folders = Folders(tmp_path)
    folders.make(tmp_path / "a")
    folders.make_durable(tmp_path / "a")
    (tmp_path / "a").rmdir()  # whoever did it
    folders.make(tmp_path / "a")
    folders.make_durable(tmp_path / "a")
    folders.remove_empty(tmp_path / "a")
    folders.make(tmp_path / "a")
    folders.make_durable(tmp_path / "a")
    assert synced == ["."] * 3


def test_a_folder_with_something_in_it_and_the_root_stay(tmp_path: Path, synced: list[str]) -> None:
    folders = Folders(tmp_path / "root")
    (tmp_path / "root").mkdir()
    folders.make(tmp_path / "root" / "a" / "b")
    folders.make_durable(tmp_path / "root" / "a" / "b")
    for folder in (tmp_path / "root" / "a", tmp_path / "root" / "gone", tmp_path / "root"):
        folders.remove_empty(folder)
    assert (tmp_path / "root" / "a" / "b").is_dir()
    folders.remove_empty(tmp_path / "root" / "a" / "b")
    folders.remove_empty(tmp_path / "root" / "a")
    folders.remove_empty(tmp_path / "root")
    assert list((tmp_path / "root").iterdir()) == []


def test_nobody_takes_a_folder_for_durable_that_another_is_still_syncing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders, may_end, begun, told = Folders(tmp_path), threading.Event(), threading.Event(), threading.Event()

    def sync(path: Path) -> None:
        del path
        begun.set()
        may_end.wait()

    def ask() -> None:
        folders.make_durable(tmp_path / "a")
        told.set()

    monkeypatch.setattr(files, "sync_folder", sync)
    folders.make(tmp_path / "a")
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    begun.wait()
    assert not told.is_set()
    may_end.set()
    for thread in threads:
        thread.join()
    assert told.is_set()
