"""What comes with every message costs the same however many are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.steps import FEW_STEPS, MANY, again, steps_of
from tests.fakes.stored import CONNECTION, add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.storage.connections import Opened
    from lookhear.backend.storage.transaction import SqlTransaction


def test_nothing_that_is_asked_of_messages_looks_at_all_of_them(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, CONNECTION, replace(CONNECTION, id="ws-2", sha256="cd" * 32))
    for connection_id in ("ws-1", "ws-2"):
        rows.connections.add_message(connection_id, {}, now_ns=1, keep=1)
    opened.raw.execute("DELETE FROM connection_messages WHERE connection_id = 'ws-2'")
    again(opened.raw, "connection_messages")
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
