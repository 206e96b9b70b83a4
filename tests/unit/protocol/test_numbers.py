"""The set that is kept as ranges is a set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.ingest import ranges_of
from lookhear.protocol.numbers import Numbers


@given(st.sets(st.integers(1, 30)), st.lists(st.integers(1, 30)))
def test_it_holds_what_it_began_with_and_what_was_added_in_whatever_order(began: set[int], added: list[int]) -> None:
    numbers = Numbers(ranges_of(began))
    for number in added:
        numbers.add(number)
    assert numbers.ranges == ranges_of(began | set(added))
    assert [number for number in range(32) if number in numbers] == sorted(began | set(added))


def test_numbers_that_come_in_order_stay_one_range() -> None:
    numbers = Numbers()
    for number in range(1, 1000):
        numbers.add(number)
    assert numbers.ranges == ((1, 999),)
