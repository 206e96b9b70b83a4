"""Sound that begins at a planned instant: a loop played into a sink, in step with the pictures."""

from __future__ import annotations

import statistics
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from demo.process import DesktopError
from demo.scene.pulse import RATE, PlaybackStream
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from demo.scene.log import EventLog

_NS_PER_S: Final = 1_000_000_000
_CHUNK_SAMPLES: Final = RATE // 50
_MEASURE_EVERY_NS: Final = 50_000_000
_PUMP_S: Final = 0.04
_ESTIMATES: Final = 30  # 1.5 s of them
_FEWEST_ESTIMATES: Final = 8
_CERTAIN_WITHIN_NS: Final = 2_000_000
_REALIGN_NS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Beat:
    """A loop of samples whose first one is to be heard at ``start_ns`` and then again each time the loop is over."""

    samples: NDArray[np.int16]
    start_ns: int

    def at(self, first: int, count: int) -> NDArray[np.int16]:
        """``count`` samples from a position counted from the start; silence before it."""
        positions = np.arange(first, first + count)
        return np.where(positions >= 0, self.samples[positions % len(self.samples)], 0).astype(np.int16)

    def start(self, number: int) -> int:
        """The position at which a repetition begins."""
        return number * len(self.samples)

    def starts(self, first: int, count: int) -> list[int]:
        """Numbers of the repetitions that begin within these positions."""
        length = len(self.samples)
        return [number for number in range(-(-first // length), -(-(first + count) // length)) if number >= 0]


class LoopPlayer:
    """Plays a beat into one sink, and logs each repetition as a beep with the time at which it was audible.

    While the stream does not pause its samples lie evenly on the clock; where, is measured twenty times a second, and of the last
    1.5 s the lower quartile counts. A beep is certain when the median is within 2 ms of it. Its thread owns the stream.
    """

    def __init__(self, sink: str, beat: Beat, *, log: EventLog) -> None:
        self._sink = sink
        self._beat = beat
        self._log = log
        self._stop = threading.Event()
        self._error: DesktopError | None = None
        self._thread = threading.Thread(target=self._run, name=f"sound-{sink}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def check(self) -> None:
        """Raise the DesktopError that ended the sound, if one did."""
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            with PlaybackStream(self._sink) as stream:
                self._play(stream)
        except DesktopError as exc:
            self._error = exc

    def _play(self, stream: PlaybackStream) -> None:
        estimates: deque[int] = deque(maxlen=_ESTIMATES)
        offset: int | None = None  # position in the beat of the stream's first sample
        pending: deque[tuple[int, int]] = deque()  # repetition, sample of the stream
        measure_at_ns = 0
        while not self._stop.is_set():
            while (count := stream.writable_samples()) >= _CHUNK_SAMPLES:
                first = stream.written_samples + offset if offset is not None else -count
                stream.write(self._beat.at(first, count))
                pending.extend((number, self._beat.start(number) - (offset or 0)) for number in self._beat.starts(first, count))
            if raw_now_ns() >= measure_at_ns:
                measure_at_ns = raw_now_ns() + _MEASURE_EVERY_NS
                estimate_ns = stream.measure_origin_ns()
                if estimate_ns is not None:
                    estimates.append(estimate_ns)
                if len(estimates) >= _FEWEST_ESTIMATES:
                    offset = self._aligned(offset, _early(estimates))
                    self._log_heard(pending, estimates)
            stream.pump(_PUMP_S)

    def _aligned(self, offset: int | None, origin_ns: int) -> int:
        """Keep the position unless the stream paused: then sound and picture are brought together again."""
        wanted = round((origin_ns - self._beat.start_ns) * RATE / _NS_PER_S)
        if offset is None or abs(wanted - offset) > _REALIGN_NS * RATE // _NS_PER_S:
            return wanted
        return offset

    def _log_heard(self, pending: deque[tuple[int, int]], estimates: deque[int]) -> None:
        origin_ns = _early(estimates)
        is_certain = statistics.median(estimates) - origin_ns < _CERTAIN_WITHIN_NS
        while pending:
            number, sample = pending[0]
            heard_ns = origin_ns + sample * _NS_PER_S // RATE
            if raw_now_ns() < heard_ns + _NS_PER_S // 2:  # some of the estimates are then newer than the beep
                return
            self._log.add("beep", second=number, sink=self._sink, t_ns=heard_ns, is_certain=is_certain)
            pending.popleft()


def _early(estimates: Collection[int]) -> int:
    """The estimate to believe: they are late at times and never early, so the lower quarter tells."""
    return sorted(estimates)[len(estimates) // 4]


def tone(hertz: float, seconds: float, *, level: float = 0.5) -> NDArray[np.int16]:
    """A sine that begins and ends within 1 ms, so that its start is sharp without a crack."""
    count = round(seconds * RATE)
    edge = np.clip(np.minimum(np.arange(count), np.arange(count)[::-1]) / (RATE / 1000), 0, 1)
    return np.asarray(np.sin(np.arange(count) * 2 * np.pi * hertz / RATE) * edge * level * 32767, np.int16)


def beeps() -> NDArray[np.int16]:
    """One second: a tenth of it 1 kHz, then silence."""
    second = np.zeros(RATE, np.int16)
    beep = tone(1000, 0.1)
    second[: len(beep)] = beep
    return second
