"""Durable files and locks on Linux, macOS and other POSIX systems.

`fcntl` is loaded as a plain module because its type stub is empty on Windows, where this file is checked too.
"""

from __future__ import annotations

import errno
import importlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_FCNTL: Final = importlib.import_module("fcntl")
_FULL_SYNC: Final[int | None] = getattr(_FCNTL, "F_FULLFSYNC", None)
_BUSY: Final = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}


def sync_file(fd: int) -> None:
    """Return when the file's bytes and length are on the medium; raises OSError.

    On macOS fsync only hands the bytes to the drive's cache; F_FULLFSYNC empties that cache (fcntl(2) there).
    Network volumes refuse it, for them fsync is all there is.
    """
    if _FULL_SYNC is not None:
        try:
            _FCNTL.fcntl(fd, _FULL_SYNC)
        except OSError as error:
            if error.errno not in {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}:
                raise
        else:
            return
    os.fsync(fd)


def sync_appended(fd: int) -> None:
    """Return when appended bytes are on the medium: as `sync_file`, without the times of the file where that is cheaper."""
    data_only = getattr(os, "fdatasync", None)
    if data_only is None:
        sync_file(fd)
    else:
        data_only(fd)


def sync_folder(folder: Path) -> None:
    """Return when names that were created, renamed or removed in a folder are on the medium; raises OSError."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:  # some network file systems cannot sync a folder
            raise
    finally:
        os.close(fd)


def allocate(fd: int, size_bytes: int) -> None:
    """Make sure that a file's first bytes have room on the disk; raises OSError (ENOSPC) when there is none."""
    fallocate = getattr(os, "posix_fallocate", None)
    if fallocate is not None:
        try:
            fallocate(fd, 0, size_bytes)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.ENODEV}:  # the file system cannot: write instead
                raise
        else:
            return
    written = 0
    block = os.urandom(1 << 16)  # a file of zeros may take no room at all where files are sparse or compressed
    while written < size_bytes:
        written += os.write(fd, block[: size_bytes - written])


def try_lock(fd: int) -> bool:
    """Take the exclusive lock of an open file without waiting; False when another open file has it.

    `flock` belongs to the open file: it ends with the process, however it ends, and a second opening within one process
    is refused too. On NFS Linux turns it into a byte-range lock of the server (flock(2)); mounted with `nolock` or
    `local_lock=flock` it is seen by this machine only. Raises OSError where the file system has no locks at all.
    """
    try:
        _FCNTL.flock(fd, _FCNTL.LOCK_EX | _FCNTL.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def unlock(fd: int) -> None:
    """Give the lock back; closing the file does the same."""
    _FCNTL.flock(fd, _FCNTL.LOCK_UN)
