"""Bells are rung in the order in which a unit of work gave them."""

from __future__ import annotations

from lookhear.backend.delivery.ringing import ring
from tests.fakes.serving import RememberingBus


def test_every_bell_is_rung_in_its_order() -> None:
    bus = RememberingBus()
    ring(bus, iter([("jobs", {"queue": "export"}), ("session.cap-1", {"event": "one"}), ("jobs", {"queue": "webhook"})]))
    assert bus.rung == [("jobs", {"queue": "export"}), ("session.cap-1", {"event": "one"}), ("jobs", {"queue": "webhook"})]


def test_no_bell_is_none() -> None:
    bus = RememberingBus()
    ring(bus, ())
    assert bus.rung == []
