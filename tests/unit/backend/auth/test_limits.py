"""A bucket for each key: so much at once, so much a second, and what others do is nothing to it."""

from __future__ import annotations

import pytest

from lookhear.backend.auth.limits import RequestLimits
from lookhear.errors import TooMany


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def taken(limits: RequestLimits, who: str = "a") -> int:
    """How many requests in a row are let through."""
    for count in range(10_000):
        try:
            limits.take(who)
        except TooMany:
            return count
    return 10_000


def test_two_seconds_worth_may_come_at_once_and_then_as_many_as_time_gives() -> None:
    clock = Seconds()
    limits = RequestLimits(per_s=10.0, now_s=clock)
    assert taken(limits) == 20
    clock.now_s += 0.5
    assert taken(limits) == 5
    clock.now_s += 1_000.0
    assert taken(limits) == 20


def test_one_who_asks_too_much_is_told_when_to_come_again_and_is_right_welcome_then() -> None:
    clock = Seconds()
    limits = RequestLimits(per_s=4.0, now_s=clock)
    taken(limits)
    with pytest.raises(TooMany, match="more than 4 things a second") as told:
        limits.take("a")
    assert told.value.retry_after_s == pytest.approx(0.25)
    clock.now_s += told.value.retry_after_s
    limits.take("a")


def test_nobody_pays_for_another() -> None:
    limits = RequestLimits(per_s=1.0, now_s=Seconds())
    assert taken(limits, "a") == 2
    assert taken(limits, "b") == 2


def test_zero_is_no_limit() -> None:
    assert taken(RequestLimits(per_s=0.0, now_s=Seconds())) == 10_000


def test_less_than_one_a_second_still_lets_one_through() -> None:
    assert taken(RequestLimits(per_s=0.1, now_s=Seconds())) == 1


def test_so_many_keys_are_remembered_and_no_more() -> None:
    limits = RequestLimits(per_s=1.0, now_s=Seconds())
    taken(limits, "a")
    for number in range(4096):
        limits.take(f"key {number}")
    assert taken(limits, "a") == 2
    assert len(limits._buckets) == 4096
