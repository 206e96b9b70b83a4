"""Folders that are there whole or not at all: filled beside their place, and moved there when nothing is missing.

What a crash left half done begins with a dot, and goes with the next time something is put there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from typing import TYPE_CHECKING, Final

from lookhear.errors import DiskFull, FolderUnwritable, InstallFailed, LookhearError
from lookhear.system import files
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOCK: Final = ".lock"


@contextlib.contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Give a new folder to be filled; it takes the place of ``folder`` at the end, and is gone if that does not come.

    Raises DiskFull, FolderUnwritable, and InstallFailed where somebody else is at it.
    """
    parent = private_folder(folder.parent)
    with told(parent), alone(parent):
        _sweep(parent)
        part = parent / f".{folder.name}-{secrets.token_hex(4)}"
        part.mkdir(mode=0o700)
        try:
            yield part
            _sync(part)
            take_away(folder)
            part.replace(folder)
            files.sync_folder(parent)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def removed(folder: Path) -> bool:
    """Take a folder away, all at once; gives whether there was one. Raises FolderUnwritable, InstallFailed."""
    if not folder.parent.is_dir():
        return False
    with told(folder.parent), alone(folder.parent):
        is_there = take_away(folder)
        _sweep(folder.parent)
    return is_there


def take_away(folder: Path) -> bool:
    """Move a folder out of sight, then remove what can be: files that somebody has open may stay until the next time."""
    if not folder.is_dir():
        return False
    gone = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    folder.replace(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return True


@contextlib.contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into sentences."""
    try:
        yield
    except LookhearError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"The disk that holds {place} is full.", hint="Free some space and try again; nothing half was left.") from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise FolderUnwritable(f"{place} cannot be written ({error.strerror}).", hint="Check its permissions.") from error
        raise InstallFailed(f"{place} cannot be written ({error.strerror}).", hint="Check the disk.") from error


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@contextlib.contextmanager
def alone(parent: Path) -> Iterator[None]:
    """Keep others from putting something here meanwhile, however they end. Raises InstallFailed where somebody is at it."""
    handle = os.open(parent / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not files.try_lock(handle):
            raise InstallFailed("Something is being installed there already.", hint="Wait until that is done.")
        yield
    finally:
        os.close(handle)


def _sweep(parent: Path) -> None:
    for left in parent.glob(".*-*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb+") as file:
                files.sync_file(file.fileno())
