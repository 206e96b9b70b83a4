"""Secrets in a file: who can read it, what it says of itself, and what becomes of it when somebody else was there."""

from __future__ import annotations

import json
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import StorageError
from lookhear.system.secrets.file_store import FileStore

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://lookhear.example/init-session"
OTHER = "https://other.example/init-session"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "data" / "secrets.json")


def test_what_is_kept_is_found_and_forgotten(store: FileStore) -> None:
    assert store.get(ADDRESS) is None
    store.keep(ADDRESS, "one")
    store.keep(OTHER, "two")
    store.keep(ADDRESS, "three")
    assert (store.get(ADDRESS), store.get(OTHER)) == ("three", "two")
    store.forget(ADDRESS)
    store.forget(ADDRESS)
    assert (store.get(ADDRESS), store.get(OTHER)) == (None, "two")


def test_nothing_is_made_until_something_is_kept(store: FileStore) -> None:
    store.forget(ADDRESS)
    assert not store.path.parent.exists()


@pytest.mark.linux
@pytest.mark.macos
def test_only_its_owner_can_read_it_and_it_says_what_it_is(store: FileStore) -> None:
    store.keep(ADDRESS, "st-1")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    assert "not encrypted" in json.loads(store.path.read_text())["note"]
    assert [path.name for path in store.path.parent.iterdir()] == [store.path.name]


@pytest.mark.linux
@pytest.mark.macos
def test_a_file_that_others_could_read_is_closed_to_them(store: FileStore, caplog: pytest.LogCaptureFixture) -> None:
    store.keep(ADDRESS, "st-1")
    store.path.chmod(0o644)
    assert store.get(ADDRESS) == "st-1"
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert "could be read by others" in caplog.text
    assert "st-1" not in caplog.text


@pytest.mark.linux
@pytest.mark.macos
def test_a_system_without_modes_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = FileStore(tmp_path / "secrets.json", has_modes=False)
    store.keep(ADDRESS, "st-1")
    store.path.chmod(0o644)
    assert store.get(ADDRESS) == "st-1"
    assert "could be read" not in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"secrets": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_never_overwritten(store: FileStore, content: bytes) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(content)
    assert store.get(ADDRESS) is None
    with pytest.raises(StorageError, match="cannot be read"):
        store.keep(ADDRESS, "st-1")
    assert store.path.read_bytes() == content


def test_entries_that_are_no_text_are_left_out(store: FileStore) -> None:
    store.path.parent.mkdir()
    store.path.write_text(json.dumps({"secrets": {ADDRESS: 7, OTHER: "st-2"}}))
    assert (store.get(ADDRESS), store.get(OTHER)) == (None, "st-2")


@pytest.mark.linux
@pytest.mark.macos
def test_a_link_to_somewhere_else_is_not_followed(store: FileStore, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(json.dumps({"secrets": {ADDRESS: "st-1"}}))
    store.path.parent.mkdir()
    store.path.symlink_to(elsewhere)
    assert store.get(ADDRESS) is None
    with pytest.raises(StorageError, match="cannot be read"):
        store.keep(ADDRESS, "st-2")


def test_a_folder_in_its_place_is_told(store: FileStore) -> None:
    store.path.mkdir(parents=True)
    assert store.get(ADDRESS) is None
    with pytest.raises(StorageError, match="cannot be read"):
        store.keep(ADDRESS, "st-1")


def test_what_cannot_be_written_is_told_without_the_secret(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lookhear.system.files.sync_file", full)
    with pytest.raises(StorageError, match="cannot be kept") as caught:
        store.keep(ADDRESS, "st-secret")
    assert "st-secret" not in caught.value.for_people()
    assert list(store.path.parent.iterdir()) == []


def test_what_a_killed_process_left_is_in_nobodys_way(store: FileStore) -> None:
    store.path.parent.mkdir()
    store.path.with_name(f"{store.path.name}.{os.getpid()}.part").write_text("half")
    store.keep(ADDRESS, "st-1")
    assert store.get(ADDRESS) == "st-1"


def test_two_threads_lose_none_of_each_others(store: FileStore) -> None:
    threads = [threading.Thread(target=store.keep, args=(f"https://{number}.example", str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.get(f"https://{number}.example") for number in range(8)] == [str(number) for number in range(8)]
