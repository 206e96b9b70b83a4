"""From what the machine's catalogues list to what people are offered. Runs on threads: both lists may block. Nothing is opened.

Troubles are told without the hints of their errors, which are for a command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.desktop.engine.sources import DisplayOffer, Offers, SoundOffer
from lookhear.errors import LookhearError
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.sources.audio.traits import is_built_in, is_call_quality

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDisplays:
    """The displays now, or why none can be seen."""

    displays: tuple[DisplayOffer, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSounds:
    """The microphones and outputs now; why there are none of a kind, or no audio system at all."""

    microphones: tuple[SoundOffer, ...] = ()
    outputs: tuple[SoundOffer, ...] = ()
    trouble: str = ""
    microphone_trouble: str = ""
    output_trouble: str = ""


def list_displays(screens: Callable[[], ScreenCatalogue]) -> ListedDisplays:
    """Look the displays up. Blocks; raises nothing that a machine can cause."""
    try:
        found = screens().displays(probe=False)
    except LookhearError as exc:
        return ListedDisplays(trouble=str(exc))
    return ListedDisplays(displays=tuple(_display(info) for info in sorted(found, key=lambda info: int(info.channel_id.key))))


def list_sounds(sounds: Callable[[], AudioCatalogue]) -> ListedSounds:
    """Look the sounds up. Blocks; raises nothing that a machine can cause."""
    try:
        found = sounds().inputs(probe=False)
    except LookhearError as exc:
        return ListedSounds(trouble=str(exc), microphone_trouble=str(exc), output_trouble=str(exc))
    microphones, microphone_trouble = _of_kind(found, ChannelKind.MIC)
    outputs, output_trouble = _of_kind(found, ChannelKind.SYSTEM_AUDIO)
    return ListedSounds(microphones=microphones, outputs=outputs, microphone_trouble=microphone_trouble, output_trouble=output_trouble)


def offers_of(displays: ListedDisplays, sounds: ListedSounds) -> Offers:
    """Both together."""
    return Offers(
        displays=displays.displays,
        display_trouble=displays.trouble,
        microphones=sounds.microphones,
        outputs=sounds.outputs,
        sound_trouble=sounds.trouble,
        microphone_trouble=sounds.microphone_trouble,
        output_trouble=sounds.output_trouble,
    )


def _display(info: ChannelInfo) -> DisplayOffer:
    return DisplayOffer(
        channel_id=info.channel_id,
        number=int(info.channel_id.key),
        name=info.name,
        device=info.device,
        width=info.width or 0,
        height=info.height or 0,
        is_primary=info.is_default,
        x=info.x or 0,
        y=info.y or 0,
    )


def _of_kind(found: list[ChannelInfo], kind: ChannelKind) -> tuple[tuple[SoundOffer, ...], str]:
    """What can be chosen of a kind, and the sentence of what cannot where that is all there is."""
    listed = [info for info in found if info.channel_id.kind is kind]
    there = sorted((info for info in listed if info.can_open), key=lambda info: not info.is_default)
    trouble = "" if there else next((info.reason for info in listed if info.reason), "")
    return tuple(_sound(info) for info in there), trouble


def _sound(info: ChannelInfo) -> SoundOffer:
    is_microphone = info.channel_id.kind is ChannelKind.MIC
    return SoundOffer(
        channel_id=info.channel_id,
        name=info.name,
        device=info.device,
        is_default=info.is_default,
        rate=info.rate,
        channels=info.channels,
        is_call_quality=is_microphone and is_call_quality(info),
        is_built_in=is_microphone and is_built_in(info),
    )
