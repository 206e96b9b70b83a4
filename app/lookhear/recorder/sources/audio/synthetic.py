"""A source without a device, for tests and trials: tone bursts of known times on a given clock, with the faults that real devices have."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from lookhear.errors import SourceLost
from lookhear.recorder.ports import AudioBlock

if TYPE_CHECKING:
    from collections.abc import Callable

_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticSound:
    """What is played and what is wrong with it. Times are seconds from the opening of the source.

    A tone of ``hz`` sounds during the first ``burst_s`` of every ``period_s``. The device's clock is off by ``rate_error_ppm``,
    stamps shake evenly by up to ``jitter_s``, nothing is delivered from ``gaps[…][0]`` to ``gaps[…][1]``, at ``lost_at_s`` the device goes.
    """

    rate: int = 48_000
    channels: int = 1
    hz: float = 1000.0
    burst_s: float = 0.1
    period_s: float = 1.0
    level: float = 0.5
    block_s: float = 0.05
    rate_error_ppm: float = 0.0
    jitter_s: float = 0.0
    gaps: tuple[tuple[float, float], ...] = ()
    lost_at_s: float | None = None
    seed: int = 0


class SyntheticAudioSource:
    """An `AudioSource` that plays a `SyntheticSound`. ``wait`` is how it waits: a test on a clock of its own moves that clock instead."""

    name = "synthetic"

    def __init__(self, sound: SyntheticSound, *, now_ns: Callable[[], int], wait: Callable[[float], object] | None = None) -> None:
        self.device = "synthetic"
        self._sound, self._now_ns = sound, now_ns
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self._true_rate = sound.rate * (1 + sound.rate_error_ppm * 1e-6)
        self._random = random.Random(sound.seed)  # noqa: S311 - shaking, not secrecy
        self._opened_ns = now_ns()
        self._taken = 0

    def read(self, timeout_s: float) -> AudioBlock | None:
        """The next block once its last sample has sounded, or None after the timeout. Raises SourceLost when the device is told to go."""
        sound = self._sound
        end_ns = self._now_ns() + round(timeout_s * _NS_PER_S)
        while True:
            block = max(1, round(sound.block_s * sound.rate))
            start_s, stop_s = self._taken / self._true_rate, (self._taken + block) / self._true_rate
            now_s = (self._now_ns() - self._opened_ns) / _NS_PER_S
            if self._closed.is_set() or (sound.lost_at_s is not None and min(now_s, stop_s) > sound.lost_at_s):
                raise SourceLost("The synthetic device went away.")
            if now_s >= stop_s:
                self._taken += block
                if not any(begin <= start_s < end for begin, end in sound.gaps):
                    return self._block(start_s, block)
                continue
            left_ns = end_ns - self._now_ns()
            if left_ns <= 0:
                return None
            self._wait(min(left_ns / _NS_PER_S, max(stop_s - now_s, 1e-6)))

    def _block(self, start_s: float, count: int) -> AudioBlock:
        sound = self._sound
        heard_s = start_s + np.arange(count) / self._true_rate
        is_loud = heard_s % sound.period_s < sound.burst_s
        tone = np.where(is_loud, sound.level * np.sin(2 * np.pi * sound.hz * heard_s), 0.0).astype(np.float32)
        shaken_s = start_s + self._random.uniform(-sound.jitter_s, sound.jitter_s)
        return AudioBlock(np.repeat(tone[:, None], sound.channels, axis=1), sound.rate, self._opened_ns + round(shaken_s * _NS_PER_S))

    def close(self) -> None:
        """End a waiting `read`. Harmless when called twice."""
        self._closed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
