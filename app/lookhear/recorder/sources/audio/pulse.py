"""Recording from one PulseAudio or PipeWire source. Everything happens in the thread that calls `read`.

The stream is bound to its device (DONT_MOVE): when a device vanishes the server ends the stream instead of quietly moving it,
which could put the loudspeakers' monitor on the microphone's track. Following a default device is done by reopening.
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.sources.audio import libpulse
from lookhear.recorder.sources.audio.libpulse import StreamFlag, StreamState
from lookhear.recorder.sources.audio.stream_clock import StreamClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.sources.audio.pulse_connection import PulseConnection, PulseDevice

_BLOCK_S: Final = 0.05  # twenty wake-ups a second: enough for liveness, cheap for the processor
_STALE_NS: Final = 5_000_000_000  # after such a pause of this process the server's buffer no longer tells when it was filled
_PAUSE_NS: Final = 300_000_000  # without data for so long, what the clock saw before is forgotten
_EAGER_BLOCKS: Final = 8  # the clock looks at each of the first blocks, then twice a second
_BLOCKS_PER_LOOK: Final = 10
_LOOKS_AT_UNTOLD: Final = 3  # before the first block, where the server does not tell what lies in the device
_STAMP_GRAIN_NS: Final = 1_000_000
_NS_PER_S: Final = 1_000_000_000
_OPENING_S: Final = 3.0
_SAMPLE_BYTES: Final = 4
_MAX_CHANNELS: Final = 2


class Follows(StrEnum):
    """Which of the server's defaults a stream must be on, if any."""

    NOTHING = "nothing"
    SOURCE = "source"
    SINK = "sink"


@dataclass(frozen=True, slots=True)
class PulseTarget:
    """What to record: a source, and the default (``expected`` is its name now) that it stands for.

    ``fed_by``: the sink behind a virtual microphone, or empty. Such a one hands samples over before they sound, by the sink's
    latency, which the server tells of monitors only.
    """

    source: PulseDevice
    fed_by: str = ""
    follows: Follows = Follows.NOTHING
    expected: str = ""


