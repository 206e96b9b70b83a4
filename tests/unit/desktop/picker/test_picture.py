from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.picker.picture import PicturePart
from lookhear.recorder.quality import Quality

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def press(qtbot: QtBot, part: PicturePart, text: str) -> None:
    found = next(button for button in part.findChildren(QPushButton) if button.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_speed_and_quality_are_chosen_in_words(qtbot: QtBot) -> None:
    part = PicturePart()
    qtbot.addWidget(part)
    part.show_values(30, Quality.BALANCED)
    with qtbot.waitSignal(part.changed):
        press(qtbot, part, "Very smooth")
    with qtbot.waitSignal(part.changed):
        press(qtbot, part, "Sharp")
    assert (part.fps, part.quality) == (60, Quality.SHARP)
    assert any("60" in label.text() for label in part.findChildren(QLabel))


def test_the_keyboard_stays_where_it_is_when_what_it_chose_is_shown(qtbot: QtBot) -> None:
    part = PicturePart()
    qtbot.addWidget(part)
    part.show()
    before = part.findChildren(QPushButton)
    part.show_values(60, Quality.SHARP)
    assert part.findChildren(QPushButton) == before


def test_a_speed_without_a_name_is_offered_by_its_number(qtbot: QtBot) -> None:
    part = PicturePart()
    qtbot.addWidget(part)
    part.show_values(24, Quality.SMALL)
    assert (part.fps, part.quality) == (24, Quality.SMALL)
    assert "24 a second" in [button.text() for button in part.findChildren(QPushButton)]
