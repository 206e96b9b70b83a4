from __future__ import annotations

import pytest

from lookhear.desktop.preview.levels import Ballistics, share_of


@pytest.mark.parametrize(("peak", "expected"), [(0.0, 0.0), (1.0, 1.0), (2.0, 1.0), (0.5, 0.9), (0.001, 0.0), (0.1, 2 / 3), (1e-9, 0.0)])
def test_a_level_is_shown_in_decibels(peak: float, expected: float) -> None:
    assert share_of(peak) == pytest.approx(expected, abs=0.01)


def test_it_rises_at_once_and_falls_slowly() -> None:
    meter = Ballistics()
    meter.hear(0.5, 10.0)
    top = meter.level
    meter.fall(10.5)
    assert meter.level == pytest.approx(top - 0.3)
    meter.hear(0.001, 10.6)
    assert meter.level < top
    meter.hear(0.5, 10.7)
    assert meter.level == pytest.approx(top)


def test_the_highest_stays_for_a_moment_and_then_falls_too() -> None:
    meter = Ballistics()
    meter.hear(0.5, 10.0)
    top = meter.highest
    meter.fall(11.0)
    assert meter.highest == top
    meter.fall(12.0)
    assert meter.highest < top
    assert not meter.is_still
    meter.fall(20.0)
    assert meter.is_still


def test_it_can_forget() -> None:
    meter = Ballistics()
    meter.hear(1.0, 1.0)
    meter.forget()
    assert meter.is_still
