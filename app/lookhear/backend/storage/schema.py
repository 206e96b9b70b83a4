"""Which version of the schema a file has, and how it becomes ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, MetaData, Table, Text, inspect, select

from lookhear.backend.storage import migrations
from lookhear.backend.storage.tables import METADATA
from lookhear.errors import StoreTooNew, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

VERSION: Final = Table("alembic_version", MetaData(), Column("version_num", Text, nullable=False))
"""One row: the newest revision taken. Named as Alembic names it, so that its tools understand the file."""


def prepare(
    connection: Connection, path: Path, revisions: Sequence[str] = migrations.REVISIONS, *, package: str = migrations.FOLDER
) -> None:
    """Make the schema of a file ours inside the caller's transaction.

    Raises StoreTooNew for a file of a newer program, StoreUnwritable for a database that is none of ours.
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
    migrations.upgrade(connection, revisions.index(stored) + 1, revisions, package=package)
    connection.execute(VERSION.update().values(version_num=revisions[-1]))


def stored_version(connection: Connection, path: Path) -> str | None:
    """The version of a file, None for an empty one; raises StoreUnwritable for a database that is none of ours."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    version = connection.execute(select(VERSION.c.version_num)).scalar() if VERSION.name in tables else None
    if version is None:
        raise StoreUnwritable(f"{path} is a database of another program.", hint="Choose another folder with --data-dir.")
    return str(version)
