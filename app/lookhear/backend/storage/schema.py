"""Which version of the schema a file has, and how it becomes ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, MetaData, Table, Text, inspect, select
from sqlalchemy.exc import DBAPIError

from lookhear.backend.storage import migrations
from lookhear.backend.storage.failures import telling
from lookhear.backend.storage.tables import METADATA
from lookhear.errors import StoreFull, StoreTooNew, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

VERSION: Final = Table("alembic_version", MetaData(), Column("version_num", Text, nullable=False))
"""One row: the newest revision taken. Named as Alembic names it, so that its tools understand the file."""


def prepare(
    connection: Connection, path: Path, revisions: Sequence[str] = migrations.REVISIONS, *, package: str = migrations.FOLDER
) -> None:
    """Make the schema of a file ours inside the caller's transaction, all of it or nothing.

    Raises StoreTooNew for a file of a newer program, StoreUnwritable for a database that is none of ours or that is not whole, StoreFull.
    """
    stored = stored_version(connection, path)
    if stored == revisions[-1]:
        return
    if stored is None:
        METADATA.create_all(connection)
        VERSION.create(connection)
        connection.execute(VERSION.insert().values(version_num=revisions[-1]))
        return
    if stored not in revisions:
        raise StoreTooNew(f"{path} was written by a newer version of this program (its schema is {stored}, ours {revisions[-1]}).")
    try:
        with telling(path):
            migrations.upgrade(connection, revisions.index(stored) + 1, revisions, package=package)
            connection.execute(VERSION.update().values(version_num=revisions[-1]))
    except StoreFull as error:
        raise StoreFull(
            f"The disk that holds {path} has no room to bring it to this version.",
            hint="Free some space, about as much as the file has, and start again: it was left as it is.",
        ) from error
    except DBAPIError as error:
        raise StoreUnwritable(
            f"{path} cannot be brought to this version, because something in it is missing or damaged ({error.orig}).",
            hint="It was left as it is: restore the folder from a backup, or choose another one with --data-dir.",
        ) from error


def stored_version(connection: Connection, path: Path) -> str | None:
    """The version of a file, None for an empty one; raises StoreUnwritable for a database that is none of ours."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    version = connection.execute(select(VERSION.c.version_num)).scalar() if VERSION.name in tables else None
    if version is None:
        raise StoreUnwritable(f"{path} is a database of another program.", hint="Choose another folder with --data-dir.")
    return str(version)
