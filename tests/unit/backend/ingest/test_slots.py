"""Room for bodies: who does not fit is sent away, and room comes back whatever happened."""

from __future__ import annotations

import pytest

from lookhear.backend.ingest.slots import Slots
from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem


def test_a_body_too_many_is_sent_away_and_comes_in_when_another_has_left() -> None:
    slots = Slots(bodies=2, size_bytes=1000, share=1)
    with slots.take(10, owner="rec-a"):
        with slots.take(10, owner="rec-a"), pytest.raises(IngestRefused) as refused, slots.take(10, owner="rec-a"):
            pass
        with slots.take(10, owner="rec-a"):
            pass
    assert refused.value.problem == Problem.BUSY


def test_bytes_are_counted_too() -> None:
    slots = Slots(bodies=9, size_bytes=1000, share=1)
    with slots.take(600, owner="rec-a"), pytest.raises(IngestRefused), slots.take(401, owner="rec-a"):
        pass
    with slots.take(1000, owner="rec-a"):
        pass


def test_room_comes_back_after_a_failure() -> None:
    slots = Slots(bodies=1, size_bytes=10, share=1)
    for _ in range(3):
        with pytest.raises(LookupError), slots.take(10, owner="rec-a"):
            raise LookupError


def test_one_recording_holds_its_part_and_the_others_find_room() -> None:
    slots = Slots(bodies=8, size_bytes=1000, share=4)
    with slots.take(100, owner="rec-a"):
        with pytest.raises(IngestRefused), slots.take(151, owner="rec-a"):
            pass
        with slots.take(150, owner="rec-a"):
            with pytest.raises(IngestRefused), slots.take(1, owner="rec-a"):
                pass
            with slots.take(200, owner="rec-b"):
                pass


def test_who_holds_nothing_may_send_a_body_that_is_larger_than_its_part() -> None:
    slots = Slots(bodies=8, size_bytes=1000, share=4)
    with slots.take(900, owner="rec-a"):
        pass
    with slots.take(900, owner="rec-a"), pytest.raises(IngestRefused), slots.take(1, owner="rec-a"):
        pass