class PulseSource:
    """One recording stream of float32 at the device's own rate, mono or stereo (more channels are mixed down by the server)."""

    name = "pulse"

    def __init__(self, connection: PulseConnection, target: PulseTarget, *, now_ns: Callable[[], int]) -> None:
        """Start recording; takes the connection over, also when it fails. Raises SourceUnavailable."""
        self.device = target.source.name
        self._connection, self._target, self._now_ns = connection, target, now_ns
        self._lib: Any = connection.lib
        self._rate = target.source.rate
        self._channels = min(target.source.channels, _MAX_CHANNELS)
        self._wanted_bytes = int(self._rate * _BLOCK_S) * self._channels * _SAMPLE_BYTES
        self._frame_bytes = self._channels * _SAMPLE_BYTES
        self._stream: Any = None
        self._clock = StreamClock(self._rate)
        self._taken = self._blocks = self._ahead_us = 0
        self._wanted_looks = 1
        self._asked_ns: int | None = None  # when the timing was asked for, until the answer is there
        self._last_stamp = (0, 0)
        self._last_turn_ns = self._data_ns = now_ns()
        try:
            self._open()
        except SourceLost as error:
            self.close()
            raise SourceUnavailable(str(error)) from error
        except SourceUnavailable:
            self.close()
            raise
        self._last_turn_ns = self._data_ns = now_ns()

    def _open(self) -> None:
        if self._target.follows is not Follows.NOTHING:
            self._connection.watch_defaults()
        spec = libpulse.SampleSpec(libpulse.SAMPLE_FLOAT32LE, self._rate, self._channels)
        self._stream = self._lib.pa_stream_new(self._connection.context, b"Recording", ctypes.byref(spec), None)
        if not self._stream:
            raise self._refused()
        unset = libpulse.INVALID_INDEX
        buffers = libpulse.BufferAttr(unset, unset, unset, unset, self._wanted_bytes)
        flags = StreamFlag.DONT_MOVE | StreamFlag.ADJUST_LATENCY
        if self._lib.pa_stream_connect_record(self._stream, self.device.encode(), ctypes.byref(buffers), int(flags)) < 0:
            raise self._refused()
        deadline = time.monotonic() + _OPENING_S
        while (state := self._lib.pa_stream_get_state(self._stream)) != StreamState.READY:
            left_s = deadline - time.monotonic()
            if state in {StreamState.FAILED, StreamState.TERMINATED} or left_s <= 0:
                raise self._refused()
            self._connection.turn(left_s)
        if self._target.fed_by:  # asked now: the sink took its latency from what this stream wants
            sink = self._connection.view().sink(self._target.fed_by)
            self._ahead_us = sink.latency_us if sink is not None else 0

    def _refused(self) -> SourceUnavailable:
        return SourceUnavailable(f"“{self._target.source.description}” cannot be opened ({self._connection.error_text()}).")

    def read(self, timeout_s: float) -> AudioBlock | None:
        """Wait for about 50 ms of sound, at most the timeout; less is returned when it is all there is.

        Raises SourceLost when the device or the server went away, when the default it follows is another
        device now, or when this process was stopped for so long that the buffered sound has lost its time.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            self._check()
            self._look()
            is_late = (left_s := deadline - time.monotonic()) <= 0
            readable_bytes = self._lib.pa_stream_readable_size(self._stream)
            if readable_bytes >= (1 if is_late else self._wanted_bytes):
                if self._last_turn_ns - self._data_ns > _PAUSE_NS:
                    self._clock.forget()  # a suspended device: samples are counted on, time went by
                self._data_ns = self._last_turn_ns
                if self._clock.looks >= self._wanted_looks:
                    return self._take()
                if readable_bytes >= (1 + self._clock.looks) * self._wanted_bytes:
                    self._ask_timing()  # just after data came, when the least of it lies uncounted in the server
            if is_late:
                return None
            self._connection.turn(left_s)

    def _check(self) -> None:
        now_ns = self._now_ns()
        pause_ns, self._last_turn_ns = now_ns - self._last_turn_ns, now_ns
        if pause_ns > _STALE_NS:
            raise SourceLost(f"Recording was interrupted for {pause_ns / 1e9:.0f} s (the machine slept or the program was stopped).")
        self._connection.check_alive()
        if self._stream is None or self._lib.pa_stream_get_state(self._stream) != StreamState.READY:
            raise SourceLost(f"“{self._target.source.description}” went away.")
        defaults, follows = self._connection.defaults, self._target.follows
        if defaults is None or follows is Follows.NOTHING:
            return
        current = defaults.source if follows is Follows.SOURCE else defaults.sink
        if current != self._target.expected:
            raise SourceLost(f"The default device changed to {current or 'none'}.")

    def _ask_timing(self) -> None:
        """Ask the server how far the stream has come; the answer is picked up by `_look` in a later turn."""
        if self._asked_ns is not None:
            return
        operation = self._lib.pa_stream_update_timing_info(self._stream, None, None)
        if operation:
            self._asked_ns = self._now_ns()
            self._lib.pa_operation_unref(operation)

    def _look(self) -> None:
        """Hand a new answer about the timing to the clock."""
        if self._asked_ns is None:
            return
        answer = self._lib.pa_stream_get_timing_info(self._stream)
        if not answer:
            return
        told = answer.contents
        stamp = (told.sec, told.usec)
        if stamp == self._last_stamp:
            return
        now_ns, age_ns = self._now_ns(), time.time_ns() - (told.sec * _NS_PER_S + told.usec * 1000)
        asked_ns, self._asked_ns, self._last_stamp = self._asked_ns, None, stamp
        if told.write_index_corrupt or not 0 <= age_ns <= now_ns - asked_ns + _STAMP_GRAIN_NS:
            return  # the wall clock was set between question and answer
        self._wanted_looks = 1 if told.sink_usec or told.source_usec else _LOOKS_AT_UNTOLD
        ahead_us = told.sink_usec + self._ahead_us  # a monitor hands samples over before they are played
        captured = told.write_index / self._frame_bytes + (told.source_usec - ahead_us) * self._rate / 1e6
        self._clock.look(t_ns=now_ns - age_ns, captured=captured)

    def _take(self) -> AudioBlock | None:
        """Everything readable as one block, or None when only a hole was there."""
        import numpy as np  # half a second on a slow machine, while the server keeps what comes: nothing is missed

        data, size = ctypes.c_void_p(), ctypes.c_size_t()
        parts: list[bytes] = []
        first = self._taken
        while self._lib.pa_stream_peek(self._stream, ctypes.byref(data), ctypes.byref(size)) == 0 and size.value:
            if data.value is None and parts:
                break  # a hole ends the block; the time of the next one shows the gap
            if data.value is not None:
                parts.append(ctypes.string_at(data.value, size.value))
            self._taken += size.value // self._frame_bytes
            self._lib.pa_stream_drop(self._stream)
            if data.value is None:
                return None
        if not parts:
            return None
        self._blocks += 1
        if self._blocks <= _EAGER_BLOCKS or self._blocks % _BLOCKS_PER_LOOK == 0:
            self._ask_timing()
        samples = np.frombuffer(b"".join(parts), np.float32).reshape(-1, self._channels)
        return AudioBlock(samples, self._rate, self._clock.time_of(first))

    def close(self) -> None:
        """End the stream and its connection. Harmless when called twice."""
        if self._stream:
            self._lib.pa_stream_disconnect(self._stream)
            self._lib.pa_stream_unref(self._stream)
            self._stream = None
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
