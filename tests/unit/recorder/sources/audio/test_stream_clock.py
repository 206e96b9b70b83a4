from __future__ import annotations

from lookhear.recorder.sources.audio.stream_clock import StreamClock

MS = 1_000_000


def test_one_look_gives_the_time_of_every_sample() -> None:
    clock = StreamClock(48_000)
    clock.look(t_ns=5_000 * MS, captured=48_000)
    assert clock.time_of(0) == 4_000 * MS
    assert clock.time_of(24_000) == 4_500 * MS


def test_late_looks_do_not_count() -> None:
    clock = StreamClock(48_000)
    for late_ms, second in ((30, 1), (2, 2), (45, 3), (7, 4)):
        clock.look(t_ns=(second * 1000 + late_ms) * MS, captured=second * 48_000)
    assert clock.time_of(48_000) == 1002 * MS


def test_old_looks_are_forgotten_so_that_a_slow_device_is_followed() -> None:
    clock = StreamClock(48_000)
    for second in range(20):
        clock.look(t_ns=second * 1000 * MS + second * MS, captured=second * 48_000)  # 1000 ppm slow
    error_ns = clock.time_of(19 * 48_000) - 19 * 1001 * MS
    assert -8 * MS < error_ns <= 0


def test_after_a_pause_nothing_is_known() -> None:
    clock = StreamClock(48_000)
    clock.look(t_ns=0, captured=0)
    assert clock.looks == 1
    clock.forget()
    assert clock.looks == 0


def test_samples_that_sound_only_later_lie_in_the_future() -> None:
    clock = StreamClock(48_000)
    clock.look(t_ns=1_000 * MS, captured=-2_400)  # a monitor 50 ms ahead of the loudspeaker
    assert clock.time_of(0) == 1_050 * MS
