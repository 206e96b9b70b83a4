from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from lookhear.desktop.style.widgets.asking import ask

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def asked(parent: QWidget, agreed: list[bool], *, is_danger: bool = False) -> tuple[QMessageBox, dict[str, QPushButton]]:
    box = ask(
        parent,
        heading="Empty the trash?",
        text="It is gone then.",
        action="Empty",
        cancel="Keep",
        agreed=lambda: agreed.append(True),
        is_danger=is_danger,
    )
    return box, {button.text(): button for button in box.findChildren(QPushButton)}


def test_nobody_waits_for_the_answer(qtbot: QtBot) -> None:
    parent, agreed = QWidget(), list[bool]()
    qtbot.addWidget(parent)
    box, buttons = asked(parent, agreed)
    assert box.isVisible()
    assert agreed == []
    buttons["Empty"].click()
    assert agreed == [True]


def test_escape_means_no(qtbot: QtBot) -> None:
    parent, agreed = QWidget(), list[bool]()
    qtbot.addWidget(parent)
    box, _ = asked(parent, agreed)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert agreed == []


def test_what_destroys_is_not_the_default(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box, buttons = asked(parent, [], is_danger=True)
    assert box.defaultButton() is buttons["Keep"]
    assert buttons["Empty"].property("role") == "danger"
    box.close()
