"""The store of objects in a folder: whole files under their key, each on the medium before anybody hears of it.

Calls come from one event loop; the disk is waited for on a few threads.
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
from lookhear.errors import ObjectMissing
from lookhear.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")

THREADS: Final = 4
MAX_KEY_CHARS: Final = 512
STALE_NS: Final = 3_600_000_000_000
_ATTEMPTS: Final = 3  # to make a folder that somebody else removes at the same time
_PART: Final = ".part"
_KEY: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199})*")
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # Windows would turn line ends otherwise


class LocalObjects:
    """Port `ObjectStore` on a folder. Files are for their owner only."""

    def __init__(self, folder: Path, *, threads: int = THREADS) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="objects")

    @classmethod
    def open(cls, folder: Path, *, now_ns: Callable[[], int] = time.time_ns, threads: int = THREADS) -> Self:
        """Make the folder if there is none and remove what crashed writers left in it. Raises StoreFull, StoreUnwritable."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for part in folder.rglob(f".*{_PART}"):
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
        await self._run(lambda: self._put(self.path(key), data))

    async def get(self, key: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Bytes from ``start`` to before ``end``. Raises ObjectMissing, StoreUnwritable."""
        return await self._run(lambda: _read(self.path(key), key, start=start, end=end))

    async def delete(self, keys: Iterable[str]) -> None:
        """Remove; what is not there is no error. Raises StoreUnwritable."""
        paths = [self.path(key) for key in keys]
        await self._run(lambda: self._delete(paths))

    async def free_bytes(self) -> int | None:
        """Room left on the disk of the folder."""
        return await self._run(lambda: shutil.disk_usage(self._folder).free)

    async def close(self) -> None:
        """End the threads once they have done what they were given."""
        await asyncio.to_thread(self._threads.shutdown)

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except OSError as error:
            raise translated_os(error, self._folder) from error

    def _put(self, path: Path, data: bytes) -> None:
        fd, part = self._create_part(path)
        try:
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(fd, rest) :]
                files.sync_file(fd)
            finally:
                os.close(fd)
            part.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        files.sync_folder(path.parent)

    def _create_part(self, path: Path) -> tuple[int, Path]:
        part = path.with_name(f".{secrets.token_hex(8)}{_PART}")
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), part
            except FileNotFoundError:  # the first object of its folder, or the last one there was removed just now
                if not attempts_left:
                    raise
                self._make_folder(path.parent)
        raise AssertionError("not reached")

    def _make_folder(self, folder: Path) -> None:
        """Make a folder below ours durable: a name in it is worth nothing if its own is lost."""
        for level in reversed([folder, *folder.parents]):
            if level.is_relative_to(self._folder) and level != self._folder:
                level.mkdir(mode=0o700, exist_ok=True)
                files.sync_folder(level.parent)

    def _delete(self, paths: list[Path]) -> None:
        """Remove files and the folders they leave empty; a removal that a power cut takes back is an orphan, nothing worse."""
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths} - {self._folder}:
            with contextlib.suppress(OSError):  # not empty, or somebody is about to use it
                folder.rmdir()


def _read(path: Path, key: str, *, start: int, end: int | None) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else max(end - start, 0))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise ObjectMissing(f"There is no object {key}.") from error
