from __future__ import annotations

import pytest

from lookhear.errors import SourceUnavailable, UsageError
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.selection import resolve


def listed(kind: ChannelKind, key: str, *, name: str, device: str) -> ChannelInfo:
    return ChannelInfo(channel_id=ChannelId(kind, key), name=name, device=device, is_default=False, can_open=True)


INPUTS = [
    listed(ChannelKind.MIC, "default", name="Built-in microphone", device="alsa.pci"),
    listed(ChannelKind.MIC, "alsa.pci", name="Built-in microphone", device="alsa.pci"),
    listed(ChannelKind.MIC, "alsa.usb", name="Blue Yeti", device="alsa.usb"),
    listed(ChannelKind.MIC, "alsa.usb-2", name="Blue Snowball", device="alsa.usb-2"),
    listed(ChannelKind.SYSTEM_AUDIO, "alsa.hdmi", name="Blue monitor", device="alsa.hdmi"),
]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("default", "default"),
        ("mic:default", "default"),
        ("mic:alsa.usb", "alsa.usb"),
        ("alsa.usb", "alsa.usb"),
        ("yeti", "alsa.usb"),
        ("SNOW", "alsa.usb-2"),
        ("mic:not plugged in yet", "not plugged in yet"),
    ],
)
def test_a_microphone_is_named_by_channel_device_or_part_of_its_description(text: str, key: str) -> None:
    assert resolve(text, ChannelKind.MIC, inputs=INPUTS) == ChannelId(ChannelKind.MIC, key)


def test_an_output_is_looked_for_among_outputs_only() -> None:
    assert resolve("blue", ChannelKind.SYSTEM_AUDIO, inputs=INPUTS).key == "alsa.hdmi"


def test_what_fits_several_is_refused_with_their_names() -> None:
    with pytest.raises(UsageError, match=r"alsa\.usb \(Blue Yeti\); alsa\.usb-2 \(Blue Snowball\)"):
        resolve("blue", ChannelKind.MIC, inputs=INPUTS)


def test_what_fits_none_is_refused_with_what_there_is() -> None:
    with pytest.raises(SourceUnavailable, match=r"no microphone “studio” here \(there are: alsa\.pci"):
        resolve("studio", ChannelKind.MIC, inputs=INPUTS)


@pytest.mark.parametrize("text", ["mic:", "display:1", "system_audio:alsa.hdmi"])
def test_a_channel_of_another_kind_is_no_microphone(text: str) -> None:
    with pytest.raises(SourceUnavailable):
        resolve(text, ChannelKind.MIC, inputs=INPUTS)


def test_a_machine_without_microphones_says_so() -> None:
    with pytest.raises(SourceUnavailable, match="there are none"):
        resolve("yeti", ChannelKind.MIC, inputs=[])
