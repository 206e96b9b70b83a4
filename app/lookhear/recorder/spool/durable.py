"""Bytes that outlive a power cut: whole files sealed under their final name, and lines appended to a log."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, Self

from lookhear.errors import DiskFull, FolderUnwritable, StorageError
from lookhear.recorder.spool.layout import PART
from lookhear.system import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_UNWRITABLE: Final = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT, errno.EISDIR}
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # Windows would turn line ends otherwise


class Disk(Protocol):
    """What a disk can refuse: taking bytes, and having room."""

    def write(self, fd: int, data: memoryview) -> int:
        """Write some of the bytes and say how many; raises OSError."""
        ...

    def free_bytes(self, folder: Path) -> int:
        """Room for ordinary users on the file system of a folder; raises OSError."""
        ...


class LocalDisk:
    """The disk of this machine."""

    def write(self, fd: int, data: memoryview) -> int:
        """Write some of the bytes and say how many."""
        return os.write(fd, data)

    def free_bytes(self, folder: Path) -> int:
        """Room for ordinary users on the file system of a folder (statvfs, a microsecond)."""
        return shutil.disk_usage(folder).free


LOCAL_DISK: Final[Disk] = LocalDisk()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an OSError about a path into the storage error a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"The disk that holds {path.parent} is full.") from error
        if error.errno in _UNWRITABLE:
            raise FolderUnwritable(f"{path} cannot be written ({error.strerror}).") from error
        raise StorageError(f"{path} cannot be read or written ({error.strerror}).", hint="Check the disk.") from error


def write_sealed(path: Path, data: bytes | memoryview, *, disk: Disk = LOCAL_DISK) -> None:
    """Write a whole file so that its name exists only with all its bytes on the medium.

    Writes ``<name>.part``, syncs it, renames it, syncs the folder. An existing file is replaced. Raises DiskFull,
    FolderUnwritable or StorageError, and then leaves no ``.part`` behind where it can.
    """
    part = path.with_name(path.name + PART)
    with translated(path):
        try:
            fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            try:
                _write_all(fd, data, disk=disk)
                files.sync_file(fd)
            finally:
                os.close(fd)
            part.replace(path)
            files.sync_folder(path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise


def _write_all(fd: int, data: bytes | memoryview, *, disk: Disk) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(fd, rest) :]


class LineLog:
    """An append-only file of lines, each durable before `append` returns. Owned by one thread of the process that holds the lock.

    A line torn by a crash stays where it is: opening the log again ends it with a line feed, so that it spoils nothing behind it.
    """

    def __init__(self, path: Path, *, disk: Disk = LOCAL_DISK) -> None:
        self._path = path
        self._disk = disk
        with translated(path):
            is_new = not path.exists()
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
            try:
                if is_new:
                    files.sync_folder(path.parent)
                self._end_torn_line()
            except BaseException:
                os.close(self._fd)
                raise

    def _end_torn_line(self) -> None:
        size = os.lseek(self._fd, 0, os.SEEK_END)
        if size == 0:
            return
        os.lseek(self._fd, size - 1, os.SEEK_SET)
        if os.read(self._fd, 1) != b"\n":
            _write_all(self._fd, b"\n", disk=self._disk)
            files.sync_appended(self._fd)

    def append(self, line: bytes, *, is_synced: bool = True) -> None:
        """Add one line (without its line feed) durably. Raises DiskFull, StorageError; what was there before stays as it was.

        Without ``is_synced`` the line outlives the process, but perhaps not a power cut.
        """
        with translated(self._path):
            size = os.lseek(self._fd, 0, os.SEEK_END)
            try:
                _write_all(self._fd, line + b"\n", disk=self._disk)
                if is_synced:
                    files.sync_appended(self._fd)
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(self._fd, size)
                raise

    def close(self) -> None:
        """Close the file. Harmless when called twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
