"""The picture of a switch that goes off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.onboarding.stale_picture import StalePicture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_drawn_in_both_directions_and_says_what_it_shows(qtbot: QtBot) -> None:
    picture = StalePicture()
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    forward = picture.grab().toImage()
    picture.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    backward = picture.grab().toImage()
    assert forward != backward
    assert len({forward.pixel(x, forward.height() // 2) for x in range(forward.width())}) > 3
    assert "off" in picture.accessibleName()
    assert picture.minimumSizeHint().width() < picture.sizeHint().width()
