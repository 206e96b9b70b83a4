"""The store as a whole: opened again it has what it had, and closing loses nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import StoreBusy, StoreTooNew, StoreUnwritable
from tests.fakes.stored import COLLECTION, SESSION, AskedStore

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path, now_ns: int = 1) -> AskedStore:
    return AskedStore(SqliteStore.open(path, now_ns=lambda: now_ns))


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    with opened(tmp_path / "rows") as store:
        store.add(COLLECTION, SESSION)
    with opened(tmp_path / "rows", now_ns=2) as store:
        assert store.read(lambda rows: rows.sessions.get(SESSION.id)) == SESSION
        assert [(row.id, row.created_ns) for row in store.read(lambda rows: rows.collections.all())] == [("default", 1), ("c-1", 7)]
    assert [file.name for file in tmp_path.iterdir()] == ["rows"]


def test_what_waits_while_the_store_is_closed_is_still_written(tmp_path: Path) -> None:
    async def scene() -> None:
        store = SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)
        waiting = asyncio.create_task(store.write(lambda rows: rows.collections.add(COLLECTION)))
        await asyncio.sleep(0)
        await store.close()
        await waiting
        with pytest.raises(StoreBusy):
            await store.write(lambda _: None)

    asyncio.run(scene())
    with opened(tmp_path / "rows") as store:
        assert store.read(lambda rows: rows.collections.get("c-1")) == COLLECTION


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path / "rows") as store:
        store.add(SESSION)
    connection = sqlite3.connect(tmp_path / "rows")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = (tmp_path / "rows").read_bytes()
    with pytest.raises(StoreTooNew) as refused:
        SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)
    assert "newer version of this program" in refused.value.for_people()
    assert "--data-dir" in refused.value.for_people()
    assert (tmp_path / "rows").read_bytes() == before


def test_a_file_that_cannot_be_opened_leaves_no_thread_and_no_connection(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    with pytest.raises(StoreUnwritable):
        SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)
