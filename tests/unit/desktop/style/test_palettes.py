from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from lookhear.desktop.style.palettes import colours_in, colours_of, palette_of
from lookhear.desktop.style.tokens import DARK, LIGHT, Colours

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_way_to_qt_and_back_gives_the_same_tokens(qapp: QApplication, colours: Colours) -> None:
    palette = palette_of(colours)
    assert colours_in(palette) is colours
    assert palette.color(QPalette.ColorRole.Text) == QColor(colours.text)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(colours.text_disabled)


def test_a_widget_has_the_tokens_of_the_application_whatever_a_sheet_did_to_its_palette(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setStyleSheet("background: black")
    qapp.setPalette(palette_of(LIGHT))
    assert colours_of(widget) is LIGHT
    qapp.setPalette(palette_of(DARK))
    assert colours_of(widget) is DARK
