from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from lookhear.desktop.style.tokens import Role
from lookhear.desktop.style.widgets.buttons import action_button, button, icon_button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_button_says_what_it_is(qtbot: QtBot) -> None:
    made = button("Record", role=Role.RECORD, icon="record")
    qtbot.addWidget(made)
    assert made.property("role") == "record"
    assert not made.icon().isNull()
    assert not made.autoDefault()


def test_an_icon_alone_has_a_name_a_tooltip_and_the_keyboard(qtbot: QtBot) -> None:
    made = icon_button("close", "Close")
    qtbot.addWidget(made)
    assert made.accessibleName() == made.toolTip() == "Close"
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_button_of_an_action_follows_it(qtbot: QtBot) -> None:
    action = QAction("Pause")
    made = action_button(action)
    qtbot.addWidget(made)
    action.setEnabled(False)
    action.setText("Resume")
    assert not made.isEnabled()
    assert made.toolTip() == "Resume"
    assert made.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    with_text = action_button(action, has_text=True)
    qtbot.addWidget(with_text)
    assert with_text.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_a_link_looks_like_one(qtbot: QtBot) -> None:
    made = button("Learn more", role=Role.LINK)
    qtbot.addWidget(made)
    assert made.cursor().shape() is Qt.CursorShape.PointingHandCursor
