"""The inputs PortAudio finds: listed, tried, opened. One host interface only, so that no device stands there twice."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from lookhear.errors import LookhearError, SourceUnavailable
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.selection import DEFAULT_KEY
from lookhear.recorder.sources.audio.sounddevice_source import InputDevice, SoundDeviceSource

if TYPE_CHECKING:
    from collections.abc import Callable

NO_LOOPBACK = "What this computer plays cannot be recorded here"


def load_portaudio() -> Any:  # noqa: ANN401 - sounddevice ships no types
    """The module sounddevice. Raises SourceUnavailable when it or PortAudio is missing."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise SourceUnavailable(
            f"Sound cannot be recorded: {error}.",
            hint="Install PortAudio (Debian and Ubuntu: libportaudio2).",
        ) from error
    return sounddevice


class SoundDeviceCatalogue:
    """An `AudioCatalogue` over PortAudio, whose list of devices is frozen until it is initialised again.

    That is done before each look, but never while a stream of ours is open, because it would end it.
    """

    def __init__(
        self,
        library: Any,  # noqa: ANN401 - sounddevice ships no types
        *,
        now_ns: Callable[[], int],
        host_api: str,
        converts_rates: bool = False,
    ) -> None:
        """``host_api`` is PortAudio's name of the interface to use; ``converts_rates`` asks WASAPI to convert where a device insists."""
        self._library, self._now_ns, self._host_api, self._converts_rates = library, now_ns, host_api, converts_rates
        self._lock = threading.Lock()  # protects the count, and PortAudio while it starts
        self._open_streams = 0

    def _devices(self) -> list[InputDevice]:
        library = self._library
        try:
            if self._open_streams == 0:
                library._terminate()  # noqa: SLF001 - the library's documented way to see a device that was plugged in
                library._initialize()  # noqa: SLF001
            apis = library.query_hostapis()
            number = next((index for index, api in enumerate(apis) if api["name"] == self._host_api), None)
            if number is None:
                return []
            listed = library.query_devices()
        except library.PortAudioError as error:
            raise SourceUnavailable(f"The system's sound devices cannot be listed ({error}).") from error
        default = apis[number]["default_input_device"]
        found = [
            InputDevice(
                index=index,
                name=device["name"],
                rate=int(device["default_samplerate"]),
                channels=device["max_input_channels"],
                is_default=index == default,
            )
            for index, device in enumerate(listed)
            if device["hostapi"] == number and device["max_input_channels"] > 0
        ]
        return sorted(found, key=lambda device: not device.is_default)

    def has_inputs(self) -> bool:
        """Whether there is anything to record from."""
        try:
            with self._lock:
                return bool(self._devices())
        except SourceUnavailable:
            return False

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        """The inputs, the default first, each opened for a moment with ``probe``; and that system audio is not to be had this way."""
        with self._lock:
            devices = self._devices()
        found = [self._listed(ChannelId(ChannelKind.MIC, device.name), device, probe=probe) for device in devices]
        default = [self._listed(ChannelId(ChannelKind.MIC, DEFAULT_KEY), device, probe=probe) for device in devices if device.is_default]
        default = default or [_absent(ChannelKind.MIC, "No microphone is connected.")]
        return [*default, *found, _absent(ChannelKind.SYSTEM_AUDIO, self._no_loopback().for_people())]

    def _listed(self, channel: ChannelId, device: InputDevice, *, probe: bool) -> ChannelInfo:
        reason = self._refusal(channel) if probe else ""
        return ChannelInfo(
            channel_id=channel,
            name=device.name,
            device=device.name,
            is_default=device.is_default,
            can_open=not reason,
            reason=reason,
            rate=device.rate,
            channels=device.channels,
            details={"server": f"PortAudio, {self._host_api}"},
        )

    def _no_loopback(self) -> SourceUnavailable:
        if self._host_api == "ALSA":
            return SourceUnavailable(f"{NO_LOOPBACK} without PulseAudio or PipeWire.", hint="Start one of them.")
        return SourceUnavailable(
            f"{NO_LOOPBACK} through {self._host_api}.",
            hint="Choose a loopback device of the system (such as BlackHole or Stereo Mix) with --mic, or record without --system-audio.",
        )

    def _refusal(self, channel: ChannelId) -> str:
        """Why a channel cannot be opened now, found by opening it; empty when it can."""
        try:
            self.open(channel).close()
        except LookhearError as error:
            return error.for_people()
        return ""

    def open(self, channel: ChannelId) -> SoundDeviceSource:
        """Start recording a microphone. Raises SourceUnavailable, for system audio always."""
        if channel.kind is ChannelKind.SYSTEM_AUDIO:
            raise self._no_loopback()
        with self._lock:
            devices = self._devices()
            fitting = [device for device in devices if (device.is_default if channel.key == DEFAULT_KEY else device.name == channel.key)]
            if not fitting:
                known = ", ".join(device.name for device in devices) or "none"
                raise SourceUnavailable(f"There is no microphone “{channel.key}” here (there are: {known}).")
            settings = self._library.WasapiSettings(auto_convert=True) if self._converts_rates else None
            self._open_streams += 1
        # Outside of the lock: a failing open calls `_closed`.
        return SoundDeviceSource(self._library, fitting[0], now_ns=self._now_ns, extra_settings=settings, on_close=self._closed)

    def _closed(self) -> None:
        with self._lock:
            self._open_streams -= 1


def _absent(kind: ChannelKind, reason: str) -> ChannelInfo:
    channel = ChannelId(kind, DEFAULT_KEY)
    return ChannelInfo(channel_id=channel, name="none", device="", is_default=True, can_open=False, reason=reason)
