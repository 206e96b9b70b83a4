"""The store of objects in a folder: whole files under their key, each on the medium before anybody hears of it.

Calls come from one event loop; the disk is waited for on a few threads, on others for what is stored than for what is read: somebody
who watches must not stand in front of a recorder that waits for its acknowledgement.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Self, TypeVar

from lookhear.backend.storage.failures import translated_os
from lookhear.backend.storage.folders import Folders
from lookhear.errors import ObjectMissing
from lookhear.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")

THREADS: Final = 4  # that store, and as many for everything else
MAX_KEY_CHARS: Final = 512
STALE_NS: Final = 3_600_000_000_000
_ATTEMPTS: Final = 3  # to make a folder that somebody else removes at the same time
_PARTS: Final = ".parts"  # no key begins like that; one folder, so that what crashed writers left is found without a walk
_KEY: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199})*")
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # Windows would turn line ends otherwise


class LocalObjects:
    """Port `ObjectStore` on a folder. Files are for their owner only."""

    def __init__(self, folder: Path, *, threads: int = THREADS) -> None:
        self._folder = folder
        self._folders = Folders(folder)
        self._storing = ThreadPoolExecutor(threads, thread_name_prefix="objects-store")
        self._others = ThreadPoolExecutor(threads, thread_name_prefix="objects")

    @classmethod
    def open(cls, folder: Path, *, now_ns: Callable[[], int] = time.time_ns, threads: int = THREADS) -> Self:
        """Make the folder if there is none and remove what crashed writers left in it. Raises StoreFull, StoreUnwritable."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.sync_folder(folder.parent)
            (folder / _PARTS).mkdir(exist_ok=True, mode=0o700)
            for part in (folder / _PARTS).iterdir():
                if now_ns() - part.stat().st_mtime_ns > STALE_NS:
                    part.unlink(missing_ok=True)
        except OSError as error:
            raise translated_os(error, folder) from error
        return cls(folder, threads=threads)

    def path(self, key: str) -> Path:
        """Where the bytes of a key are, for handing a file out whole; nothing is looked up. Raises ValueError for what is no key."""
        if len(key) > MAX_KEY_CHARS or _KEY.fullmatch(key) is None:
            raise ValueError(f"{key!r} is no key of an object")
        return self._folder / key

    async def put(self, key: str, data: bytes) -> None:
        """Store; durable when it returns. Raises StoreFull, StoreUnwritable."""
        path = self.path(key)
        await self._run(lambda: self._put(path, data), self._storing)

    async def get(self, key: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Bytes from ``start`` to before ``end``. Raises ObjectMissing, StoreUnwritable."""
        path = self.path(key)
        return await self._run(lambda: _read(path, key, start=start, end=end), self._others)

    async def delete(self, keys: Iterable[str]) -> None:
        """Remove; what is not there is no error. Raises StoreUnwritable."""
        paths = [self.path(key) for key in keys]
        await self._run(lambda: self._delete(paths), self._others)

    async def free_bytes(self) -> int | None:
        """Room left on the disk of the folder."""
        return await self._run(lambda: shutil.disk_usage(self._folder).free, self._others)

    async def close(self) -> None:
        """End the threads once they have done what they were given."""
        for threads in (self._storing, self._others):
            await asyncio.to_thread(threads.shutdown)

    async def _run(self, work: Callable[[], T], threads: ThreadPoolExecutor) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        except OSError as error:
            raise translated_os(error, self._folder) from error

    def _put(self, path: Path, data: bytes) -> None:
        part = self._folder / _PARTS / f"{secrets.token_hex(8)}.part"
        try:
            _write(part, data)
            self._name(part, path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        files.sync_folder(path.parent)
        self._folders.make_durable(path.parent)

    def _name(self, part: Path, path: Path) -> None:
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                part.replace(path)
            except FileNotFoundError:  # the first object of its folder, or the last one there was removed just now
                if not attempts_left:
                    raise
                self._folders.make(path.parent)
            else:
                return

    def _delete(self, paths: list[Path]) -> None:
        """Remove files and the folders they leave empty; a removal that a power cut takes back is an orphan, nothing worse."""
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths}:
            self._folders.remove_empty(folder)


def _write(path: Path, data: bytes) -> None:
    """Make a file whose bytes are on the medium, its name perhaps not yet."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        files.sync_file(fd)
    finally:
        os.close(fd)


def _read(path: Path, key: str, *, start: int, end: int | None) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else max(end - start, 0))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise ObjectMissing(f"There is no object {key}.") from error
