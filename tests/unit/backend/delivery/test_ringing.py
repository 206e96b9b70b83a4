"""Bells are rung in the order in which a unit of work gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.delivery.ringing import ring
from tests.fakes.serving import RememberingBus

if TYPE_CHECKING:
    from lookhear.backend.ports import Notice


def test_every_bell_is_rung_in_its_order() -> None:
    bus = RememberingBus()
    notices: list[Notice] = [("jobs", {"queue": "export"}), ("session.cap-1", {"event": "one"}), ("jobs", {"queue": "webhook"})]
    ring(bus, iter(notices))
    assert bus.rung == notices


def test_no_bell_is_none() -> None:
    bus = RememberingBus()
    ring(bus, ())
    assert bus.rung == []
