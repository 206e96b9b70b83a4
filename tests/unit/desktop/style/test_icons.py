from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from lookhear.desktop import resources
from lookhear.desktop.style.icons import GlyphEngine, glyph, picture
from lookhear.desktop.style.palettes import palette_of
from lookhear.desktop.style.tokens import DARK, LIGHT, Colours

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DISC = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="12" fill="currentColor"/></svg>'


def middle(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    image = icon.pixmap(QSize(24, 24), 1.0, mode).toImage()
    return image.pixelColor(12, 12)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_glyph_has_the_colour_of_the_palette_of_that_moment(qapp: QApplication, colours: Colours) -> None:
    icon = QIcon(GlyphEngine(DISC, "accent"))
    qapp.setPalette(palette_of(LIGHT if colours is DARK else DARK))
    assert middle(icon) != QColor(colours.accent)
    qapp.setPalette(palette_of(colours))
    assert middle(icon) == QColor(colours.accent)
    assert middle(icon, QIcon.Mode.Disabled) == QColor(colours.text_disabled)


def test_a_glyph_is_drawn_for_the_pixels_there_are(qapp: QApplication) -> None:
    drawn = QIcon(GlyphEngine(DISC, "text")).pixmap(QSize(20, 20), 2.0, QIcon.Mode.Normal)
    assert drawn.size() == QSize(40, 40)
    assert drawn.devicePixelRatio() == pytest.approx(2.0)


def test_an_icon_that_is_not_there_is_empty(qapp: QApplication) -> None:
    assert glyph("there-is-no-such-icon").isNull()


def test_the_glyphs_of_the_base_widgets_are_there_and_take_a_colour(qapp: QApplication) -> None:
    qapp.setPalette(palette_of(LIGHT))
    for name in ("info", "check", "warning", "error", "close"):
        assert "currentColor" in resources.icon_file(name).read_text("utf-8")
        assert not glyph(name).isNull()


def test_a_picture_keeps_its_own_colours(qapp: QApplication) -> None:
    assert not picture("app").pixmap(32, 32).isNull()
