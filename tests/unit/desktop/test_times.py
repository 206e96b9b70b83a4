"""Durations, sizes and speeds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from lookhear.desktop.times import clock_text, left_text, size_text, speed_text

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0:00"), (0, "0:00"), (7.9, "0:07"), (723, "12:03"), (3600, "1:00:00"), (3723, "1:02:03"), (4_000_000, "1111:06:40")],
)
def test_time_is_shown_as_players_do(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_digits_are_those_of_the_person() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt))
    assert clock_text(723) == "١٢:٠٣"


@pytest.mark.parametrize(
    ("seconds", "text"), [(10, "a few seconds"), (60, "about a minute"), (600, "about 10 minute(s)"), (9000, "about 2 hour(s)")]
)
def test_what_is_left_is_about_right(seconds: float, text: str) -> None:
    assert left_text(seconds) == text


def test_sizes_and_speeds() -> None:
    assert (size_text(14_900_000), speed_text(1_258_291.4)) == ("14.2 MB", "1.2 MB/s")
