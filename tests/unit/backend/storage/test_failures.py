"""What a disk refuses becomes an error that says what to do; a wrong statement stays what it is."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from lookhear.backend.storage.failures import telling, translated, translated_os
from lookhear.errors import StoreBusy, StoreConflict, StoreError, StoreFull, StoreUnwritable

PATH = Path("somewhere/rows")


def refusal(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, StoreConflict),
        (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, StoreConflict),
        (sqlite3.SQLITE_IOERR_WRITE, StoreUnwritable),
        (sqlite3.SQLITE_READONLY, StoreUnwritable),
        (sqlite3.SQLITE_CORRUPT, StoreUnwritable),
    ],
)
def test_what_sqlite_cannot_do_is_told_in_our_words(code: int, expected: type[StoreError]) -> None:
    assert type(translated(refusal(code), PATH)) is expected
    with pytest.raises(expected), telling(PATH):
        raise refusal(code)


def test_an_error_of_a_disk_without_room_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = refusal(sqlite3.SQLITE_IOERR_SHMSIZE)
    assert type(translated(error, tmp_path / "rows")) is StoreUnwritable
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=4096))
    assert type(translated(error, tmp_path / "rows")) is StoreFull


def test_what_comes_by_way_of_sqlalchemy_is_told_alike() -> None:
    with pytest.raises(StoreFull), telling(PATH):
        raise OperationalError("INSERT", None, refusal(sqlite3.SQLITE_FULL))
    with pytest.raises(OperationalError), telling(PATH):
        raise OperationalError("INSERT", None, refusal(sqlite3.SQLITE_ERROR))


def test_a_wrong_statement_is_a_bug_and_stays_one() -> None:
    assert translated(refusal(sqlite3.SQLITE_ERROR), PATH) is None
    assert translated(sqlite3.ProgrammingError("closed"), PATH) is None
    with pytest.raises(sqlite3.OperationalError), telling(PATH):
        raise refusal(sqlite3.SQLITE_ERROR)


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, StoreFull), (errno.EROFS, StoreUnwritable), (errno.EIO, StoreUnwritable)])
def test_what_the_system_refuses_is_told_in_our_words(number: int, expected: type[StoreError]) -> None:
    error = OSError(number, "as the system says")
    assert type(translated_os(error, PATH)) is expected
    with pytest.raises(expected, match="somewhere"), telling(PATH):
        raise error
