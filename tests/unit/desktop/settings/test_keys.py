from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLineEdit, QToolButton, QWidget

from lookhear.desktop.settings.keys import KeyField
from lookhear.system.hotkeys.kinds import Trouble

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def field(qtbot: QtBot, bridge: FakeBridge) -> KeyField:
    made = KeyField("Start and stop", bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(made)
    made.show_keys("")
    made.show()
    return made


def edit(field: KeyField) -> QKeySequenceEdit:
    found = field.findChild(QKeySequenceEdit)
    assert found is not None
    return found


def told(field: KeyField) -> str:
    return field._told.text() if field._told.isVisible() else ""


def test_pressed_keys_are_asked_about_and_then_wished(qtbot: QtBot, bridge: FakeBridge, field: KeyField) -> None:
    with qtbot.waitSignal(field.wished) as wished:
        qtbot.keyClick(edit(field), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert wished.args == ["Ctrl+Alt+R"]
    assert bridge.engine.calls == [("hotkeys.check", ("Ctrl+Alt+R",), {})]
    assert told(field) == ""


def test_keys_that_do_not_work_are_told_and_not_wished(qtbot: QtBot, bridge: FakeBridge, field: KeyField) -> None:
    bridge.engine.hotkeys.answers["check"] = Trouble.TAKEN
    with qtbot.assertNotEmitted(field.wished):
        qtbot.keyClick(edit(field), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(told(field)))
    assert "Another program" in told(field)


def test_keys_that_are_only_unwise_are_wished_with_a_warning(qtbot: QtBot, bridge: FakeBridge, field: KeyField) -> None:
    bridge.engine.hotkeys.answers["check"] = Trouble.COMMON
    with qtbot.waitSignal(field.wished):
        qtbot.keyClick(edit(field), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert told(field)


def test_keys_are_taken_away_by_a_button(qtbot: QtBot, field: KeyField) -> None:
    clear = field.findChild(QToolButton)
    assert clear is not None
    assert not clear.isVisible()
    field.show_keys("Ctrl+Alt+R")
    assert clear.isVisible()
    assert "Start and stop" in clear.accessibleName()
    with qtbot.waitSignal(field.wished) as wished:
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert wished.args == [""]


def test_a_field_without_keys_says_what_to_do(field: KeyField) -> None:
    line = edit(field).findChild(QLineEdit)
    assert line is not None
    assert line.placeholderText() == "Press keys"


def test_nobody_is_caught_in_it(qtbot: QtBot, bridge: FakeBridge) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    before, field, after = QLineEdit(), KeyField("x", bridge), QLineEdit()  # type: ignore[arg-type]  # as above
    for widget in (before, field, after):
        row.addWidget(widget)
    field.show_keys("")
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is not None and window.focusWidget() is not before)
    qtbot.keyClick(edit(field), Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    edit(field).setFocus()
    qtbot.keyClick(edit(field), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is before
    edit(field).setFocus()
    qtbot.keyClick(edit(field), Qt.Key.Key_Escape)
    assert edit(field).keySequence().isEmpty()
    assert bridge.engine.calls == []
