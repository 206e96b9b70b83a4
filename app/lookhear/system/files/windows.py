"""Durable files and locks on Windows.

`msvcrt` is loaded as a plain module because its type stub is empty elsewhere, where this file is checked too.
"""

from __future__ import annotations

import errno
import importlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_LOCK_AT: Final = 1 << 30  # msvcrt locks forbid reading the locked bytes, so one far behind the text is locked
_BLOCK: Final = bytes(1 << 16)


def sync_file(fd: int) -> None:
    """Return when the file's bytes are on the medium (FlushFileBuffers); raises OSError."""
    os.fsync(fd)


def sync_appended(fd: int) -> None:
    """As `sync_file`: Windows has nothing cheaper."""
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Nothing to do: a folder cannot be flushed on Windows, NTFS journals renames itself."""
    del folder


def allocate(fd: int, size_bytes: int) -> None:
    """Make sure that a file's first bytes have room on the disk; raises OSError when there is none."""
    written = 0
    while written < size_bytes:
        written += os.write(fd, _BLOCK[: size_bytes - written])


def try_lock(fd: int) -> bool:
    """Take the exclusive lock of an open file without waiting; False when another open file has it."""
    msvcrt = importlib.import_module("msvcrt")
    os.lseek(fd, _LOCK_AT, os.SEEK_SET)
    try:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


def unlock(fd: int) -> None:
    """Give the lock back; closing the file does the same."""
    msvcrt = importlib.import_module("msvcrt")
    os.lseek(fd, _LOCK_AT, os.SEEK_SET)
    msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
