"""Versions of the schema: new files have ours, older ones are brought to it, newer and foreign ones are refused."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from lookhear.backend.storage.migrations import REVISIONS, upgrade
from lookhear.backend.storage.schema import VERSION, prepare, stored_version
from lookhear.backend.storage.tables import METADATA
from lookhear.errors import StoreTooNew, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'rows'}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def statements(connection: Connection) -> dict[str, str]:
    """What made each table, index and trigger, but for white space."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"))
    return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split())) for name, sql in rows}


def is_ours(name: str | None, kind: str, _parent: object) -> bool:
    """Not the tables of the text index: they are made beside the others, and Alembic knows nothing of such."""
    return kind != "table" or not str(name).startswith("records_text")


def test_all_steps_from_nothing_make_the_schema_a_new_file_gets_at_once(tmp_path: Path, connection: Connection) -> None:
    upgrade(connection, 0)
    stepwise = statements(connection)
    context = MigrationContext.configure(connection, opts={"include_name": is_ours})
    assert compare_metadata(context, METADATA) == []
    METADATA.drop_all(connection)
    METADATA.create_all(connection)
    assert stepwise == statements(connection)
    assert len(stepwise) > len(METADATA.tables)


def test_an_empty_file_gets_our_version(tmp_path: Path, connection: Connection) -> None:
    assert stored_version(connection, tmp_path) is None
    prepare(connection, tmp_path)
    assert stored_version(connection, tmp_path) == REVISIONS[-1]
    prepare(connection, tmp_path)
    assert connection.execute(VERSION.select()).fetchall() == [(REVISIONS[-1],)]


def test_a_file_of_an_older_program_is_brought_to_ours_with_what_is_in_it(
    tmp_path: Path, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "later_steps"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "r0003.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "def upgrade():\n    op.add_column('collections', sa.Column('colour', sa.Text, nullable=False, server_default='blue'))\n"
    )
    (package / "r0004.py").write_text(
        "from alembic import op\ndef upgrade():\n    op.execute(\"UPDATE collections SET name = name || '!'\")\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    prepare(connection, tmp_path)
    connection.execute(text("INSERT INTO collections VALUES ('c-1', 'Talks', '', 0, 1, NULL, NULL)"))
    prepare(connection, tmp_path, (*REVISIONS, "0003", "0004"), package="later_steps")
    assert connection.execute(text("SELECT id, name, colour FROM collections")).fetchall() == [("c-1", "Talks!", "blue")]
    assert stored_version(connection, tmp_path) == "0004"
    for name in [name for name in sys.modules if name.startswith("later_steps")]:
        monkeypatch.delitem(sys.modules, name)


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path, connection: Connection) -> None:
    prepare(connection, tmp_path)
    connection.execute(VERSION.update().values(version_num="0400"))
    with pytest.raises(StoreTooNew, match=f"its schema is 0400, ours {REVISIONS[-1]}"):
        prepare(connection, tmp_path)


@pytest.mark.parametrize("made_by", ["CREATE TABLE letters (x)", "CREATE TABLE alembic_version (version_num TEXT)"])
def test_a_database_of_another_program_is_refused(tmp_path: Path, connection: Connection, made_by: str) -> None:
    connection.execute(text(made_by))
    with pytest.raises(StoreUnwritable, match="database of another program"):
        prepare(connection, tmp_path)
