"""Notifications of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent

from lookhear.desktop.notifications.popup import NoticePopup, beside
from lookhear.desktop.notifications.words import Message, Opens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SAVED = Message(title="Recording saved", text="12:03 recorded.", opens=Opens.LIBRARY)
SHORT = Message(title="Recording has begun", text="", opens=Opens.CONTROLS, is_warning=True)
SCREEN, SIZE = QRect(0, 0, 1920, 1080), QSize(300, 80)


def popup(qtbot: QtBot, *, shown_ms: int = 60_000) -> NoticePopup:
    made = NoticePopup(shown_ms=shown_ms)
    qtbot.addWidget(made)
    return made


def test_it_says_the_newest_and_is_read_aloud(qtbot: QtBot) -> None:
    made = popup(qtbot)
    made.tell(SAVED, icon=QRect())
    assert made.accessibleName() == "Recording saved\n12:03 recorded."
    made.tell(SHORT, icon=QRect())
    assert made.text == "Recording has begun"
    assert made.isVisible()


def test_it_goes_by_itself_unless_it_is_being_read(qtbot: QtBot) -> None:
    made = popup(qtbot, shown_ms=1)
    made.tell(SHORT, icon=QRect())
    qtbot.waitUntil(made.isHidden)
    made.tell(SHORT, icon=QRect())
    made.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not made._timer.isActive()
    made.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(made.isHidden)


def test_a_click_tells_and_closes_it(qtbot: QtBot) -> None:
    made = popup(qtbot)
    made.tell(SAVED, icon=QRect())
    with qtbot.waitSignal(made.clicked):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert made.isHidden()


def test_it_can_be_put_away(qtbot: QtBot) -> None:
    made = popup(qtbot)
    with qtbot.assertNotEmitted(made.clicked):
        made.tell(SAVED, icon=QRect())
        qtbot.mouseClick(made._close, Qt.MouseButton.LeftButton)
        assert made.isHidden()
        made.tell(SAVED, icon=QRect())
        qtbot.keyClick(made, Qt.Key.Key_A)
        qtbot.keyClick(made, Qt.Key.Key_Escape)
        assert made.isHidden()


@pytest.mark.parametrize(
    ("icon", "available", "place"),
    [
        (QRect(1800, 1050, 24, 24), QRect(0, 0, 1920, 1040), QPoint(1604, 944)),  # a panel below
        (QRect(1800, 4, 24, 24), QRect(0, 32, 1920, 1048), QPoint(1604, 48)),  # above
        (QRect(40, 1050, 24, 24), QRect(0, 0, 1920, 1040), QPoint(16, 944)),  # on the left
        (QRect(1800, 1050, 24, 24), SCREEN, QPoint(1604, 954)),  # a panel that takes no room from windows
        (QRect(1800, 4, 24, 24), SCREEN, QPoint(1604, 44)),
        (QRect(), SCREEN, QPoint(1604, 16)),  # no icon
    ],
)
def test_it_never_covers_the_icon(icon: QRect, available: QRect, place: QPoint) -> None:
    found = beside(icon, SIZE, screen=SCREEN, available=available)
    assert found == place
    assert not QRect(found, SIZE).intersects(icon)
