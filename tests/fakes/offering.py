"""Sources as a desk with two displays and a headset offers them, for widgets' tests."""

from __future__ import annotations

from typing import Any

from lookhear.desktop.engine.events import PictureSeen
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.protocol.channels import ChannelId, ChannelKind

D1, D2 = ChannelId.display(1), ChannelId.display(2)
MIC, BUILT_IN, HEADSET = (ChannelId(ChannelKind.MIC, key) for key in ("default", "built-in", "headset"))
OUTPUT, HDMI = (ChannelId(ChannelKind.SYSTEM_AUDIO, key) for key in ("default", "hdmi"))


def display_offer(number: int, *, device: str = "", is_primary: bool = False, size: tuple[int, int] = (1920, 1080)) -> DisplayOffer:
    return DisplayOffer(
        channel_id=ChannelId.display(number),
        number=number,
        name=f"Display {number}",
        device=device or f"OUT-{number}",
        width=size[0],
        height=size[1],
        is_primary=is_primary,
        x=(number - 1) * 1920,
    )


def sound_offer(channel: ChannelId, name: str, **facts: Any) -> SoundOffer:  # noqa: ANN401 - fields of SoundOffer
    usual: dict[str, Any] = {"device": channel.key, "is_default": channel.key == "default", "rate": 48_000, "channels": 2}
    return SoundOffer(channel_id=channel, name=name, **(usual | facts))


OFFERS = Offers(
    displays=(display_offer(1, device="eDP-1", is_primary=True), display_offer(2, device="HDMI-1", size=(2560, 1440))),
    microphones=(
        sound_offer(MIC, "WH-1000XM4", rate=16_000, channels=1, is_call_quality=True),
        sound_offer(BUILT_IN, "Built-in microphone", is_built_in=True),
        sound_offer(HEADSET, "WH-1000XM4", rate=16_000, channels=1, is_call_quality=True),
    ),
    outputs=(sound_offer(OUTPUT, "Speakers"), sound_offer(HDMI, "HDMI", rate=44_100, channels=6)),
)
CHOICE = Choice(displays=(D1,), primary=D1, microphone=BUILT_IN, system_audio=OUTPUT)


def picture_seen(channel: ChannelId = D1, *, width: int = 48, height: int = 27, level: int = 200) -> PictureSeen:
    """A picture in one grey."""
    return PictureSeen(channel, width=width, height=height, stride=width * 4, pixels=bytes([level]) * (width * height * 4))
