"""From what somebody chose to what the recorder is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.service import PlannedChannel, RecordingPlan
from lookhear.recorder.wording import channel_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.protocol.channels import ChannelId


def plan_of(choice: Choice, offers: Offers) -> RecordingPlan:
    """The plan of a recording. A source that is chosen and not there now is planned too: it is taken up when it comes.

    ``primary`` is one of the chosen displays, the first where the choice names none of them; None without displays.
    """
    known = dict(_known(offers))
    channels = tuple(_planned(channel, known) for channel in choice.channels)
    first = choice.displays[0] if choice.displays else None
    primary = choice.primary if choice.primary in choice.displays else first
    return RecordingPlan(channels=channels, primary=primary, fps=choice.fps, quality=choice.quality)


def _planned(channel: ChannelId, known: dict[ChannelId, tuple[str, str]]) -> PlannedChannel:
    name, device = known.get(channel, (channel_label(channel), ""))
    return PlannedChannel(channel_id=channel, name=name, device=device)


def _known(offers: Offers) -> Iterator[tuple[ChannelId, tuple[str, str]]]:
    for display in offers.displays:
        yield display.channel_id, (display.name, display.device)
    for sound in (*offers.microphones, *offers.outputs):
        yield sound.channel_id, (sound.name, sound.device)
