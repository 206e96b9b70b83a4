"""Statements on one connection, and rows as records. Owned by the thread that has the connection."""

from __future__ import annotations

import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar

from sqlalchemy import Select, bindparam, insert, update
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.exc import DBAPIError

from lookhear.backend.storage.failures import translated
from lookhear.errors import InvalidRequest, StoreConflict, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import ClauseElement, Column, Connection, CursorResult, Insert, Table, Update
    from sqlalchemy.sql.base import Executable


class _Record(Protocol):
    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


R = TypeVar("R", bound=_Record)

_NO_VALUE: Final = (OverflowError, UnicodeEncodeError)  # what the driver says of numbers beyond 64 bits, and of half characters


def text_of(statement: ClauseElement) -> str:
    """A statement in the words of SQLite, with its parameters by name."""
    return str(statement.compile(dialect=SQLiteDialect(paramstyle="named")))


class Rows:
    """Runs statements and tells failures of the disk and broken constraints in errors of ours."""

    def __init__(self, connection: Connection, path: Path, *, may_write: bool) -> None:
        self._connection = connection
        self._path = path
        self._may_write = may_write

    def run(self, statement: Executable, /, **parameters: object) -> CursorResult[*tuple[Any, ...]]:
        """Run one statement. Raises StoreConflict, StoreFull, StoreUnwritable, StoreBusy, and InvalidRequest for what no column holds."""
        try:
            return self._connection.execute(statement, parameters)
        except _NO_VALUE as error:
            raise _unkeepable(error) from error
        except DBAPIError as error:
            ours = translated(error.orig, self._path) if isinstance(error.orig, sqlite3.Error) else None
            if ours is None:
                raise
            if isinstance(ours, StoreUnwritable) and not self._may_write and not isinstance(statement, Select):
                raise RuntimeError("a read must change nothing") from error
            raise ours from error

    def run_text(self, text: str, /, **parameters: object) -> list[tuple[Any, ...]]:
        """Run the `text_of` a statement that comes with every fragment, without what SQLAlchemy does for each execution.

        Values go to the driver and come from it as they are. Raises as `run` does.
        """
        raw = self._connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError(f"{raw!r} is no connection of SQLite")
        try:
            return raw.execute(text, parameters).fetchall()
        except _NO_VALUE as error:
            raise _unkeepable(error) from error
        except sqlite3.Error as error:
            ours = translated(error, self._path)
            if ours is None:
                raise
            if isinstance(ours, StoreUnwritable) and not self._may_write:
                raise RuntimeError("a read must change nothing") from error
            raise ours from error

    def count(self, statement: Executable, /, **parameters: object) -> int:
        """Run a statement that changes rows and say how many it found."""
        return self.run(statement, **parameters).rowcount

    def change(self, statement: Executable, /, **parameters: object) -> None:
        """Run a statement that changes one row; raises StoreConflict when that is not there."""
        if self.count(statement, **parameters) == 0:
            raise StoreConflict("What should be changed is not there (any more).")


def _unkeepable(error: Exception) -> InvalidRequest:
    if isinstance(error, OverflowError):
        return InvalidRequest("A number is too large to be kept.", hint="Times and sizes have 63 bits at most.")
    return InvalidRequest("A text holds half a character, which cannot be kept.")


class Mapper(Generic[R]):
    """One kind of record and its table: same names, same order."""

    def __init__(self, record: type[R], table: Table) -> None:
        self._record = record
        self._names = tuple(field.name for field in dataclasses.fields(record))
        self._setters = tuple(vars(record)[name].__set__ for name in self._names)
        self._keys = tuple(column.name for column in table.primary_key)
        self.columns: tuple[Column[Any], ...] = tuple(table.c[name] for name in self._names)
        self.insert: Insert = insert(table)
        self.update: Update = update(table).where(*(table.c[name] == bindparam(f"the_{name}") for name in self._keys))

    def parameters(self, record: R) -> dict[str, object]:
        """What `insert` takes."""
        return {name: getattr(record, name) for name in self._names}

    def new(self, record: R) -> dict[str, object]:
        """What `insert` takes of a record whose ``id`` is made by the table."""
        values = self.parameters(record)
        del values["id"]
        return values

    def changes(self, record: R) -> dict[str, object]:
        """What `update` takes."""
        values = self.parameters(record)
        for name in self._keys:
            values[f"the_{name}"] = values.pop(name)
        return values

    def of(self, row: Iterable[Any]) -> R:
        """A record from the values of its columns.

        The slots are filled directly: the constructor of a frozen dataclass takes twice as long for each of the 28,800 rows of an hour.
        """
        record = self._record.__new__(self._record)
        for fill, value in zip(self._setters, row, strict=True):
            fill(record, value)
        return record

    def first(self, result: CursorResult[*tuple[Any, ...]]) -> R | None:
        """The only row of a result, if any."""
        row = result.first()
        return None if row is None else self.of(row)

    def all(self, result: CursorResult[*tuple[Any, ...]]) -> list[R]:
        """Every row of a result."""
        return [self.of(row) for row in result]
