from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from lookhear.desktop.style.tokens import Tone
from lookhear.desktop.style.widgets.banner import Banner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_hidden_until_it_has_something_to_say(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.tell("The disk is full.", tone=Tone.DANGER, hint="Free some space.")
    assert not banner.isHidden()
    assert banner.accessibleName() == "The disk is full. Free some space."
    assert banner.property("tone") == "danger"
    banner.tell("")
    assert banner.isHidden()


def test_its_button_can_be_pressed_and_is_there_only_with_words(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("Saved.", action="Copy link")
    banner.show()
    button = banner.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    banner.tell("Saved.")
    assert button.isHidden()


def test_it_can_be_put_away_where_that_is_allowed(qtbot: QtBot) -> None:
    banner = Banner(can_dismiss=True)
    qtbot.addWidget(banner)
    banner.tell("Saved.")
    button = banner.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    with qtbot.waitSignal(banner.dismissed):
        button.click()
    assert banner.isHidden()
