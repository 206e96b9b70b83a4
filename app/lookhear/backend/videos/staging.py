"""Files that were handed over and are not taken in yet, in a folder beside the store. What nobody asks for goes after a day."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import time
from typing import TYPE_CHECKING, Any, Final

from lookhear.backend.videos.tickets import LIFE_S
from lookhear.errors import BodyTooLarge, Conflict, InvalidRequest, StoreFull, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

_PART: Final = ".part"
_SWEEP_EVERY_S: Final = 3600.0
_NO_ROOM: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_BATCH_BYTES: Final = 1 << 20


class Staging:
    """The folder. Writing is done in threads; one file is written by one request only.

    ``room_bytes`` stay free on the disk: a file can be sent again, and what is recorded cannot wait.
    """

    name = "staging"

    def __init__(self, folder: Path, *, max_bytes: int, room_bytes: int = 0) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._writing: set[str] = set()  # what else has a part is left over of a process that was killed
        self._room_bytes = room_bytes

    def path(self, upload_id: str) -> Path:
        """Where the file of an upload is, once it is whole."""
        return self._folder / upload_id

    def has(self, upload_id: str) -> bool:
        """Whether the file of an upload is here, whole."""
        return self.path(upload_id).is_file()

    async def keep(self, upload_id: str, chunks: AsyncIterator[bytes]) -> int:
        """Write a file as it comes; gives its size in bytes. Raises Conflict for one that is there, BodyTooLarge, StoreFull."""
        part = self._folder / f"{upload_id}{_PART}"
        if self.has(upload_id):
            raise Conflict("A file was sent to this address already.", hint="Ask for another one with upload_url.")
        if upload_id in self._writing:
            raise Conflict(
                "A file is being sent to this address already.", hint="Wait for its end, or ask for another one with upload_url."
            )
        self._writing.add(upload_id)
        try:
            return await self._keep(upload_id, part, chunks)
        finally:
            self._writing.discard(upload_id)

    async def _keep(self, upload_id: str, part: Path, chunks: AsyncIterator[bytes]) -> int:
        file = await asyncio.to_thread(self._create, part)
        try:
            size = await self._write(file, chunks)
            await asyncio.to_thread(_complete, file, part, self.path(upload_id))
        except OSError as exc:
            raise _translated(exc) from exc
        finally:
            await asyncio.to_thread(_drop, file, part)
        return size

    async def remove(self, upload_id: str) -> None:
        """Forget a file; one that is not there is no error."""
        await asyncio.to_thread(self.path(upload_id).unlink, missing_ok=True)

    async def run(self) -> None:
        """Sweep for ever."""
        while True:
            await asyncio.to_thread(self.sweep, before_s=time.time() - 2 * LIFE_S)
            await asyncio.sleep(_SWEEP_EVERY_S)

    def sweep(self, *, before_s: float) -> int:
        """Remove what was last written before a time (seconds since 1970); gives how many files."""
        old = [path for path in self._folder.glob("up-*") if path.stat().st_mtime < before_s]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _create(self, part: Path) -> Any:  # noqa: ANN401 - a FileIO, which typing calls otherwise with an opener
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            return open(part, "xb", buffering=0, opener=_private)
        except OSError as exc:
            raise _translated(exc) from exc

    async def _write(self, file: Any, chunks: AsyncIterator[bytes]) -> int:  # noqa: ANN401 - as above
        held, size = bytearray(), 0
        async for chunk in chunks:
            size += len(chunk)
            if size > self._max_bytes:
                raise BodyTooLarge(f"A file may have {self._max_bytes >> 20} MiB at most.")
            held += chunk
            if len(held) >= _BATCH_BYTES:
                await asyncio.to_thread(self._write_all, file, bytes(held))
                held.clear()
        if not size:
            raise InvalidRequest("The file is empty.")
        await asyncio.to_thread(self._write_all, file, bytes(held))
        return size

    def _write_all(self, file: Any, data: bytes) -> None:  # noqa: ANN401 - as above
        if shutil.disk_usage(self._folder).free < self._room_bytes + len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _complete(file: Any, part: Path, path: Path) -> None:  # noqa: ANN401 - as above
    os.fsync(file.fileno())
    file.close()
    part.replace(path)


def _drop(file: Any, part: Path) -> None:  # noqa: ANN401 - as above
    file.close()
    part.unlink(missing_ok=True)


def _translated(exc: OSError) -> StoreFull | StoreUnwritable:
    if exc.errno in _NO_ROOM:
        return StoreFull("There is no room for this file.", hint="Make some, then send it again.")
    return StoreUnwritable(f"The file cannot be kept: {exc.strerror or exc}.")
