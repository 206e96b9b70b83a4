"""The microphones and outputs of a PulseAudio or PipeWire server: listed, tried, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import LookhearError, SourceLost, SourceUnavailable
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.pulse import Follows, PulseSource, PulseTarget
from lookhear.recorder.sources.audio.pulse_connection import PulseConnection, PulseDevice, PulseView
from lookhear.recorder.sources.audio.selection import DEFAULT_KEY
from lookhear.recorder.sources.audio.traits import BUS, FORM, PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable


def _names(devices: list[PulseDevice]) -> str:
    return ", ".join(device.name for device in devices) or "none"


def microphones(view: PulseView) -> list[PulseDevice]:
    """The real inputs: whatever is not the monitor of an output."""
    return [device for device in view.sources if not device.monitor_of]


def _microphone(view: PulseView, key: str) -> PulseTarget:
    name = view.defaults.source if key == DEFAULT_KEY else key
    device, known = view.source(name), microphones(view)
    if key != DEFAULT_KEY:
        if device is None or device.monitor_of:
            raise SourceUnavailable(f"There is no microphone “{key}” here (there are: {_names(known)}).")
        return PulseTarget(device, _fed_by(view, device))
    if device is None or device.monitor_of:  # a monitor as default input would put the loudspeakers on the microphone's track
        if known:
            raise SourceUnavailable(f"The default input is no microphone; choose one with --mic ({_names(known)}).")
        raise SourceUnavailable("No microphone is connected.", hint="Connect one; recording takes it up at once.")
    return PulseTarget(device, _fed_by(view, device), Follows.SOURCE, name)


def _fed_by(view: PulseView, device: PulseDevice) -> str:
    master = view.source(device.master) if device.master else None
    return master.monitor_of if master is not None else ""


def _system_audio(view: PulseView, key: str) -> PulseTarget:
    sink = view.defaults.sink if key == DEFAULT_KEY else key
    monitor = view.monitor_of(sink) if sink else None
    if monitor is None:
        if key == DEFAULT_KEY:
            raise SourceUnavailable("There is no sound output whose sound could be recorded.")
        raise SourceUnavailable(f"There is no sound output “{key}” here (there are: {_names(list(view.sinks))}).")
    return PulseTarget(monitor, "", Follows.SINK, sink) if key == DEFAULT_KEY else PulseTarget(monitor)


def target_of(view: PulseView, channel: ChannelId) -> PulseTarget:
    """The source that a channel means now. Raises SourceUnavailable with a sentence that names what there is."""
    match channel.kind:
        case ChannelKind.MIC:
            return _microphone(view, channel.key)
        case ChannelKind.SYSTEM_AUDIO:
            return _system_audio(view, channel.key)
        case ChannelKind.DISPLAY:
            raise SourceUnavailable(f"{channel} has no sound.")


class PulseCatalogue:
    """An `AudioCatalogue` over libpulse. Keeps nothing open between calls, so it survives the server."""

    def __init__(self, *, now_ns: Callable[[], int], server: str | None = None) -> None:
        """Sources stamp with ``now_ns`` (session clock); ``server`` overrides the environment's choice."""
        self._now_ns, self._server = now_ns, server

    def view(self) -> PulseView:
        """What the server has now. Raises SourceUnavailable when none answers."""
        with PulseConnection(self._server) as connection:
            return _look(connection)

    def inputs(self, *, probe: bool = True) -> list[ChannelInfo]:
        """Microphones and system audio, the defaults first; each is opened for a moment to know whether it can be, with ``probe``."""
        view = self.view()
        found = [self._default(view, ChannelKind.MIC, probe=probe)]
        found += [self._listed(view, ChannelId(ChannelKind.MIC, device.name), device, probe=probe) for device in microphones(view)]
        found.append(self._default(view, ChannelKind.SYSTEM_AUDIO, probe=probe))
        found += [self._listed(view, ChannelId(ChannelKind.SYSTEM_AUDIO, sink.name), sink, probe=probe) for sink in view.sinks]
        return found

    def _default(self, view: PulseView, kind: ChannelKind, *, probe: bool) -> ChannelInfo:
        channel = ChannelId(kind, DEFAULT_KEY)
        try:
            target = target_of(view, channel)
        except SourceUnavailable as error:
            return ChannelInfo(channel_id=channel, name="none", device="", is_default=True, can_open=False, reason=error.for_people())
        device = target.source if kind is ChannelKind.MIC else (view.sink(target.expected) or target.source)
        return self._listed(view, channel, device, probe=probe)

    def _listed(self, view: PulseView, channel: ChannelId, device: PulseDevice, *, probe: bool) -> ChannelInfo:
        reason = self._refusal(channel) if probe else ""
        default = view.defaults.source if channel.kind is ChannelKind.MIC else view.defaults.sink
        return ChannelInfo(
            channel_id=channel,
            name=device.description,
            device=device.name,
            is_default=channel.key == DEFAULT_KEY or device.name == default,
            can_open=not reason,
            reason=reason,
            rate=device.rate,
            channels=device.channels,
            details={"server": view.defaults.server, BUS: device.bus, PROFILE: device.profile, FORM: device.form},
        )

    def _refusal(self, channel: ChannelId) -> str:
        """Why a channel cannot be opened now, found by opening it; empty when it can."""
        try:
            self.open(channel).close()
        except LookhearError as error:
            return error.for_people()
        return ""

    def open(self, channel: ChannelId) -> PulseSource:
        """Start recording a channel. Raises SourceUnavailable."""
        connection = PulseConnection(self._server)
        try:
            target = target_of(_look(connection), channel)
        except SourceUnavailable:
            connection.close()
            raise
        return PulseSource(connection, target, now_ns=self._now_ns)


def _look(connection: PulseConnection) -> PulseView:
    try:
        return connection.view()
    except SourceLost as error:
        raise SourceUnavailable(str(error), hint="Restart PulseAudio or PipeWire.") from error
