"""Rings the bells that a unit of work gave, once it is durable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.ports import Bus, Notice


def ring(bus: Bus, notices: Iterable[Notice]) -> None:
    """Publish every notice of a transaction that was committed, in their order; never waits."""
    for topic, message in notices:
        bus.publish(topic, message)
