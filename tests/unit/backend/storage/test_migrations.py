"""The list of steps and the modules they are in; and that a file of each released version opens with what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from enum import Enum
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine

from lookhear.backend.records import Job, JobState, RecordFilter, SessionEvent
from lookhear.backend.storage import migrations
from lookhear.backend.storage.database import SqliteStore
from lookhear.backend.storage.schema import VERSION
from lookhear.errors import StoreUnwritable
from tests.fakes.stored import (
    ALERT,
    ALERT_EVENT,
    COLLECTION,
    FRAGMENT,
    GRANT,
    INIT,
    PIPELINE,
    RECORD,
    SESSION,
    SHARE,
    STREAM,
    VIDEO,
    AskedStore,
)

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction

EVENT = SessionEvent(id=7, session_id=SESSION.id, name="capture_session.active", payload={"a": 1}, created_ns=2)
JOB = Job(id=5, queue="export", key="cap-1", payload={"session_id": "cap-1"}, state=JobState.READY, run_at_ns=3, attempts=1)
FIRST_ROWS: dict[str, Any] = {
    "collections": COLLECTION,
    "credentials": replace(GRANT, name=""),
    "sessions": replace(SESSION, export_connections=[]),
    "session_events": EVENT,
    "streams": STREAM,
    "inits": INIT,
    "fragments": FRAGMENT,
    "videos": replace(VIDEO, description=""),
    "shares": SHARE,
    "jobs": JOB,
}
"""One row of each table there was in the first version; what came later has its default."""


def column_of(value: object) -> object:
    """A value as the first version wrote it."""
    if isinstance(value, dict | list):
        return dumps(value)
    return value.value if isinstance(value, Enum) else value


def first_version(path: Path) -> None:
    """A file as the first version left it: made by its step alone, with a row in every table."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.upgrade(connection, 0, ("0001",))
        VERSION.create(connection)
        connection.execute(VERSION.insert().values(version_num="0001"))
    engine.dispose()
    default = replace(COLLECTION, id="default")
    with closing(sqlite3.connect(path)) as raw, raw:
        for table, row in [("collections", default), *FIRST_ROWS.items()]:
            fill(raw, table, row)


def fill(raw: sqlite3.Connection, table: str, row: Any) -> None:  # noqa: ANN401 - a record of any kind
    """A row with what there was of it."""
    there: list[Any] = [name for _, name, *_ in raw.execute(f"PRAGMA table_info({table})")]
    values = {field.name: column_of(getattr(row, field.name)) for field in fields(row) if field.name in there}
    assert list(values) == there
    names = ", ".join(f'"{name}"' for name in there)
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(there))})", list(values.values()))  # noqa: S608


def test_every_step_has_its_module_and_stands_in_order() -> None:
    modules = sorted(path.stem for path in Path(migrations.__path__[0]).glob("r*.py"))
    assert modules == [f"r{revision}" for revision in migrations.REVISIONS]


def test_a_file_of_the_first_version_opens_with_every_row_and_can_all_that_is_new(tmp_path: Path) -> None:
    first_version(tmp_path / "rows")
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as store:

        def look(rows: Transaction) -> list[object]:
            return [
                rows.collections.get(COLLECTION.id),
                rows.credentials.get(GRANT.sha256),
                rows.sessions.get(SESSION.id),
                *rows.sessions.events(SESSION.id),
                rows.streams.get(STREAM.id),
                rows.streams.init(STREAM.id, INIT.number),
                rows.streams.fragment(STREAM.id, FRAGMENT.seq),
                rows.videos.get(VIDEO.id),
                rows.videos.share(SHARE.slug),
                *rows.jobs.of_key(JOB.key),
            ]

        assert store.read(look) == list(FIRST_ROWS.values())
        store.add(PIPELINE, RECORD)
        assert len(store.read(lambda rows: rows.records.search_text("budget", RecordFilter(), limit=9))) == 1
        leased = store.write(lambda rows: rows.jobs.lease(["export"], owner="me", now_ns=9, until_ns=10))
        assert leased is not None
        assert (leased.id, leased.attempts, leased.lane) == (JOB.id, 2, None)
        assert store.write(lambda rows: rows.sessions.add_event(SESSION.id, "x", {}, now_ns=1)).id == EVENT.id + 1
        store.write(lambda rows: rows.sessions.delete(SESSION.id))
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as store:
        assert store.read(lambda rows: (rows.sessions.get(SESSION.id), rows.records.newest_id())) == (None, 0)


def second_version(path: Path) -> None:
    """A file as the second version left it, with something that was said and an alert on it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.upgrade(connection, 0, ("0001", "0002"))
        VERSION.create(connection)
        connection.execute(VERSION.insert().values(version_num="0002"))
    engine.dispose()
    rows = [("collections", replace(COLLECTION, id="default")), ("sessions", SESSION), ("streams", STREAM), ("pipelines", PIPELINE)]
    rows += [("records", replace(RECORD, id=3, text="A budget")), ("records", replace(RECORD, id=4, text="Goodbye"))]
    with closing(sqlite3.connect(path)) as raw, raw:
        for table, row in [*rows, ("alert_events", ALERT_EVENT), ("alerts", ALERT)]:
            fill(raw, table, row)


def test_a_file_of_the_second_version_finds_what_was_said_and_goes_on_watching(tmp_path: Path) -> None:
    second_version(tmp_path / "rows")
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as store:
        scoped = RecordFilter(pipeline_ids=(RECORD.pipeline_id,), kinds=(RECORD.kind,))
        assert [found for found, _ in store.read(lambda rows: rows.records.search_text("budgets", scoped, limit=9))] == [3]
        assert store.read(lambda rows: rows.alerts.get(ALERT.id)) == ALERT
        assert store.read(lambda rows: rows.pipelines.get(PIPELINE.id)) == PIPELINE
        store.write(lambda rows: rows.records.remove_of(PIPELINE.id))
        assert store.read(lambda rows: rows.records.search_text("budget goodbye", RecordFilter(), limit=9)) == []
        added = store.write(lambda rows: rows.records.add(replace(RECORD, text="one more budget")))
        assert [found for found, _ in store.read(lambda rows: rows.records.search_text("budget", scoped, limit=9))] == [added.id]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    first_version(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE operations (mine TEXT)")  # in the way of what the second step makes last
        before = raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    with pytest.raises(StoreUnwritable, match=r"missing or damaged \(table operations already exists\)") as refused:
        SqliteStore.open(path, now_ns=lambda: 1)
    assert "left as it is" in refused.value.for_people()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


@pytest.mark.parametrize("lost", ["DROP TABLE records_text", "DROP TRIGGER records_text_add", "DELETE FROM records_text_idx"])
def test_a_text_index_that_is_not_whole_is_made_anew_from_the_records(tmp_path: Path, lost: str) -> None:
    second_version(tmp_path / "rows")
    with closing(sqlite3.connect(tmp_path / "rows")) as raw, raw:
        raw.execute(lost)
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as store:
        assert [found for found, _ in store.read(lambda rows: rows.records.search_text("budgets", RecordFilter(), limit=9))] == [3]
        store.write(lambda rows: rows.records.add(replace(RECORD, text="one more budget")))
        assert len(store.read(lambda rows: rows.records.search_text("budget", RecordFilter(), limit=9))) == 2
