"""One connection to a PulseAudio or PipeWire server, driven by the thread that uses it: no thread of its own, every wait bounded.

`libpulse`'s plain main loop is turned by hand (prepare, poll, dispatch), so a frozen server costs a timeout and never a thread that hangs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from lookhear.errors import SourceLost, SourceUnavailable
from lookhear.recorder.sources.audio import libpulse

if TYPE_CHECKING:
    from collections.abc import Callable

_ANSWER_S: Final = 3.0  # longest wait for an answer: a healthy server takes a millisecond
_LONGEST_POLL_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseDevice:
    """A source or a sink.

    ``monitor_of`` names the sink that a source listens to (for a sink: its monitor), or is empty for a real input.
    ``master`` names the device behind a virtual one. ``latency_us`` is how far ahead or behind the device is set to work.
    ``bus`` (pci, usb, bluetooth), ``profile`` (of a Bluetooth device) and ``form`` (internal, headset, webcam …) are empty where unknown.
    """

    name: str
    description: str
    rate: int
    channels: int
    monitor_of: str
    master: str
    latency_us: int
    bus: str = ""
    profile: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class PulseDefaults:
    """What the server calls itself and its defaults (empty when it has none)."""

    server: str
    source: str
    sink: str


@dataclass(frozen=True, slots=True)
class PulseView:
    """Everything that can be listened to, at one moment."""

    defaults: PulseDefaults
    sources: tuple[PulseDevice, ...]
    sinks: tuple[PulseDevice, ...]

    def source(self, name: str) -> PulseDevice | None:
        """The source of that name, monitors included."""
        return next((device for device in self.sources if device.name == name), None)

    def sink(self, name: str) -> PulseDevice | None:
        """The sink of that name."""
        return next((device for device in self.sinks if device.name == name), None)

    def monitor_of(self, sink: str) -> PulseDevice | None:
        """The source that hears what a sink plays."""
        return next((device for device in self.sources if device.monitor_of == sink), None)


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


class PulseConnection:
    """A context of libpulse. Used by one thread; close it.

    ``defaults`` is what the server said last; after `watch_defaults` it follows every change while `turn` is called.
    """

    def __init__(self, server: str | None = None) -> None:
        """Connect to ``server``, or to the one the environment names. Raises SourceUnavailable when none answers."""
        self.lib: Any = libpulse.load()
        self.defaults: PulseDefaults | None = None
        self._answers = 0
        self._found: list[PulseDevice] = []
        self._is_list_complete = False
        # Callbacks live as long as the connection: C may call them until it is closed.
        self._on_server_info = libpulse.ServerInfoCallback(self._server_told)
        self._on_device = libpulse.DeviceInfoCallback(self._device_told)
        self._on_change = libpulse.SubscribeCallback(self._server_changed)
        self._loop = self.lib.pa_mainloop_new()
        self.context = self.lib.pa_context_new(self.lib.pa_mainloop_get_api(self._loop), b"Lookhear")
        address = server.encode() if server else None
        try:
            if self.lib.pa_context_connect(self.context, address, libpulse.CONTEXT_NOAUTOSPAWN, None) < 0:
                raise self._unavailable()
            self._await_ready()
        except SourceUnavailable:
            self.close()
            raise

    def _await_ready(self) -> None:
        deadline = time.monotonic() + _ANSWER_S
        while (state := self.lib.pa_context_get_state(self.context)) != libpulse.ContextState.READY:
            if state in {libpulse.ContextState.FAILED, libpulse.ContextState.TERMINATED}:
                raise self._unavailable()
            if time.monotonic() >= deadline:
                raise SourceUnavailable("The audio server does not answer.", hint="Restart PulseAudio or PipeWire.")
            self.turn(deadline - time.monotonic())

    def _unavailable(self) -> SourceUnavailable:
        return SourceUnavailable(
            f"No audio server can be reached ({self.error_text()}).",
            hint="Start PulseAudio or PipeWire, or set PULSE_SERVER.",
        )

    def error_text(self) -> str:
        """What libpulse says of its last failure."""
        return _text(self.lib.pa_strerror(self.lib.pa_context_errno(self.context))).lower()

    def turn(self, timeout_s: float) -> None:
        """Wait for something to happen, at most the timeout (and a second), and handle it. Raises SourceLost when the loop broke."""
        wait_us = int(min(max(timeout_s, 0.0), _LONGEST_POLL_S) * 1_000_000)
        if (
            self.lib.pa_mainloop_prepare(self._loop, wait_us) < 0
            or self.lib.pa_mainloop_poll(self._loop) < 0
            or self.lib.pa_mainloop_dispatch(self._loop) < 0
        ):
            raise SourceLost("The connection to the audio server broke.")

    def check_alive(self) -> None:
        """Raise SourceLost when the server has gone."""
        if self.context is None:
            raise SourceLost("The connection to the audio server was closed.")
        if self.lib.pa_context_get_state(self.context) != libpulse.ContextState.READY:
            raise SourceLost(f"The audio server went away ({self.error_text()}).")

    def _await(self, is_done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _ANSWER_S
        while not is_done():
            self.check_alive()
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise SourceLost("The audio server does not answer.")
            self.turn(left_s)

    def _server_told(self, _context: int, info: Any, _userdata: int) -> None:  # noqa: ANN401 - a ctypes pointer
        if info:
            told = info.contents
            server = f"{_text(told.server_name)} {_text(told.server_version)}".strip()
            self.defaults = PulseDefaults(server, _text(told.default_source_name), _text(told.default_sink_name))
        self._answers += 1

    def _device_told(self, _context: int, info: Any, end: int, _userdata: int) -> None:  # noqa: ANN401 - a ctypes pointer
        if end:
            self._is_list_complete = True
            return
        told = info.contents
        name, spec = _text(told.name), told.sample_spec
        self._found.append(
            PulseDevice(
                name=name,
                description=_text(told.description) or name,
                rate=spec.rate,
                channels=spec.channels,
                monitor_of=_text(told.monitor_name),
                master=self._property(told, b"device.master_device"),
                latency_us=told.configured_latency,
                bus=self._property(told, b"device.bus") or ("bluetooth" if self._property(told, b"device.api").startswith("bluez") else ""),
                profile=self._property(told, b"bluetooth.protocol") or self._property(told, b"api.bluez5.profile"),
                form=self._property(told, b"device.form_factor"),
            )
        )

    def _property(self, told: Any, key: bytes) -> str:  # noqa: ANN401 - a ctypes structure
        return _text(self.lib.pa_proplist_gets(told.proplist, key))

    def _server_changed(self, _context: int, _event: int, _index: int, _userdata: int) -> None:
        self._ask_defaults()

    def _ask_defaults(self) -> None:
        self._start(self.lib.pa_context_get_server_info, self._on_server_info)

    def _start(self, ask: Any, callback: Any) -> None:  # noqa: ANN401 - ctypes objects
        operation = ask(self.context, callback, None)
        if operation:  # none: the connection is going down, which its state tells
            self.lib.pa_operation_unref(operation)

    def _devices(self, ask: Any) -> tuple[PulseDevice, ...]:  # noqa: ANN401 - a ctypes function
        self._found, self._is_list_complete = [], False
        self._start(ask, self._on_device)
        self._await(lambda: self._is_list_complete)
        return tuple(self._found)

    def view(self) -> PulseView:
        """All sources and sinks and the defaults. Raises SourceLost when the server goes or does not answer."""
        before = self._answers
        self._ask_defaults()
        sources = self._devices(self.lib.pa_context_get_source_info_list)
        sinks = self._devices(self.lib.pa_context_get_sink_info_list)
        self._await(lambda: self._answers > before)
        if self.defaults is None:
            raise SourceLost("The audio server does not tell its defaults.")
        return PulseView(self.defaults, sources, sinks)

    def watch_defaults(self) -> None:
        """From now on keep ``defaults`` up to date while `turn` is called."""
        self.lib.pa_context_set_subscribe_callback(self.context, self._on_change, None)
        operation = self.lib.pa_context_subscribe(self.context, libpulse.SUBSCRIBE_SERVER, None, None)
        if operation:
            self.lib.pa_operation_unref(operation)
        self._ask_defaults()  # there may have been a change between the last look and the subscription

    def close(self) -> None:
        """Let go of the connection. Harmless when called twice."""
        if not self._loop:
            return
        self.lib.pa_context_disconnect(self.context)
        self.lib.pa_context_unref(self.context)
        self.lib.pa_mainloop_free(self._loop)
        self._loop = self.context = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
