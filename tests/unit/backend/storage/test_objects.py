"""The folder of objects: who may read it, what order the disk hears things in, and what a crash leaves."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, cast

import pytest

from lookhear.backend.storage.objects import STALE_NS, THREADS, LocalObjects
from lookhear.errors import StoreFull, StoreUnwritable
from lookhear.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


def play(folder: Path, scene: Callable[[LocalObjects], Coroutine[object, object, T]]) -> T:
    """Play a scene with the objects of a folder."""

    async def whole() -> T:
        objects = LocalObjects.open(folder)
        try:
            return await scene(objects)
        finally:
            await objects.close()

    return asyncio.run(whole())


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_files_and_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    play(tmp_path / "objects", lambda objects: objects.put("a/b/c", b"x"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "objects").rglob("*")}
    assert modes == {".parts": 0o700, "a": 0o700, "b": 0o700, "c": 0o600}
    assert stat.S_IMODE((tmp_path / "objects").stat().st_mode) == 0o700


def test_bytes_are_on_the_disk_before_their_name_and_the_name_before_anybody_hears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "objects"
    heard: list[str] = []

    def sync_file(fd: int) -> None:
        heard.append(f"file of {os.fstat(fd).st_size}, named {(folder / 'a' / 'b').exists()}")

    def sync_folder(path: Path) -> None:
        heard.append(f"folder {path.name}, named {(folder / 'a' / 'b').exists()}")

    monkeypatch.setattr(files, "sync_file", sync_file)
    monkeypatch.setattr(files, "sync_folder", sync_folder)

    async def scene(objects: LocalObjects) -> None:
        await objects.put("a/b", b"12345")
        heard.append("told")

    play(folder, scene)
    root = tmp_path.name
    assert heard[0] == f"folder {root}, named False"
    assert heard[1:] == ["file of 5, named False", "folder a, named True", "folder objects, named True", "told"]


def test_the_name_of_a_folder_is_synced_once_by_every_process_that_puts_something_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(files, "sync_folder", lambda path: heard.append(path.relative_to(tmp_path).as_posix()))

    async def scene(objects: LocalObjects) -> None:
        for key in ("a/b/1", "a/b/2", "a/c/1"):
            await objects.put(key, b"x")
            heard.append("told")

    play(tmp_path / "objects", scene)
    assert heard == [
        ".",
        *("objects/a/b", "objects", "objects/a", "told"),
        *("objects/a/b", "told"),
        *("objects/a/c", "objects/a", "told"),
    ]
    heard.clear()
    play(tmp_path / "objects", lambda objects: objects.put("a/b/3", b"x"))  # who made it may have been killed before it was synced
    assert heard == [".", "objects/a/b", "objects", "objects/a"]


def test_a_folder_that_came_back_is_synced_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(files, "sync_folder", lambda path: heard.append(path.name))

    async def scene(objects: LocalObjects) -> None:
        await objects.put("a/1", b"x")
        await objects.delete(["a/1"])
        heard.clear()
        await objects.put("a/1", b"x")
        (tmp_path / "objects" / "a" / "1").unlink()
        (tmp_path / "objects" / "a").rmdir()  # by somebody else
        await objects.put("a/1", b"x")

    play(tmp_path / "objects", scene)
    assert heard == ["a", "objects"] * 2


def test_nobody_who_reads_stands_in_front_of_what_is_to_be_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_read = threading.Event()
    open_file = Path.open

    def slow_open(path: Path, mode: str) -> IO[bytes]:
        may_read.wait()
        return cast("IO[bytes]", open_file(path, mode))

    async def scene(objects: LocalObjects) -> list[bytes]:
        await objects.put("a/1", b"x")
        readers = [asyncio.create_task(objects.get("a/1")) for _ in range(2 * THREADS)]
        await asyncio.sleep(0)
        await objects.put("a/2", b"x")  # would wait for ever behind them
        assert not any(reader.done() for reader in readers)
        may_read.set()
        return await asyncio.gather(*readers)

    monkeypatch.setattr(Path, "open", slow_open)
    assert play(tmp_path / "objects", scene) == [b"x"] * 2 * THREADS


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, StoreFull), (errno.EIO, StoreUnwritable)])
def test_what_the_disk_refuses_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(number, os.strerror(number))

    async def scene(objects: LocalObjects) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(files, "sync_file", refuse)
            with pytest.raises(expected):
                await objects.put("a/b", b"x")
        assert [path.name for path in (tmp_path / "objects").rglob("*")] == [".parts"]
        await objects.put("a/b", b"x")
        assert await objects.get("a/b") == b"x"

    play(tmp_path / "objects", scene)


def test_opening_sweeps_what_crashed_writers_left_and_nothing_younger_or_whole(tmp_path: Path) -> None:
    folder = tmp_path / "objects"
    play(folder, lambda objects: objects.put("a/whole", b"x"))
    old, young = folder / ".parts" / "0123.part", folder / ".parts" / "4567.part"
    for path in (old, young):
        path.write_bytes(b"half")
    now_ns = young.stat().st_mtime_ns + STALE_NS
    os.utime(old, ns=(now_ns - STALE_NS - 1, now_ns - STALE_NS - 1))
    os.utime(folder / "a" / "whole", ns=(0, 0))
    asyncio.run(LocalObjects.open(folder, now_ns=lambda: now_ns).close())
    assert [path.name for path in (folder / ".parts").iterdir()] == ["4567.part"]
    assert [path.name for path in (folder / "a").iterdir()] == ["whole"]


def test_opening_looks_at_no_object_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play(tmp_path / "objects", lambda objects: objects.put("a/b/whole", b"x"))
    looked_at: list[str] = []
    scandir, listdir = os.scandir, os.listdir

    def heard(path: str) -> str:
        looked_at.append(Path(path).name)
        return path

    monkeypatch.setattr(os, "scandir", lambda path: scandir(heard(path)))
    monkeypatch.setattr(os, "listdir", lambda path: listdir(heard(path)))
    asyncio.run(LocalObjects.open(tmp_path / "objects").close())
    assert looked_at == [".parts"]


def test_a_folder_whose_last_object_went_goes_too_and_comes_back_when_needed(tmp_path: Path) -> None:
    async def scene(objects: LocalObjects) -> list[str]:
        await objects.put("a/1", b"1")
        await objects.put("b/1", b"1")
        await objects.delete(["a/1", "a/2"])
        before = sorted(path.name for path in (tmp_path / "objects").iterdir())
        await objects.put("a/1", b"1")
        return before

    assert play(tmp_path / "objects", scene) == [".parts", "b"]
    assert (tmp_path / "objects" / "a" / "1").read_bytes() == b"1"


def test_putting_and_deleting_side_by_side_in_one_folder_never_fails(tmp_path: Path) -> None:
    async def scene(objects: LocalObjects) -> None:
        for number in range(40):
            await asyncio.gather(objects.put(f"a/{number}", b"x"), objects.delete([f"a/{number - 1}"]))

    play(tmp_path / "objects", scene)
    assert [path.name for path in (tmp_path / "objects" / "a").iterdir()] == ["39"]


def test_the_path_of_a_key_is_where_its_bytes_are(tmp_path: Path) -> None:
    async def scene(objects: LocalObjects) -> Path:
        await objects.put("a/b.m4s", b"x")
        return objects.path("a/b.m4s")

    path = play(tmp_path / "objects", scene)
    assert path == tmp_path / "objects" / "a" / "b.m4s"
    assert path.read_bytes() == b"x"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnwritable, match="cannot be read or written"):
        LocalObjects.open(tmp_path / "file" / "objects")
