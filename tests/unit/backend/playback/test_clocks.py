"""Wall time and the seconds of a video."""

from __future__ import annotations

import pytest

from lookhear.backend.playback.clocks import VideoClock

NS = 1_000_000_000
CLOCK = VideoClock(begins_ns=1000 * NS, length_s=60.0)


def test_a_video_begins_at_second_zero() -> None:
    assert CLOCK.seconds(1000 * NS) == 0.0
    assert CLOCK.seconds(1012 * NS + 500_000_000) == 12.5


@pytest.mark.parametrize(("wall_s", "seconds"), [(10, 0.0), (2000, 60.0)])
def test_what_lies_outside_is_put_at_its_nearer_end(wall_s: int, seconds: float) -> None:
    assert CLOCK.seconds(wall_s * NS) == seconds


def test_a_second_and_its_wall_time_belong_together() -> None:
    assert CLOCK.wall_ns(12.5) == 1012 * NS + 500_000_000
    assert CLOCK.seconds(CLOCK.wall_ns(33.333)) == 33.333


def test_a_stretch_that_touches_the_video_is_cut_to_it() -> None:
    assert CLOCK.stretch(990 * NS, 1010 * NS) == (0.0, 10.0)
    assert CLOCK.stretch(1050 * NS, 1100 * NS) == (50.0, 60.0)


@pytest.mark.parametrize(("start_s", "end_s"), [(900, 1000), (1060, 1070)])
def test_a_stretch_beside_the_video_is_none(start_s: int, end_s: int) -> None:
    assert CLOCK.stretch(start_s * NS, end_s * NS) is None
