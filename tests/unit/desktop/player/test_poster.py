from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap

from lookhear.desktop.player.poster import Poster

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_press_wants_it_played_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    poster = Poster()
    qtbot.addWidget(poster)
    poster.show()
    assert poster.accessibleName() == "Play"
    with qtbot.waitSignal(poster.clicked):
        qtbot.mouseClick(poster, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(poster.clicked):
        qtbot.keyClick(poster, Qt.Key.Key_Space)


def test_the_picture_is_shown_whole_between_dark_edges(qtbot: QtBot) -> None:
    poster = Poster()
    qtbot.addWidget(poster)
    poster.resize(200, 200)
    poster.setEnabled(False)
    picture = QPixmap(100, 50)
    picture.fill(QColor("#ffffff"))
    poster.show_picture(picture)
    shown = poster.grab().toImage()
    assert shown.pixelColor(100, 10) == QColor("#000000")
    assert shown.pixelColor(10, 100).lightness() > 150
    poster.show_picture(None)
    assert poster.grab().toImage().pixelColor(10, 100) == QColor("#000000")
    poster.setEnabled(True)
    assert poster.grab().toImage().pixelColor(100, 100) != QColor("#000000")
