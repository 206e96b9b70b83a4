"""Room for bodies: who does not fit is sent away, and room comes back whatever happened."""

from __future__ import annotations

import pytest

from lookhear.backend.ingest.slots import Slots
from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem


def test_a_body_too_many_is_sent_away_and_comes_in_when_another_has_left() -> None:
    slots = Slots(bodies=2, size_bytes=1000)
    with slots.take(10):
        with slots.take(10), pytest.raises(IngestRefused) as refused, slots.take(10):
            pass
        with slots.take(10):
            pass
    assert refused.value.problem == Problem.BUSY


def test_bytes_are_counted_too() -> None:
    slots = Slots(bodies=9, size_bytes=1000)
    with slots.take(600), pytest.raises(IngestRefused), slots.take(401):
        pass
    with slots.take(1000):
        pass


def test_room_comes_back_after_a_failure() -> None:
    slots = Slots(bodies=1, size_bytes=10)
    for _ in range(3):
        with pytest.raises(LookupError), slots.take(10):
            raise LookupError
