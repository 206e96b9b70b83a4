"""What SQLite and the operating system say when they cannot, as errors of ours. Result codes: sqlite.org/rescode.html."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from lookhear.errors import StoreBusy, StoreConflict, StoreError, StoreFull, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY_CODE: Final = 0xFF  # an extended code carries its primary one in the low byte
_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_ROOM_BYTES: Final = 1 << 16  # SQLite needs a page here and there beside what it writes, and calls it an error of the disk to find none
_DAMAGED: Final = "Check the disk, then restore the data folder from a backup, or choose another one with --data-dir."
_UNWRITABLE: Final = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOLFS,
}


def translated(error: sqlite3.Error, path: Path) -> StoreError | None:
    """The error of ours for one of SQLite's about the file at a path; None when it is a bug in a statement."""
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & _PRIMARY_CODE:
        case sqlite3.SQLITE_CONSTRAINT:
            return StoreConflict(f"A row contradicts what is stored ({error}).")
        case primary if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _is_full(path)):
            return StoreFull(f"The disk that holds {path} is full.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(f"Another program is writing {path}.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreUnwritable(f"{path} is damaged ({error}).", hint=_DAMAGED)
        case primary if primary in _UNWRITABLE:
            return StoreUnwritable(f"{path} cannot be read or written ({error}).")
    return None


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into errors of ours."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        ours = translated(cause, path) if isinstance(cause, sqlite3.Error) else None
        if ours is None:
            raise
        raise ours from error
    except OSError as error:
        raise translated_os(error, path) from error


def translated_os(error: OSError, path: Path) -> StoreFull | StoreUnwritable:
    """The error of ours for what the system says about a path."""
    if error.errno in _FULL:
        return StoreFull(f"The disk that holds {path} is full.")
    return StoreUnwritable(f"{path} cannot be read or written ({error.strerror}).")


def _is_full(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    return False
