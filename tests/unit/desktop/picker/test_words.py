from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.desktop.picker.words import (
    SPEEDS,
    display_name,
    display_size,
    quality_facts,
    quality_name,
    sound_facts,
    sound_name,
    speed_facts,
    speed_name,
    start_words,
)
from lookhear.recorder.quality import Quality
from tests.fakes.offering import BUILT_IN, CHOICE, D1, D2, HDMI, MIC, display_offer, sound_offer


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Words know the language of the application."""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Record display 1, microphone, and system audio"),
        ({"displays": (D1, D2)}, "Record 2 displays, microphone, and system audio"),
        ({"displays": (), "system_audio": None}, "Record microphone"),
        ({"microphone": None}, "Record display 1 and system audio"),
        ({"displays": (), "microphone": None, "system_audio": None}, "Nothing is chosen"),
    ],
)
def test_the_button_says_what_will_be_recorded(changes: dict[str, object], words: str) -> None:
    assert start_words(replace(CHOICE, **changes)) == words  # type: ignore[arg-type]


def test_a_display_is_known_by_number_name_and_size() -> None:
    assert display_name(display_offer(2, device="HDMI-1")) == "Display 2 – HDMI-1"
    assert display_name(display_offer(2, device="2")) == "Display 2"
    assert display_size(display_offer(1, size=(2560, 1440))) == "2560 × 1440"


def test_a_sound_is_known_by_name_rate_and_channels() -> None:
    assert sound_name(sound_offer(MIC, "Webcam")) == "System default: Webcam"
    assert sound_name(sound_offer(BUILT_IN, "Webcam")) == "Webcam"
    assert sound_facts(sound_offer(BUILT_IN, "x", rate=16_000, channels=1)) == "16 kHz · mono"
    assert sound_facts(sound_offer(HDMI, "x", rate=44_100, channels=2)) == "44.1 kHz · stereo"
    assert sound_facts(sound_offer(HDMI, "x", channels=6)) == "48 kHz · 6 channels"
    assert sound_facts(sound_offer(HDMI, "x", rate=None, channels=None)) == ""


def test_every_speed_and_quality_has_words() -> None:
    assert len({speed_name(fps) for fps in SPEEDS}) == len(SPEEDS)
    assert speed_name(24) == "24 a second"
    assert "30" in speed_facts(30)
    assert len({quality_name(quality) for quality in Quality}) == len({quality_facts(quality) for quality in Quality}) == 3
