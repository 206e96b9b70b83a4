"""Which sources there are, and which of them are chosen: values of the picker, the menu and the remembered choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId

DEFAULT_KEY: Final = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayOffer:
    """A display: ``number`` as people count, ``device`` the system's own name; size and place in physical pixels."""

    channel_id: ChannelId
    number: int
    name: str
    device: str
    width: int
    height: int
    is_primary: bool
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundOffer:
    """A microphone or an output. ``is_call_quality``: a headset without wires whose microphone sounds like a phone call."""

    channel_id: ChannelId
    name: str
    device: str
    is_default: bool
    rate: int | None = None
    channels: int | None = None
    is_call_quality: bool = False
    is_built_in: bool = False

    @property
    def follows_system(self) -> bool:
        """Whether this stands for whatever the system uses, also when that changes."""
        return self.channel_id.key == DEFAULT_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What could be recorded now. The sounds begin with what the system itself uses.

    A ``…_trouble`` is a sentence where there is nothing of a kind, ``sound_trouble`` where there is no audio system.
    """

    displays: tuple[DisplayOffer, ...] = ()
    microphones: tuple[SoundOffer, ...] = ()
    outputs: tuple[SoundOffer, ...] = ()
    display_trouble: str = ""
    sound_trouble: str = ""
    microphone_trouble: str = ""
    output_trouble: str = ""

    def display(self, channel: ChannelId | None) -> DisplayOffer | None:
        """The display of that channel."""
        return next((offer for offer in self.displays if offer.channel_id == channel), None)

    def sound(self, channel: ChannelId | None) -> SoundOffer | None:
        """The microphone or output of that channel."""
        return next((offer for offer in (*self.microphones, *self.outputs) if offer.channel_id == channel), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person wants to record. ``None`` for a sound: off, and never opened. Remembered for each set of displays.

    ``fps`` and ``quality`` are those of the settings; choosing others changes the settings.
    """

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
