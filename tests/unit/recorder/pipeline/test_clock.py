from __future__ import annotations

import sys
import time

import pytest

from lookhear.recorder.pipeline import clock as clock_module
from lookhear.recorder.pipeline.clock import LEAD_NS, SessionClock, raw_now_ns


def test_session_time_begins_a_little_after_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "raw_now_ns", lambda: 7_000_000_000_000)
    clock = SessionClock()
    assert clock.now_ns() == LEAD_NS
    monkeypatch.setattr(clock_module, "raw_now_ns", lambda: 7_000_000_000_042)
    assert clock.now_ns() == LEAD_NS + 42


def test_the_wall_clock_is_read_once_and_set_back_without_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SessionClock()
    before_ns, label_ns = clock.now_ns(), clock.wall_origin_ns
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert clock.now_ns() >= before_ns
    assert clock.wall_origin_ns == label_ns


def test_time_only_goes_forward() -> None:
    readings = [raw_now_ns() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.linux
def test_on_linux_the_clock_counts_while_the_machine_sleeps() -> None:
    if sys.platform != "linux":
        pytest.skip("what follows exists on Linux only")
    before_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    now_ns = raw_now_ns()
    assert before_ns <= now_ns <= time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def test_a_system_without_such_a_clock_uses_the_performance_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        monkeypatch.delattr(time, name, raising=False)
    before_ns = time.perf_counter_ns()
    assert before_ns <= raw_now_ns() <= time.perf_counter_ns()
