"""Whether work falls behind."""

from __future__ import annotations

from lookhear.understanding.lateness import Lateness


def test_late_is_what_comes_later_than_it_did_before() -> None:
    work = Lateness()
    assert [work.is_late(behind_s) for behind_s in (7.0, 7.5, 8.5, 7.2)] == [False, False, True, False]


def test_work_that_catches_up_is_not_late() -> None:
    work = Lateness()
    assert not any(work.is_late(5000.0 - second) for second in range(4990))
    assert not work.is_late(10.9)
    assert work.is_late(12.1)
