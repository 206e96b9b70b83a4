"""What is chosen where nobody chose, and how a choice is remembered: by the names of displays, whose numbers may differ next time. Pure.

What is remembered of a set of displays: ``{"displays": ["eDP-1"], "primary": "eDP-1", "microphone": "default", "system_audio": null}``.
Sounds are also remembered for displays that were never seen before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.sources import DEFAULT_KEY, Choice, Offers, SoundOffer
from lookhear.protocol.channels import ChannelId, ChannelKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_SETS: Final = "sets"
_SOUNDS: Final = "sounds"
_MOST_SETS: Final = 24  # desks that one computer is put on

JsonObject = dict[str, Any]


def proposal(offers: Offers, *, prefers_built_in: bool) -> Choice:
    """The primary display, the system's microphone (the built-in one where that is a call-quality headset) and what is played."""
    primary = next((offer for offer in offers.displays if offer.is_primary), next(iter(offers.displays), None))
    displays = () if primary is None else (primary.channel_id,)
    return Choice(
        displays=displays,
        primary=None if primary is None else primary.channel_id,
        microphone=_proposed_microphone(offers, prefers_built_in=prefers_built_in),
        system_audio=_first(offers.outputs, ChannelKind.SYSTEM_AUDIO, is_system_there=not offers.sound_trouble),
    )


def recalled(offers: Offers, memory: object, *, prefers_built_in: bool) -> Choice:
    """What was chosen for these displays before, as far as it is there; `proposal` where nothing was."""
    proposed = proposal(offers, prefers_built_in=prefers_built_in)
    kept = _kept(offers, memory)
    if kept is not None:
        channels = {offer.device: offer.channel_id for offer in offers.displays}
        displays = tuple(channels[device] for device in _texts(kept.get("displays")) if device in channels)
        primary = channels.get(str(kept.get("primary")))
        if displays or not _texts(kept.get("displays")):  # sound alone may have been chosen
            proposed = replace(proposed, displays=displays, primary=primary)
    sounds = kept if kept is not None else _object(_object(memory).get(_SOUNDS))
    return settled(
        replace(
            proposed,
            microphone=_sound(sounds, "microphone", offers.microphones, otherwise=proposed.microphone),
            system_audio=_sound(sounds, "system_audio", offers.outputs, otherwise=proposed.system_audio),
        )
    )


def is_remembered(offers: Offers, memory: object) -> bool:
    """Whether somebody chose for these displays."""
    return _kept(offers, memory) is not None


def remembered(offers: Offers, choice: Choice, memory: object) -> JsonObject:
    """What to remember now that this was chosen."""
    devices = {offer.channel_id: offer.device for offer in offers.displays}
    sounds: JsonObject = {
        "microphone": None if choice.microphone is None else choice.microphone.key,
        "system_audio": None if choice.system_audio is None else choice.system_audio.key,
    }
    kept: JsonObject = {
        "displays": [devices[channel] for channel in choice.displays if channel in devices],
        "primary": None if choice.primary is None else devices.get(choice.primary),
        **sounds,
    }
    name = _name_of(offers)
    sets = {key: value for key, value in _object(_object(memory).get(_SETS)).items() if key != name}
    for oldest in list(sets)[: max(0, len(sets) + 1 - _MOST_SETS)]:
        del sets[oldest]
    return {_SETS: {**sets, name: kept}, _SOUNDS: sounds}


def settled(choice: Choice) -> Choice:
    """The choice with its displays in order, each once, and a primary one among them."""
    displays = tuple(sorted(dict.fromkeys(choice.displays), key=lambda channel: int(channel.key)))
    primary = choice.primary if choice.primary in displays else next(iter(displays), None)
    return replace(choice, displays=displays, primary=primary)


def _name_of(offers: Offers) -> str:
    """The name of a set of displays: the same for the same ones, wherever they stand."""
    return " | ".join(sorted(offer.device for offer in offers.displays))


def _kept(offers: Offers, memory: object) -> JsonObject | None:
    found = _object(_object(memory).get(_SETS)).get(_name_of(offers))
    return found if isinstance(found, dict) else None


def _proposed_microphone(offers: Offers, *, prefers_built_in: bool) -> ChannelId | None:
    first = next(iter(offers.microphones), None)
    if prefers_built_in and first is not None and first.is_call_quality:
        better = next((offer for offer in offers.microphones if offer.is_built_in), None)
        better = better or next((offer for offer in offers.microphones if not offer.is_call_quality), None)
        if better is not None:
            return better.channel_id
    return _first(offers.microphones, ChannelKind.MIC, is_system_there=not offers.sound_trouble)


def _first(offers: tuple[SoundOffer, ...], kind: ChannelKind, *, is_system_there: bool) -> ChannelId | None:
    """What the system uses. While the audio system is away it is wished all the same: it may be back in a moment."""
    if offers:
        return offers[0].channel_id
    return None if is_system_there else ChannelId(kind, DEFAULT_KEY)


def _sound(kept: Mapping[str, Any], name: str, offers: tuple[SoundOffer, ...], *, otherwise: ChannelId | None) -> ChannelId | None:
    """The remembered sound where it is there; None where somebody switched it off."""
    if name not in kept:
        return otherwise
    if kept[name] is None:
        return None
    return next((offer.channel_id for offer in offers if offer.channel_id.key == kept[name]), otherwise)


def _object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
