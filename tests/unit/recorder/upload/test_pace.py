"""The pace is what was taken lately, and a limit holds over time."""

from __future__ import annotations

import pytest

from lookhear.recorder.upload.pace import MEASURED_OVER_S, Pace


def test_the_pace_counts_the_last_seconds_only() -> None:
    pace = Pace()
    pace.sent(1000, now_s=10.0)
    pace.sent(4000, now_s=11.0)
    assert pace.bytes_per_s(11.0) == 5000 / MEASURED_OVER_S
    assert pace.bytes_per_s(10.5 + MEASURED_OVER_S) == 4000 / MEASURED_OVER_S
    assert pace.bytes_per_s(100.0) == 0


def test_without_a_limit_nothing_waits() -> None:
    pace = Pace()
    pace.spend(1 << 40, now_s=0.0)
    assert pace.wait_s(0.0) == 0


def test_a_debt_is_waited_for() -> None:
    pace = Pace(1000)
    pace.spend(4000, now_s=5.0)  # a second's worth was saved
    assert pace.wait_s(5.0) == pytest.approx(3.0)
    assert pace.wait_s(7.0) == pytest.approx(1.0)
    assert pace.wait_s(8.0) == 0


def test_no_more_than_a_second_is_saved_up() -> None:
    pace = Pace(1000)
    assert pace.wait_s(0.0) == 0
    pace.spend(3000, now_s=1000.0)
    assert pace.wait_s(1000.0) == pytest.approx(2.0)


def test_over_a_long_time_the_limit_holds() -> None:
    pace, now_s, sent = Pace(1000), 0.0, 0
    while now_s < 100:
        if wait_s := pace.wait_s(now_s):
            now_s += wait_s
            continue
        pace.spend(700, now_s=now_s)
        sent += 700
    assert 100_000 <= sent <= 102_000


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="never send"):
        Pace(0)
