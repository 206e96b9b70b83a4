from __future__ import annotations

from lookhear.backend.streams.times import iso_of, ns_of, seconds_of


def test_times_are_told_to_the_millisecond() -> None:
    assert seconds_of(1_700_000_000_123_456_789) == 1_700_000_000.123
    assert iso_of(1_700_000_000_123_456_789) == "2023-11-14T22:13:20.123Z"
    assert ns_of(0.25) == 250_000_000
