"""What rows say of themselves."""

from __future__ import annotations

import pytest

from lookhear.backend.records import Extent


@pytest.mark.parametrize(
    ("numbers", "is_gapless", "whole_until"),
    [
        ((), True, 0),
        ((1,), True, 1),
        ((1, 2, 3), True, 3),
        ((2, 3), True, None),
        ((1, 3), False, None),
    ],
)
def test_an_extent_tells_whether_everything_is_there(numbers: tuple[int, ...], *, is_gapless: bool, whole_until: int | None) -> None:
    extent = Extent(count=len(numbers), first_seq=min(numbers, default=0), last_seq=max(numbers, default=0))
    assert extent.is_gapless is is_gapless
    assert [last for last in range(9) if extent.is_whole(last)] == ([] if whole_until is None else [whole_until])
