from __future__ import annotations

import email.utils

import pytest

from lookhear.backend.delivery.schedule import LONGEST_DELAY_S, delay_s, retry_after_s

NOW_S = 1_800_000_000
NOW_NS = NOW_S * 1_000_000_000


@pytest.mark.parametrize(("failures", "usual_s"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 600), (9, 14_400), (10, 14_400), (1000, 14_400)])
def test_the_wait_grows_from_a_second_to_hours(failures: int, usual_s: float) -> None:
    waits = [delay_s(failures) for _ in range(200)]
    assert min(waits) >= usual_s * 0.8
    assert max(waits) <= usual_s * 1.2
    assert len(set(waits)) > 100  # what failed together does not come back together


def test_a_receiver_may_ask_for_more_patience_but_not_for_less_and_not_for_ever() -> None:
    assert delay_s(1, retry_after_s=60) == 60
    assert delay_s(5, retry_after_s=1) >= 480
    assert delay_s(1, retry_after_s=1e9) == LONGEST_DELAY_S


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("-5", 0),
        ("1.5", 0),
        ("soon", 0),
        ("99999999999999999999999999", LONGEST_DELAY_S),
        ("٣", 0),
        (email.utils.formatdate(NOW_S + 90, usegmt=True), 90),
        (email.utils.formatdate(NOW_S + 90).replace("-0000", "+0000"), 90),
        (email.utils.formatdate(NOW_S - 90, usegmt=True), 0),
        ("Sun, 06 Nov 2094 08:49:37 -0000", LONGEST_DELAY_S),
        ("Sun, 99 Nov 2094 08:49:37 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_nonsense_is_nothing(header: str | None, seconds: float) -> None:
    assert retry_after_s(header, now_ns=NOW_NS) == seconds
