from __future__ import annotations

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.audio.pulse import Follows
from lookhear.recorder.sources.audio.pulse_connection import PulseDefaults, PulseDevice, PulseView
from lookhear.recorder.sources.audio.pulse_devices import microphones, target_of


def device(name: str, *, monitor_of: str = "", master: str = "") -> PulseDevice:
    return PulseDevice(name=name, description=name.title(), rate=48_000, channels=2, monitor_of=monitor_of, master=master, latency_us=0)


USB, VIRTUAL = device("usb"), device("virtual", master="feed.monitor")
MONITORS = (device("speakers.monitor", monitor_of="speakers"), device("feed.monitor", monitor_of="feed"))
SINKS = (device("speakers", monitor_of="speakers.monitor"), device("feed", monitor_of="feed.monitor"))


def view(*sources: PulseDevice, default_source: str = "usb", default_sink: str = "speakers") -> PulseView:
    return PulseView(PulseDefaults("pulseaudio", default_source, default_sink), (*MONITORS, *sources), SINKS)


def test_monitors_are_no_microphones() -> None:
    assert microphones(view(USB, VIRTUAL)) == [USB, VIRTUAL]


def test_the_default_microphone_follows_the_default_source() -> None:
    target = target_of(view(USB), ChannelId.parse("mic:default"))
    assert (target.source, target.follows, target.expected) == (USB, Follows.SOURCE, "usb")


def test_a_named_microphone_follows_nothing() -> None:
    assert target_of(view(USB, default_source="virtual"), ChannelId.parse("mic:usb")).follows is Follows.NOTHING


def test_the_default_system_audio_is_the_monitor_of_the_default_sink() -> None:
    target = target_of(view(USB), ChannelId.parse("system_audio:default"))
    assert (target.source.name, target.follows, target.expected) == ("speakers.monitor", Follows.SINK, "speakers")


def test_a_named_output_is_heard_through_its_monitor() -> None:
    assert target_of(view(USB), ChannelId.parse("system_audio:feed")).source.name == "feed.monitor"


def test_a_microphone_made_of_a_monitor_knows_the_sink_that_feeds_it() -> None:
    assert target_of(view(VIRTUAL), ChannelId.parse("mic:virtual")).fed_by == "feed"
    assert not target_of(view(USB), ChannelId.parse("mic:usb")).fed_by


@pytest.mark.parametrize(
    ("channel", "sources", "default_source", "sentence"),
    [
        ("mic:default", (), "speakers.monitor", "No microphone is connected"),
        ("mic:default", (USB,), "speakers.monitor", r"default input is no microphone; choose one with --mic \(usb\)"),
        ("mic:default", (), "", "No microphone is connected"),
        ("mic:usb", (VIRTUAL,), "virtual", r"no microphone “usb” here \(there are: virtual\)"),
        ("mic:speakers.monitor", (USB,), "usb", "no microphone “speakers.monitor”"),
        ("system_audio:headset", (USB,), "usb", r"no sound output “headset” here \(there are: speakers, feed\)"),
        ("display:1", (USB,), "usb", "has no sound"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    channel: str, sources: tuple[PulseDevice, ...], default_source: str, sentence: str
) -> None:
    with pytest.raises(SourceUnavailable, match=sentence):
        target_of(view(*sources, default_source=default_source), ChannelId.parse(channel))


def test_without_an_output_there_is_no_system_audio() -> None:
    with pytest.raises(SourceUnavailable, match="no sound output"):
        target_of(view(USB, default_sink=""), ChannelId.parse("system_audio:default"))
