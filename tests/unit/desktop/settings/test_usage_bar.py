from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from lookhear.desktop.settings.usage_bar import Part, Swatch, UsageBar
from lookhear.desktop.style.palettes import colours_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def bar(qtbot: QtBot, *shares: float) -> UsageBar:
    made = UsageBar("The disk")
    qtbot.addWidget(made)
    made.resize(200, 12)
    parts = [Part(name="x", colour=colour, share=share) for colour, share in zip(("accent", "danger"), shares, strict=False)]
    made.show_parts(parts, told="half full")
    return made


def colour_at(widget: UsageBar | Swatch, x: int, y: int) -> str:
    return QColor(widget.grab().toImage().pixel(x, y)).name()


def test_parts_are_as_long_as_their_share(qtbot: QtBot) -> None:
    made = bar(qtbot, 0.25, 0.25)
    colours = colours_of(made)
    assert [colour_at(made, x, 6) for x in (25, 75, 150)] == [colours.accent, colours.danger, colours.meter_off]


def test_what_is_there_is_seen_however_little(qtbot: QtBot) -> None:
    made = bar(qtbot, 0.0, 0.0001)
    assert colour_at(made, 1, 6) == colours_of(made).danger


def test_it_runs_with_the_language(qtbot: QtBot) -> None:
    made = bar(qtbot, 0.5)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert colour_at(made, 150, 6) == colours_of(made).accent
    assert colour_at(made, 50, 6) == colours_of(made).meter_off


def test_it_is_told_in_words_too(qtbot: QtBot) -> None:
    made = bar(qtbot, 0.5)
    assert (made.accessibleName(), made.accessibleDescription()) == ("The disk", "half full")


def test_a_swatch_shows_what_a_colour_means(qtbot: QtBot) -> None:
    made = Swatch("danger")
    qtbot.addWidget(made)
    middle = made.width() // 2
    assert colour_at(made, middle, middle) == colours_of(made).danger
