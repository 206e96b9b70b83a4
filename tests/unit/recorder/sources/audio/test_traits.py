from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.traits import BUS, FORM, PROFILE, is_built_in, is_call_quality

if TYPE_CHECKING:
    from collections.abc import Mapping


def microphone(name: str = "A microphone", *, rate: int = 48_000, details: Mapping[str, str] | None = None) -> ChannelInfo:
    return ChannelInfo(
        channel_id=ChannelId(ChannelKind.MIC, name),
        name=name,
        device=name,
        is_default=False,
        can_open=True,
        rate=rate,
        details=dict(details or {}),
    )


@pytest.mark.parametrize(
    ("bus", "profile", "expected"),
    [
        ("bluetooth", "headset_head_unit", True),  # PulseAudio
        ("bluetooth", "headset-head-unit", True),  # PipeWire
        ("bluetooth", "handsfree_head_unit", True),
        ("bluetooth", "", True),
        ("bluetooth", "a2dp_source", False),  # a phone that plays to this computer
        ("bluetooth", "bap-duplex", False),  # LE Audio
        ("usb", "", False),
        ("pci", "", False),
    ],
)
def test_where_the_bus_is_told_it_decides(bus: str, profile: str, *, expected: bool) -> None:
    told = {BUS: bus, PROFILE: profile}
    assert is_call_quality(microphone("Hands-free something", details=told)) is expected


@pytest.mark.parametrize(
    ("name", "rate", "expected"),
    [
        ("Headset (WH-1000XM4 Hands-Free AG Audio)", 16_000, True),
        ("Headset (Buds Pro Hands-Free)", 48_000, True),
        ("AirPods Pro", 24_000, True),
        ("Jo's AirPods", 16_000, True),
        ("AirPods Max", 48_000, False),  # on a wire
        ("MacBook Pro Microphone", 48_000, False),
        ("Webcam", 16_000, False),
        ("Microphone (Realtek Audio)", 48_000, False),
    ],
)
def test_elsewhere_name_and_rate_decide(name: str, rate: int, *, expected: bool) -> None:
    assert is_call_quality(microphone(name, rate=rate)) is expected


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({BUS: "pci", FORM: "internal"}, True),
        ({BUS: "pci"}, True),
        ({BUS: "usb", FORM: "internal"}, True),  # some laptops
        ({BUS: "usb", FORM: "webcam"}, False),
        ({BUS: "bluetooth", FORM: "headset"}, False),
        ({BUS: "pci", FORM: "headset"}, False),
    ],
)
def test_what_is_built_in_is_told_by_bus_and_form(details: dict[str, str], *, expected: bool) -> None:
    assert is_built_in(microphone("Built-in by name only" if not expected else "x", details=details)) is expected


@pytest.mark.parametrize(
    ("name", "expected"), [("MacBook Pro Microphone", True), ("Microphone Array (Intel)", True), ("USB Audio CODEC", False)]
)
def test_elsewhere_what_is_built_in_is_told_by_its_name(name: str, *, expected: bool) -> None:
    assert is_built_in(microphone(name)) is expected
