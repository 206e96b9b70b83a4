"""A database of ours with one transaction open, for tests that look at its statements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.storage import schema
from lookhear.backend.storage.connections import engine_of, open_writer
from lookhear.backend.storage.transaction import SqlTransaction
from tests.fakes.stored import COLLECTION, PIPELINE, SESSION, STREAM, add_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.storage.connections import Opened


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "rows"
    opened = open_writer(engine_of(path), path)
    opened.raw.execute("BEGIN")
    schema.prepare(opened.connection, path)
    yield opened
    opened.raw.execute("ROLLBACK")
    opened.close()


@pytest.fixture
def rows(opened: Opened, tmp_path: Path) -> SqlTransaction:
    rows = SqlTransaction(opened.connection, tmp_path)
    add_rows(rows, replace(COLLECTION, id="default"), SESSION, STREAM, PIPELINE)
    return rows
