"""Microphones by PortAudio, on any system: the fallback on Linux, the first choice elsewhere.

PortAudio calls back on a thread of its own, which only copies and hands over; everything else happens in the thread that reads.
"""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.sources.audio.stream_clock import StreamClock

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

_BLOCK_S: Final = 0.048
_LATENCY_S: Final = 0.1  # PortAudio's own "low" means callbacks of two milliseconds
_DEAD_S: Final = 2.0  # a microphone always delivers, and macOS and Windows do not say that one was pulled out
_SANE_AGE_S: Final = 2.0
_JUMP_NS: Final = 60_000_000
_MAX_CHANNELS: Final = 2
_WAITING_BLOCKS: Final = 200  # ten seconds; a reader later than that loses blocks, and the stamps show the gap


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDevice:
    """An input as PortAudio lists it. ``index`` is good until PortAudio is initialised again."""

    index: int
    name: str
    rate: int
    channels: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the callback hands over: samples, when it was called, how old the first sample was then, whether some were lost before."""

    samples: NDArray[np.float32]
    called_ns: int
    age_s: float
    is_after_loss: bool


class SoundDeviceSource:
    """One PortAudio stream of float32 at the device's own rate, mono or stereo."""

    name = "sounddevice"

    def __init__(
        self,
        library: Any,  # noqa: ANN401 - sounddevice ships no types
        device: InputDevice,
        *,
        now_ns: Callable[[], int],
        extra_settings: object = None,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        """Start recording. ``library`` is the module sounddevice; ``on_close`` is called once. Raises SourceUnavailable."""
        self.device = device.name
        self._rate, self._now_ns, self._on_close = device.rate, now_ns, on_close
        self._clock = StreamClock(device.rate)
        self._taken = 0
        self._heard: queue.Queue[_Heard | None] = queue.Queue(_WAITING_BLOCKS)  # None: the stream has ended
        self._is_after_loss = False  # touched by PortAudio's thread only
        self._stream: Any = None
        try:
            self._stream = library.InputStream(
                samplerate=device.rate,
                blocksize=int(device.rate * _BLOCK_S),
                device=device.index,
                channels=min(device.channels, _MAX_CHANNELS),
                dtype="float32",
                latency=_LATENCY_S,
                extra_settings=extra_settings,
                callback=self._on_samples,
                finished_callback=self._on_finished,
            )
            self._stream.start()
        except (library.PortAudioError, ValueError, OSError) as error:
            self.close()
            raise SourceUnavailable(f"“{device.name}” cannot be opened ({error}).") from error
        self._alive_s = time.monotonic()

    def _on_samples(self, samples: NDArray[np.float32], frames: int, times: Any, status: Any) -> None:  # noqa: ANN401, PLR0917 - as PortAudio calls
        """Runs on PortAudio's thread: copy, hand over, return."""
        age_s = times.currentTime - times.inputBufferAdcTime
        if not 0 <= age_s <= _SANE_AGE_S:  # some host interfaces tell nothing, or zero
            age_s = frames / self._rate
        is_after_loss = self._is_after_loss or bool(status.input_overflow)
        try:
            self._heard.put_nowait(_Heard(samples.copy(), self._now_ns(), age_s, is_after_loss))
        except queue.Full:
            self._is_after_loss = True
        else:
            self._is_after_loss = False

    def _on_finished(self) -> None:
        try:
            self._heard.put_nowait(None)
        except queue.Full:
            return  # the reader will find the stream silent

    def read(self, timeout_s: float) -> AudioBlock | None:
        """Wait for about 50 ms of sound, at most the timeout. Raises SourceLost when the stream ended or gave nothing for two seconds."""
        try:
            heard = self._heard.get(timeout=max(timeout_s, 0.0))
        except queue.Empty:
            if self._stream is None or time.monotonic() - self._alive_s > _DEAD_S:
                raise SourceLost(f"“{self.device}” delivers nothing any more.") from None
            return None
        if heard is None:
            raise SourceLost(f"“{self.device}” went away.")
        self._alive_s = time.monotonic()
        stamp_ns = heard.called_ns - round(heard.age_s * 1e9)
        if heard.is_after_loss or (self._clock.looks and abs(stamp_ns - self._clock.time_of(self._taken)) > _JUMP_NS):
            self._clock.forget()
        self._clock.look(t_ns=stamp_ns, captured=self._taken)
        t_ns = self._clock.time_of(self._taken)
        self._taken += len(heard.samples)
        return AudioBlock(heard.samples, self._rate, t_ns)

    def close(self) -> None:
        """End the stream. Harmless when called twice."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.abort()
            stream.close()
        on_close, self._on_close = self._on_close, lambda: None
        on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
