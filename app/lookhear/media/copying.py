"""Writes one new file from pieces of many, in large writes; the file appears under its name only when it is complete."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from lookhear.errors import DiskFull, FolderUnwritable, MediaError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

_GATHER_BYTES: Final = 1 << 20  # small pieces are joined up to this size
_PIECE_BYTES: Final = 8 << 20
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})


class GatheringWriter:
    """Appends bytes and parts of files to an open file. Large parts are copied inside the kernel where it can."""

    def __init__(self, out: FileIO) -> None:
        self._out = out
        self._gathered: list[bytes] = []
        self._gathered_bytes = 0
        # Linux only; a file system that cannot do it says so at the first call.
        self._can_copy_in_kernel = hasattr(os, "copy_file_range")

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._gathered.append(data)
        self._gathered_bytes += len(data)
        if self._gathered_bytes >= _GATHER_BYTES:
            self.flush()

    def copy(self, path: Path, *, offset: int, size: int) -> None:
        """Append ``size`` bytes of a file. Raises MediaError when it has fewer by now."""
        with _translated_source(path), path.open("rb", buffering=0) as source:
            if size >= _GATHER_BYTES and self._can_copy_in_kernel:
                self.flush()
                copied = self._copy_in_kernel(source, offset, size)
                offset, size = offset + copied, size - copied
            source.seek(offset)
            while size:
                data = source.read(min(size, _PIECE_BYTES))
                if not data:
                    raise MediaError(f"The fragment {path.name} has become shorter.")
                self.write(data)
                size -= len(data)

    def flush(self) -> None:
        """Hand what is gathered to the system."""
        view = memoryview(b"".join(self._gathered))
        self._gathered.clear()
        self._gathered_bytes = 0
        while view:
            view = view[self._out.write(view) :]

    def _copy_in_kernel(self, source: FileIO, offset: int, size: int) -> int:
        """Copy as much as the kernel will; how much that was."""
        copy_file_range = getattr(os, "copy_file_range")  # noqa: B009 - absent on other systems, also for the type checker
        done = 0
        while done < size:
            try:
                count = copy_file_range(source.fileno(), self._out.fileno(), size - done, offset + done)
            except OSError as exc:
                if exc.errno in _NO_ROOM:
                    raise
                self._can_copy_in_kernel = False
                break
            if count == 0:
                break
            done += count
        return done


@contextmanager
def complete_file(path: Path) -> Iterator[FileIO]:
    """A new file that is written as ``<name>.<process>.part``, and synced and renamed at the end; an error leaves nothing behind.

    What lies there under that name is taken away and not written into: it may be a link, or others may read it. Only its
    owner may read the new file (0600): what was on a screen is nobody else's until its owner says so.
    Raises DiskFull, or FolderUnwritable for anything else the system has against it.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")  # two processes may write to one name; the later one wins it whole
    with _translated_target(path):
        partial.unlink(missing_ok=True)
        try:
            with open(partial, "xb", buffering=0, opener=_private) as file:
                yield file
                os.fsync(file.fileno())
            partial.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_LINK, 0o600)


def _sync_folder(folder: Path) -> None:
    """Make the rename durable, on systems where a folder can be opened."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    descriptor = os.open(folder, os.O_RDONLY | flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _translated_target(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        if exc.errno in _NO_ROOM:
            raise DiskFull(f"There is no room for {path.name}.") from exc
        raise FolderUnwritable(f"{path} cannot be written: {exc.strerror or exc}.") from exc


@contextmanager
def _translated_source(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as exc:
        raise MediaError(f"The fragment {path.name} is missing.") from exc
    except OSError as exc:
        if exc.errno in _NO_ROOM:
            raise
        raise StorageError(f"The fragment {path.name} cannot be read: {exc.strerror or exc}.") from exc
