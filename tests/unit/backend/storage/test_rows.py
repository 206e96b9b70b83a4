"""Statements and records on one connection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from lookhear.backend.records import Init
from lookhear.backend.storage.rows import Mapper, Rows
from lookhear.backend.storage.tables import INITS
from lookhear.errors import StoreConflict
from tests.fakes.stored import INIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        INITS.create(connection)
        yield connection
    engine.dispose()


def test_a_record_goes_in_is_changed_by_its_key_and_comes_back(connection: Connection, tmp_path: Path) -> None:
    rows, mapper = Rows(connection, tmp_path, may_write=True), Mapper(Init, INITS)
    rows.run(mapper.insert, **mapper.parameters(INIT))
    rows.run(mapper.insert, **mapper.parameters(replace(INIT, number=2)))
    changed = replace(INIT, number=2, codec="hvc1", width=None)
    rows.change(mapper.update, **mapper.changes(changed))
    assert mapper.all(rows.run(INITS.select().order_by(INITS.c.number))) == [INIT, changed]
    assert mapper.first(rows.run(INITS.select().where(INITS.c.number == 2))) == changed
    assert mapper.first(rows.run(INITS.select().where(INITS.c.number == 3))) is None
    assert rows.count(INITS.delete()) == 2


def test_what_breaks_a_constraint_or_is_not_there_is_a_conflict(connection: Connection, tmp_path: Path) -> None:
    rows, mapper = Rows(connection, tmp_path, may_write=True), Mapper(Init, INITS)
    rows.run(mapper.insert, **mapper.parameters(INIT))
    with pytest.raises(StoreConflict, match="UNIQUE"):
        rows.run(mapper.insert, **mapper.parameters(INIT))
    with pytest.raises(StoreConflict, match="not there"):
        rows.change(mapper.update, **mapper.changes(replace(INIT, number=2)))


def test_a_wrong_statement_stays_an_error_of_the_library(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        Rows(connection, tmp_path, may_write=True).run(text("SELECT * FROM nowhere"))
