"""From the options of `record` to a plan: which channels, under which names, and which display is the video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import LookhearError, SourceUnavailable, UsageError
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.service import PlannedChannel, RecordingPlan

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.recorder.ports import ChannelInfo

_NAMES = {ChannelKind.MIC: "Microphone", ChannelKind.SYSTEM_AUDIO: "System audio"}
_DEFAULT = "default"


def plan_of(args: argparse.Namespace, machine: Machine) -> RecordingPlan:
    """What the options mean here and now. Raises UsageError for a display or device that is named but is not there."""
    channels: list[PlannedChannel] = []
    primary: ChannelId | None = None
    if not args.no_display:
        displays, primary = _displays(args, machine)
        channels += displays
    if not args.no_mic:
        channels.append(_sound(args.mic, ChannelKind.MIC, machine))
    if not args.no_system_audio:
        channels.append(_sound(args.system_audio, ChannelKind.SYSTEM_AUDIO, machine))
    return RecordingPlan(channels=tuple(channels), primary=primary, fps=args.fps)


def _displays(args: argparse.Namespace, machine: Machine) -> tuple[list[PlannedChannel], ChannelId | None]:
    try:
        known = machine.screens.displays(probe=False)
    except LookhearError:
        if args.display or args.all_displays:
            raise
        # Nothing was asked for: the other sources may do, and the reason is told when this one cannot be opened.
        return [PlannedChannel(channel_id=ChannelId.display(1), name="Display 1", device="", store=True)], ChannelId.display(1)
    chosen = [info for info in known if info.is_default] or known[:1]
    if args.all_displays:
        chosen = known
    elif args.display:
        chosen = [_named(number, known) for number in dict.fromkeys(args.display)]
    primary = next((info for info in chosen if info.is_default), chosen[0])
    return [PlannedChannel(channel_id=i.channel_id, name=i.name, device=i.device, store=True) for i in chosen], primary.channel_id


def _named(number: int, known: list[ChannelInfo]) -> ChannelInfo:
    for info in known:
        if info.channel_id == ChannelId.display(number):
            return info
    there = ", ".join(f"{info.channel_id.key} ({info.name}, {info.width}×{info.height})" for info in known)
    raise UsageError(f"There is no display {number}.", hint=f"There is: {there}.")


def _sound(text: str, kind: ChannelKind, machine: Machine) -> PlannedChannel:
    if text == _DEFAULT:  # not looked up: what is default may change while recording
        return PlannedChannel(channel_id=ChannelId(kind, _DEFAULT), name=_NAMES[kind], device=_DEFAULT, store=True)
    from lookhear.recorder.sources.audio.selection import resolve

    inputs = machine.sounds.inputs(probe=False)
    try:
        channel = resolve(text, kind, inputs=inputs)
    except ValueError as exc:
        raise UsageError(f"{exc}.") from exc
    except SourceUnavailable as exc:  # the audio system answers, and what was named is not there
        raise UsageError(str(exc), hint=exc.hint) from exc
    info = next((info for info in inputs if info.channel_id == channel), None)
    name = info.name if info is not None else f"{_NAMES[kind]} {channel.key}"
    return PlannedChannel(channel_id=channel, name=name, device=info.device if info is not None else channel.key, store=True)
