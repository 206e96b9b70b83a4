from __future__ import annotations

import pytest

from lookhear.desktop.engine.view import TrackVerdict
from lookhear.desktop.track_words import channel_name, label_name, verdict_text, warning_text
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.wording import channel_label


@pytest.mark.parametrize(
    ("channel", "known_as", "name"),
    [
        ("display:2", "DP-1", "Display 2"),
        ("mic:default", "", "Microphone"),
        ("mic:default", "mic", "Microphone"),
        ("mic:default", "Blue Yeti", "Blue Yeti"),
        ("system_audio:default", "Speakers", "System audio"),
    ],
)
def test_a_channel_is_called_as_people_do(channel: str, known_as: str, name: str) -> None:
    assert channel_name(ChannelId.parse(channel), known_as) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("display 1", "Display 1"),
        ("mic", "Microphone"),
        ("mic alsa_input.usb", "alsa_input.usb"),
        ("system audio", "System audio"),
        ("Blue Yeti", "Blue Yeti"),
        ("display port", "display port"),
        ("", ""),
    ],
)
def test_so_is_one_of_which_only_the_label_came_along(label: str, name: str) -> None:
    assert label_name(label) == name


def test_labels_of_channels_are_understood() -> None:
    for channel in map(ChannelId.parse, ("display:1", "mic:default", "system_audio:default")):
        assert label_name(channel_label(channel)) == channel_name(channel)


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (TrackVerdict(channel="mic:default", duration_s=0.0), "Microphone: nothing was recorded"),
        (TrackVerdict(channel="display:1", duration_s=723.0), "Display 1: 12:03, no gaps"),
        (
            TrackVerdict(channel="display:1", duration_s=723.0, is_source_lost=True),
            "Display 1: 12:03, its source was lost and had not come back",
        ),
    ],
)
def test_a_verdict_is_one_line(verdict: TrackVerdict, text: str) -> None:
    assert verdict_text(verdict) == text


def test_a_verdict_says_what_is_missing() -> None:
    text = verdict_text(TrackVerdict(channel="mic:default", duration_s=60.0, gaps=2, gap_s=3.14, paused_s=5.0, lost=3))
    assert text.startswith("Microphone: 1:00, ")
    assert "of 3.1 s" in text
    assert "paused for 5.0 s" in text
    assert text.endswith("lost")


def test_a_warning_of_a_track_names_it_as_people_do() -> None:
    assert warning_text("mic: only silence was heard.") == "Microphone: only silence was heard."
    assert warning_text("The disk was full; the recording stopped early.") == "The disk was full; the recording stopped early."
