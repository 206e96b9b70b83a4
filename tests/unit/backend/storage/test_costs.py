"""What comes with every event or message costs the same however much is kept: counted in steps of SQLite's machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import DeliveryState, RecordFilter
from lookhear.backend.storage import schema
from lookhear.backend.storage.connections import engine_of, open_writer
from lookhear.backend.storage.transaction import SqlTransaction
from tests.fakes.steps import FEW_STEPS, steps_of
from tests.fakes.stored import COLLECTION, CONNECTION, DELIVERY, PIPELINE, RECORD, SESSION, STREAM, add_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lookhear.backend.storage.connections import Opened

MANY = 5000


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


def again(opened: Opened, table: str) -> None:
    """The only row of a table many times more, with ids of their own."""
    names = [f'"{name}"' for _, name, *_ in opened.raw.execute(f"PRAGMA table_info({table})") if name != "id"]
    values = [f"{name} + i" if name == '"number"' else name for name in names]
    opened.raw.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 - names of our own columns
        " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        f" SELECT {', '.join(values)} FROM {table}, n",
        (MANY,),
    )


def test_webhooks(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, replace(DELIVERY, key="busy", session_id=None))
    again(opened, "deliveries")
    mine = rows.outbox.add(replace(DELIVERY, key="mine"))
    asked: list[Callable[[], object]] = [
        lambda: rows.outbox.add(replace(DELIVERY, key="busy")),
        lambda: rows.outbox.waiting("mine", limit=9),
        lambda: rows.outbox.waiting("busy", limit=9),
        lambda: rows.outbox.update(replace(mine, state=DeliveryState.DELIVERED, delivered_ns=1)),
        lambda: rows.outbox.give_up("mine", created_before_ns=99, error="x"),
        lambda: rows.outbox.search(state=DeliveryState.DEAD, limit=9),
        lambda: rows.outbox.search(session_id="cap-1", limit=9),
    ]
    assert max(steps := [steps_of(opened.raw, work) for work in asked]) < FEW_STEPS, steps


def test_messages(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, CONNECTION, replace(CONNECTION, id="ws-2", sha256="cd" * 32))
    for connection_id in ("ws-1", "ws-2"):
        rows.connections.add_message(connection_id, {}, now_ns=1, keep=1)
    opened.raw.execute("DELETE FROM connection_messages WHERE connection_id = 'ws-2'")
    again(opened, "connection_messages")
    newest = rows.connections.newest("ws-1")
    assert newest is not None
    assert newest.number == MANY + 1
    asked: list[Callable[[], object]] = [
        lambda: rows.connections.add_message("ws-1", {}, now_ns=1, keep=MANY),
        lambda: rows.connections.add_message("ws-2", {}, now_ns=1, keep=9),
        lambda: rows.connections.messages("ws-2", after_id=0, limit=9),
        lambda: rows.connections.newest("ws-1"),
        lambda: rows.connections.of_ticket(CONNECTION.sha256),
    ]
    assert max(steps := [steps_of(opened.raw, work) for work in asked]) < FEW_STEPS, steps


def test_records(opened: Opened, rows: SqlTransaction) -> None:
    other = replace(PIPELINE, id="p-2", stream_id="rts-2", session_id="cap-2")
    add_rows(rows, replace(SESSION, id="cap-2", recording_id=None), replace(STREAM, id="rts-2", session_id="cap-2"), other, RECORD)
    again(opened, "records")
    kept = rows.records.add(replace(RECORD, pipeline_id="p-2", stream_id="rts-2", session_id="cap-2", text="a rare word"))
    filters = [RecordFilter(pipeline_ids=("p-2",)), RecordFilter(stream_id="rts-2"), RecordFilter(session_id="cap-2")]
    asked: list[Callable[[], object]] = [
        *(lambda wanted=wanted: rows.records.page(wanted, limit=9) for wanted in filters),
        lambda: rows.records.page(filters[0], limit=9, after_id=kept.id - 1),
        lambda: rows.records.search_text("rare", RecordFilter(), limit=9),
        lambda: rows.records.add_vector(kept.id, "m", b"x"),
        lambda: rows.records.vectors("m", filters[2]),
        lambda: rows.records.without_vector("m", limit=9, after_id=kept.id - 1),
        rows.records.newest_id,
        lambda: rows.records.remove_of("p-2"),
    ]
    assert max(steps := [steps_of(opened.raw, work) for work in asked]) < FEW_STEPS, steps


def test_the_counting_sees_what_looks_at_all_of_them(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, RECORD)
    again(opened, "records")
    assert steps_of(opened.raw, lambda: rows.records.page(RecordFilter(stream_id="rts-1", output="none"), limit=9)) > MANY
