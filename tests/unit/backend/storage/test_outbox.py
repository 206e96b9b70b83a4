"""What comes with every webhook costs the same however many are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lookhear.backend.records import DeliveryState
from tests.fakes.steps import FEW_STEPS, again, steps_of
from tests.fakes.stored import DELIVERY, add_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.storage.connections import Opened
    from lookhear.backend.storage.transaction import SqlTransaction


def test_nothing_that_is_asked_of_webhooks_looks_at_all_of_them(opened: Opened, rows: SqlTransaction) -> None:
    add_rows(rows, replace(DELIVERY, key="busy", session_id=None))
    again(opened.raw, "deliveries")
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
