from __future__ import annotations

import dataclasses
import re

import pytest

from lookhear.desktop.style.tokens import DARK, LIGHT, Colours, Tone, contrast, luminance, mixed

READABLE = 4.5
VISIBLE = 3.0
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_colour_is_written_as_six_hexadecimal_digits(colours: Colours) -> None:
    named = {field.name: getattr(colours, field.name) for field in dataclasses.fields(colours) if field.name != "is_dark"}
    assert {name: value for name, value in named.items() if not re.fullmatch(r"#[0-9a-f]{6}", value)} == {}


@BOTH
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "sunken", "accent_soft"])
def test_text_can_be_read_on_every_ground(colours: Colours, ground: str) -> None:
    for text in ("text", "text_muted"):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= READABLE, f"{text} on {ground}"


@BOTH
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_accent", "accent_pressed"),
        ("on_danger", "danger"),
        ("on_record", "record"),
        ("on_record", "record_hover"),
        ("on_tooltip", "tooltip"),
        ("accent", "window"),
        ("accent", "surface"),
        ("danger", "surface"),
        ("danger", "window"),
    ],
)
def test_words_on_filled_grounds_can_be_read(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= READABLE


@BOTH
@pytest.mark.parametrize("tone", Tone)
def test_what_a_tone_says_can_be_read_on_its_ground_and_elsewhere(colours: Colours, tone: Tone) -> None:
    text, ground = colours.tone(tone)
    assert contrast(text, ground) >= READABLE
    assert contrast(colours.text, ground) >= READABLE
    assert contrast(colours.text_muted, ground) >= READABLE
    assert contrast(text, colours.surface) >= READABLE


@BOTH
def test_what_is_off_limits_can_still_be_made_out(colours: Colours) -> None:
    assert VISIBLE <= contrast(colours.text_disabled, colours.surface) < contrast(colours.text_muted, colours.surface)


@BOTH
@pytest.mark.parametrize("edge", ["line_strong", "focus", "accent", "record", "meter_low", "meter_mid", "meter_high"])
def test_edges_rings_and_meters_can_be_seen(colours: Colours, edge: str) -> None:
    for ground in ("window", "surface"):
        assert contrast(getattr(colours, edge), getattr(colours, ground)) >= VISIBLE, f"{edge} on {ground}"


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_a_mixed_colour_lies_between_two() -> None:
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ffffff", 1) == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
