from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget

from lookhear.desktop.style.widgets.toast import Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 300)
    window.show()
    return window


def test_it_lies_at_the_lower_edge_also_when_the_window_changes(around: QWidget, qtbot: QtBot) -> None:
    toast = Toast(around)
    toast.tell("Moved to the trash.", action="Undo")
    assert toast.isVisible()
    assert toast.geometry().bottom() < 300
    around.resize(500, 500)
    qtbot.waitUntil(lambda: toast.geometry().bottom() > 400)
    assert abs(toast.geometry().center().x() - 250) <= 1


def test_it_goes_by_itself(around: QWidget, qtbot: QtBot) -> None:
    toast = Toast(around)
    with qtbot.waitSignal(toast.expired):
        toast.tell("Copied.", shown_ms=1)
    assert toast.isHidden()


def test_what_was_done_can_be_undone(around: QWidget, qtbot: QtBot) -> None:
    toast = Toast(around)
    toast.tell("Moved to the trash.", action="Undo")
    button = toast.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(toast.acted), qtbot.assertNotEmitted(toast.expired):
        button.click()
    assert toast.isHidden()


def test_it_stays_while_the_pointer_is_on_it(around: QWidget) -> None:
    toast = Toast(around)
    toast.tell("Moved to the trash.", action="Undo")
    toast.enterEvent(QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert not toast._timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
