from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.style.sheet import style_sheet
from lookhear.desktop.style.tokens import DARK, LIGHT, Colours, Role

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_picture_it_names_is_there(colours: Colours) -> None:
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(colours, 10))
    assert named
    assert [path for path in named if not Path(path).is_file()] == []


@BOTH
def test_its_braces_match_and_no_size_of_text_is_in_pixels(colours: Colours) -> None:
    sheet = style_sheet(colours, 10)
    assert sheet.count("{") == sheet.count("}")
    assert not re.findall(r"font-size:[^;]*px", sheet)
    assert not re.findall(r"font[^;{]*\d+px", sheet)


def test_headings_grow_with_the_persons_own_font() -> None:
    assert "font-size: 15.50pt" in style_sheet(LIGHT, 10)
    assert "font-size: 31.00pt" in style_sheet(LIGHT, 20)


def test_room_at_the_sides_is_mirrored_for_languages_from_right_to_left() -> None:
    left, right = style_sheet(LIGHT, 10), style_sheet(LIGHT, 10, is_right_to_left=True)
    assert left.count("padding-right") == right.count("padding-left") > 0


def test_qt_understands_it_and_roles_look_different(qtbot: QtBot) -> None:
    plain, primary, title = QPushButton("Save"), QPushButton("Save"), QLabel("Recordings")
    primary.setProperty("role", Role.PRIMARY.value)
    title.setProperty("role", Role.TITLE.value)
    for widget in (plain, primary, title):
        qtbot.addWidget(widget)
        widget.setStyleSheet(style_sheet(LIGHT, 10))
        widget.ensurePolished()
    assert primary.font().bold()
    assert not plain.font().bold()
    assert title.font().pointSizeF() == pytest.approx(15.5)
