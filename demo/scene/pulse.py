"""Playing sound with a known time: libpulse through ctypes, and the instant at which what was written is really heard.

No callbacks: the stream's thread turns libpulse's main loop and looks at states (pulse/mainloop.h, context.h, stream.h).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import time
from typing import TYPE_CHECKING, Final, Self

from demo.process import DesktopError
from lookhear.recorder.pipeline.clock import raw_now_ns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE: Final = 48_000
_SAMPLE_BYTES: Final = 2
_NS_PER_S: Final = 1_000_000_000
_S16LE: Final = 3  # PA_SAMPLE_S16LE of pulse/sample.h
_READY: Final = 4  # PA_CONTEXT_READY of pulse/def.h
_STREAM_READY: Final = 2  # PA_STREAM_READY
_RUNNING: Final = 0  # PA_OPERATION_RUNNING
_NO_AUTOSPAWN: Final = 1  # PA_CONTEXT_NOAUTOSPAWN
_ADJUST_LATENCY: Final = 0x2000  # PA_STREAM_ADJUST_LATENCY: the sink's blocks become as short as the buffer asks
_SERVER_CHOOSES: Final = 0xFFFFFFFF
_ANSWER_DEADLINE_S: Final = 10.0


class _SampleSpec(ctypes.Structure):
    """pa_sample_spec of pulse/sample.h."""

    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _BufferAttr(ctypes.Structure):
    """pa_buffer_attr of pulse/def.h, in bytes."""

    _fields_ = tuple((name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class _TimingInfo(ctypes.Structure):
    """pa_timing_info of pulse/def.h. ``timestamp`` is wall-clock time."""

    _fields_ = (
        ("timestamp_s", ctypes.c_long),
        ("timestamp_us", ctypes.c_long),
        ("synchronized_clocks", ctypes.c_int),
        ("sink_us", ctypes.c_uint64),
        ("source_us", ctypes.c_uint64),
        ("transport_us", ctypes.c_uint64),
        ("playing", ctypes.c_int),
        ("write_index_corrupt", ctypes.c_int),
        ("write_index", ctypes.c_int64),
        ("read_index_corrupt", ctypes.c_int),
        ("read_index", ctypes.c_int64),
    )


class PlaybackStream:
    """Mono sound into one sink, 16 bit at 48 kHz, with about ``buffer_ms`` of it on the way. Owned by one thread.

    A second stream that is never written to asks the sink for short blocks: a null sink hands a whole block to its monitor
    when the block's first sample is due, so the monitor hears up to ``block_ms`` early. Raises DesktopError.
    """

    def __init__(self, sink: str, *, buffer_ms: int = 500, block_ms: int = 10) -> None:
        self._sink = sink
        self._pulse = _library()
        self._loop = self._pulse.pa_mainloop_new()
        self._context = self._pulse.pa_context_new(self._pulse.pa_mainloop_get_api(self._loop), b"lookhear-demo")
        self._streams: list[int] = []
        self.written_samples = 0
        self._pulse.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None)
        self._wait_for(self._pulse.pa_context_get_state, self._context, _READY)
        self._open(block_ms * 4)  # the server gives half to the sink, after two requests of a quarter
        self._stream = self._open(buffer_ms)

    def pump(self, timeout_s: float) -> None:
        """Let libpulse work, and wait for the server at most the timeout."""
        if self._pulse.pa_mainloop_prepare(self._loop, round(timeout_s * 1e6)) >= 0 and self._pulse.pa_mainloop_poll(self._loop) >= 0:
            self._pulse.pa_mainloop_dispatch(self._loop)
        if self._pulse.pa_stream_get_state(self._stream) != _STREAM_READY:
            raise DesktopError(self._said("went away"))

    def writable_samples(self) -> int:
        """How much the server has asked for and not been given."""
        size = self._pulse.pa_stream_writable_size(self._stream)
        return 0 if size == ctypes.c_size_t(-1).value else int(size) // _SAMPLE_BYTES

    def write(self, samples: NDArray[np.int16]) -> None:
        """Play samples after those written before."""
        data = samples.tobytes()
        if self._pulse.pa_stream_write(self._stream, data, len(data), None, 0, 0) < 0:
            raise DesktopError(self._said("took no more sound"))
        self.written_samples += len(samples)

    def measure_origin_ns(self) -> int | None:
        """When the stream's first sample was audible, had it never paused (CLOCK_BOOTTIME); None while nothing plays.

        The server says how far it has read and how long what it read last is still on its way through the sink, and
        reads the clock right after; a busy machine delays that reading, so single answers may be late, never early.
        """
        operation = self._pulse.pa_stream_update_timing_info(self._stream, None, None)
        give_up = time.monotonic() + _ANSWER_DEADLINE_S
        while self._pulse.pa_operation_get_state(operation) == _RUNNING:
            if time.monotonic() > give_up:
                raise DesktopError(self._said("does not answer"))
            self.pump(0.5)
        self._pulse.pa_operation_unref(operation)
        pointer = self._pulse.pa_stream_get_timing_info(self._stream)
        if not pointer or not pointer.contents.playing or pointer.contents.read_index_corrupt:
            return None
        info = pointer.contents
        wall_ns = info.timestamp_s * _NS_PER_S + info.timestamp_us * 1000
        t_ns = wall_ns - (time.time_ns() - raw_now_ns())
        return int(t_ns + info.sink_us * 1000 - info.read_index // _SAMPLE_BYTES * _NS_PER_S // RATE)

    def close(self) -> None:
        """End the stream; what was not heard yet is dropped. Harmless when called twice."""
        for stream in self._streams:
            self._pulse.pa_stream_disconnect(stream)
            self._pulse.pa_stream_unref(stream)
        self._streams.clear()
        if self._loop is not None:
            self._pulse.pa_context_disconnect(self._context)
            self._pulse.pa_context_unref(self._context)
            self._pulse.pa_mainloop_free(self._loop)
            self._loop = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _open(self, buffer_ms: int) -> int:
        spec = _SampleSpec(_S16LE, RATE, 1)
        unset = _SERVER_CHOOSES
        attributes = _BufferAttr(unset, RATE * _SAMPLE_BYTES * buffer_ms // 1000, unset, unset, unset)
        stream = int(self._pulse.pa_stream_new(self._context, b"scene", ctypes.byref(spec), None))
        self._streams.append(stream)
        self._pulse.pa_stream_connect_playback(stream, self._sink.encode(), ctypes.byref(attributes), _ADJUST_LATENCY, None, None)
        self._wait_for(self._pulse.pa_stream_get_state, stream, _STREAM_READY)
        return stream

    def _wait_for(self, state_of: ctypes._NamedFuncPointer, handle: int, wanted: int) -> None:
        """Turn the main loop until an object is ready; closes everything and raises when it fails instead."""
        give_up = time.monotonic() + _ANSWER_DEADLINE_S
        while (state := state_of(handle)) != wanted:
            if state > wanted or time.monotonic() > give_up:
                self.close()
                raise DesktopError(f"{self._said('cannot be played to')} Is an audio server running that has this sink?")
            self._pulse.pa_mainloop_prepare(self._loop, 500_000)
            self._pulse.pa_mainloop_poll(self._loop)
            self._pulse.pa_mainloop_dispatch(self._loop)

    def _said(self, what: str) -> str:
        return f"The sink {self._sink} {what}."


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("pulse")
    if name is None:
        raise DesktopError("Sound needs libpulse. Install the package libpulse0 and start again.")
    library = ctypes.CDLL(name)
    handle, text, number, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t
    spec, attributes = ctypes.POINTER(_SampleSpec), ctypes.POINTER(_BufferAttr)
    signatures: dict[str, tuple[object, tuple[object, ...]]] = {
        "pa_mainloop_new": (handle, ()),
        "pa_mainloop_get_api": (handle, (handle,)),
        "pa_mainloop_prepare": (number, (handle, number)),
        "pa_mainloop_poll": (number, (handle,)),
        "pa_mainloop_dispatch": (number, (handle,)),
        "pa_mainloop_free": (None, (handle,)),
        "pa_context_new": (handle, (handle, text)),
        "pa_context_connect": (number, (handle, text, number, handle)),
        "pa_context_get_state": (number, (handle,)),
        "pa_context_disconnect": (None, (handle,)),
        "pa_context_unref": (None, (handle,)),
        "pa_stream_new": (handle, (handle, text, spec, handle)),
        "pa_stream_connect_playback": (number, (handle, text, attributes, number, handle, handle)),
        "pa_stream_get_state": (number, (handle,)),
        "pa_stream_writable_size": (size, (handle,)),
        "pa_stream_write": (number, (handle, text, size, handle, ctypes.c_int64, number)),
        "pa_stream_update_timing_info": (handle, (handle, handle, handle)),
        "pa_stream_get_timing_info": (ctypes.POINTER(_TimingInfo), (handle,)),
        "pa_stream_disconnect": (number, (handle,)),
        "pa_stream_unref": (None, (handle,)),
        "pa_operation_get_state": (number, (handle,)),
        "pa_operation_unref": (None, (handle,)),
    }
    for symbol, (result, arguments) in signatures.items():
        function = getattr(library, symbol)
        function.restype = result
        function.argtypes = arguments
    return library
