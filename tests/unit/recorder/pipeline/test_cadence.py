from __future__ import annotations

import bisect
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.pipeline.cadence import Cadence, next_tick_ns

_MS = 1_000_000
_S = 1_000_000_000


def pictures(paints_ns: list[int], cadence: Cadence) -> list[int]:
    """When pictures are taken by a source that wakes on paints, waits as the cadence says, and then sees all paints so far."""
    taken = []
    at = 0
    now_ns = 0
    while at < len(paints_ns):
        now_ns = max(now_ns, paints_ns[at])
        now_ns += cadence.wait_ns(now_ns)
        cadence.take(now_ns)
        taken.append(now_ns)
        while at < len(paints_ns) and paints_ns[at] <= now_ns:
            at += 1
    return taken


def seen(paints_ns: list[int], taken_ns: list[int]) -> int:
    """How many paints stood alone in some picture: between it and the next paint a picture was taken."""
    return len({bisect.bisect_right(paints_ns, t) for t in taken_ns} - {0})


def painter(hz: float, *, jitter_ms: float, seconds: int, seed: int) -> list[int]:
    source = random.Random(seed)  # noqa: S311 - the same every time
    return sorted(round(i * _S / hz + source.uniform(-jitter_ms, jitter_ms) * _MS) + 100 * _MS for i in range(round(hz * seconds)))


@pytest.mark.parametrize("seed", range(5))
def test_a_painter_at_the_recorders_own_rate_is_followed_paint_by_paint(seed: int) -> None:
    paints = painter(30, jitter_ms=8, seconds=60, seed=seed)
    assert seen(paints, pictures(paints, Cadence(30))) == len(paints)


def test_a_painter_that_is_one_percent_too_fast_is_followed_too() -> None:
    paints = painter(30.3, jitter_ms=4, seconds=60, seed=1)
    assert seen(paints, pictures(paints, Cadence(30))) == len(paints)


@pytest.mark.parametrize("hz", [31, 60, 75, 144, 1000])
@pytest.mark.parametrize("fps", [10, 30, 60])
def test_a_fast_painter_never_gets_more_than_the_rate(hz: int, fps: int) -> None:
    paints = painter(hz, jitter_ms=2, seconds=20, seed=3)
    taken = pictures(paints, Cadence(fps))
    seconds = (taken[-1] - taken[0]) / _S
    assert len(taken) - 1 <= seconds * fps * 1.035 + 1


@given(st.lists(st.integers(0, 10 * _S), min_size=2, max_size=300), st.integers(1, 60))
def test_whatever_happens_the_average_is_kept_from_any_moment_on(paints: list[int], fps: int) -> None:
    cadence = Cadence(fps)
    taken = pictures(sorted(paints), cadence)
    for i in range(0, len(taken), 7):
        for j in range(i + 1, len(taken), 5):
            # a picture may come an interval early, and 3 % are allowed for catching up, of that interval too
            assert j - i <= (taken[j] - taken[i] + cadence.interval_ns) / (cadence.interval_ns * 0.9699)


@given(st.lists(st.integers(0, 2 * _S), min_size=2, max_size=200))
def test_two_pictures_are_never_closer_than_a_quarter_of_an_interval(paints: list[int]) -> None:
    taken = pictures(sorted(paints), Cadence(30))
    assert all(after - before >= round(_S / 30) // 4 for before, after in itertools.pairwise(taken))


def test_the_first_picture_and_one_after_a_rest_are_taken_at_once() -> None:
    cadence = Cadence(30)
    assert cadence.wait_ns(5) == 0
    cadence.take(5)
    assert cadence.wait_ns(5 + _S) == 0


def test_grid_points_that_were_missed_are_skipped_and_nothing_drifts() -> None:
    assert next_tick_ns(100, 10, 100) == 110
    assert next_tick_ns(100, 10, 109) == 110
    assert next_tick_ns(100, 10, 110) == 120
    assert next_tick_ns(100, 10, 987) == 990
    assert next_tick_ns(100, 10, 42) == 50
