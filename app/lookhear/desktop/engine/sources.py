"""Which sources there are, and which of them are chosen: values of the picker, the menu and the remembered choices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId


class Quality(StrEnum):
    """How good the picture is; what it means for the encoder stands in `recorder.pipeline.video_encoder`."""

    SMALL = "small"
    BALANCED = "balanced"
    SHARP = "sharp"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayOffer:
    """A display: ``number`` as people count, physical pixels, ``device`` the system's own name."""

    channel_id: ChannelId
    number: int
    name: str
    device: str
    width: int
    height: int
    is_primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundOffer:
    """A microphone or an output. ``is_call_quality``: a Bluetooth headset whose microphone sounds like a phone call."""

    channel_id: ChannelId
    name: str
    device: str
    is_default: bool
    rate: int | None = None
    channels: int | None = None
    is_call_quality: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What could be recorded now; a ``…_trouble`` is a sentence where a kind cannot be listed."""

    displays: tuple[DisplayOffer, ...] = ()
    microphones: tuple[SoundOffer, ...] = ()
    outputs: tuple[SoundOffer, ...] = ()
    display_trouble: str = ""
    sound_trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person wants to record. ``None`` for a sound: off, and never opened. Remembered for each set of displays."""

    displays: tuple[ChannelId, ...]
    primary: ChannelId | None
    microphone: ChannelId | None
    system_audio: ChannelId | None
    fps: int = 30
    quality: Quality = Quality.BALANCED

    @property
    def channels(self) -> tuple[ChannelId, ...]:
        """Every chosen channel."""
        return (*self.displays, *(channel for channel in (self.microphone, self.system_audio) if channel is not None))
