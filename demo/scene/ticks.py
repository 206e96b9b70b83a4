"""Deadlines that do not drift: computed from the start, never from the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

NS_PER_S = 1_000_000_000


def wait_until_ns(deadline_ns: int, stop: threading.Event) -> bool:
    """Wait for a time of CLOCK_BOOTTIME; False when asked to stop."""
    while (left_ns := deadline_ns - raw_now_ns()) > 0:
        if stop.wait(left_ns / NS_PER_S):
            return False
    return not stop.is_set()


def ticks(*, fps: float, start_ns: int, duration_s: float | None, stop: threading.Event) -> Iterator[int]:
    """Count the periods since the start, each at its deadline. Periods that passed unnoticed are skipped, not made up for."""
    end_ns = None if duration_s is None else start_ns + round(duration_s * NS_PER_S)
    number = 0
    while True:
        deadline_ns = start_ns + round(number * NS_PER_S / fps)
        if (end_ns is not None and deadline_ns >= end_ns) or not wait_until_ns(deadline_ns, stop):
            return
        yield number
        number = max(number + 1, int((raw_now_ns() - start_ns) * fps / NS_PER_S))
