"""Back-off: twice as long each time, never longer than half a minute, never all at once."""

from __future__ import annotations

import random
import threading
import time

import pytest

from lookhear.recorder.upload.timing import LONGEST_DELAY_S, REAL_TIMING, Weather


def failed(weather: Weather, *, now_s: float, at_least_s: float = 0.0) -> float:
    weather.bad(now_s=now_s, generation=weather.generation, at_least_s=at_least_s)
    return weather.wait_s(now_s)


@pytest.mark.parametrize("seed", range(20))
def test_each_failure_waits_about_twice_as_long_up_to_half_a_minute(seed: int) -> None:
    weather = Weather(random.Random(seed))  # noqa: S311 - chance of a test
    for number in range(12):
        whole_s = min(LONGEST_DELAY_S, 0.5 * 2**number)
        assert whole_s / 2 <= failed(weather, now_s=100.0) <= whole_s


def test_recorders_that_failed_together_come_back_apart() -> None:
    assert len({failed(Weather(random.Random(seed)), now_s=0.0) for seed in range(50)}) > 40  # noqa: S311 - as above


def test_what_was_begun_before_a_failure_does_not_count_again() -> None:
    weather = Weather()
    before = weather.generation
    weather.bad(now_s=0.0, generation=before)
    after_one = weather.wait_s(0.0)
    weather.bad(now_s=0.0, generation=before)
    assert weather.wait_s(0.0) == after_one


def test_success_clears_the_sky_unless_it_was_begun_before_the_failure() -> None:
    weather = Weather()
    before = weather.generation
    failed(weather, now_s=0.0)
    weather.good(generation=before)
    assert weather.wait_s(0.0) > 0
    weather.good(generation=weather.generation)
    assert weather.wait_s(0.0) == 0
    assert failed(weather, now_s=0.0) <= 0.5


def test_a_backend_may_ask_for_patience_and_not_for_eternity() -> None:
    assert failed(Weather(), now_s=0.0, at_least_s=90) == 90
    assert failed(Weather(), now_s=0.0, at_least_s=1e9) == 300


def test_the_real_clocks_are_the_machines() -> None:
    assert abs(REAL_TIMING.now_s() - time.monotonic()) < 5
    assert abs(REAL_TIMING.wall_ns() - time.time_ns()) < 5e9


def test_a_real_wait_ends_with_a_ring() -> None:
    bell, heard = threading.Condition(), threading.Event()

    def listen() -> None:
        with bell:
            ready.set()
            REAL_TIMING.wait(bell, None)
        heard.set()

    ready = threading.Event()
    thread = threading.Thread(target=listen)
    thread.start()
    ready.wait()
    with bell:
        bell.notify()
    assert heard.wait(10)
    thread.join()
