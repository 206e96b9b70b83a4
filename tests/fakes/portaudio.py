"""Stands in for the module sounddevice: devices that a test plugs and unplugs, and streams that call back when it says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


class PortAudioError(Exception):
    """As in sounddevice."""


@dataclass(frozen=True, slots=True)
class WasapiSettings:
    auto_convert: bool = False


@dataclass
class FakeDevice:
    name: str
    rate: float = 48_000.0
    channels: int = 1
    api: int = 0
    refuses: str = ""

    def as_listed(self) -> dict[str, Any]:
        return {"name": self.name, "hostapi": self.api, "max_input_channels": self.channels, "default_samplerate": self.rate}


@dataclass
class FakePortAudio:
    """`devices` is what is plugged in; what is listed is what was there at the last initialisation, as in the real one."""

    devices: list[FakeDevice]
    apis: list[str] = field(default_factory=lambda: ["Core Audio"])
    default: int = 0
    initialised: int = 0
    streams: list[FakeStream] = field(default_factory=list)
    PortAudioError: type[Exception] = PortAudioError
    WasapiSettings: type = WasapiSettings

    def __post_init__(self) -> None:
        self._listed = list(self.devices)

    def _terminate(self) -> None:
        assert not [stream for stream in self.streams if stream.is_open], "open streams end when PortAudio is terminated"

    def _initialize(self) -> None:
        self.initialised += 1
        self._listed = list(self.devices)

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": name, "default_input_device": self.default} for name in self.apis]

    def query_devices(self) -> list[dict[str, Any]]:
        return [device.as_listed() for device in self._listed]

    def InputStream(self, **settings: Any) -> FakeStream:  # noqa: N802, ANN401 - the real name
        device = self._listed[settings["device"]]
        if device.refuses:
            raise PortAudioError(device.refuses)
        stream = FakeStream(settings)
        self.streams.append(stream)
        return stream


class FakeStream:
    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.is_open = True
        self.is_started = False
        self._callback: Callable[..., None] = settings["callback"]

    def start(self) -> None:
        self.is_started = True

    def call(self, *, age_s: float = 0.05, overflow: bool = False, value: float = 0.5) -> None:
        """Deliver one block whose first sample is that old."""
        count = self.settings["blocksize"]
        samples = np.full((count, self.settings["channels"]), value, np.float32)
        times = SimpleNamespace(currentTime=100.0, inputBufferAdcTime=100.0 - age_s)
        self._callback(samples, count, times, SimpleNamespace(input_overflow=overflow))
        samples[:] = -1  # PortAudio takes its buffer back

    def finish(self) -> None:
        self.settings["finished_callback"]()

    def abort(self) -> None:
        self.is_started = False

    def close(self) -> None:
        self.is_open = False
