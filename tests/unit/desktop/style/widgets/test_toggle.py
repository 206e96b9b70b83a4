from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from lookhear.desktop.style.motion import wish_motion
from lookhear.desktop.style.widgets.toggle import Switch, ToggleRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def _moving(qapp: QApplication) -> Iterator[None]:
    wish_motion(qapp, moves=True)
    yield
    wish_motion(qapp, moves=None)


def test_a_screen_reader_finds_a_check_box_with_a_name(qtbot: QtBot) -> None:
    switch = Switch("Show notifications")
    qtbot.addWidget(switch)
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Show notifications"


def test_the_space_bar_and_a_click_anywhere_switch_it(qtbot: QtBot) -> None:
    switch = Switch("On")
    qtbot.addWidget(switch)
    switch.show()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 2, switch.height() // 2))
    assert not switch.isChecked()


@pytest.mark.usefixtures("_moving")
def test_the_knob_moves_to_its_end(qtbot: QtBot) -> None:
    switch = Switch("On")
    qtbot.addWidget(switch)
    switch.show()
    qtbot.waitExposed(switch)
    switch.setChecked(True)
    qtbot.waitUntil(lambda: switch.place == pytest.approx(1.0))


def test_without_motion_it_is_there_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    wish_motion(qapp, moves=False)
    switch = Switch("On")
    qtbot.addWidget(switch)
    switch.show()
    switch.setChecked(True)
    assert switch.place == pytest.approx(1.0)
    wish_motion(qapp, moves=None)


def test_on_and_off_look_different_also_without_colour(qtbot: QtBot) -> None:
    switch = Switch("On")
    qtbot.addWidget(switch)
    off = switch.grab().toImage().convertToFormat(switch.grab().toImage().Format.Format_Grayscale8)
    switch.setChecked(True)
    on = switch.grab().toImage().convertToFormat(off.format())
    assert on != off


def test_a_click_on_the_words_is_one_on_the_switch(qtbot: QtBot) -> None:
    row = ToggleRow("Show notifications", hint="Always for a full disk.")
    qtbot.addWidget(row)
    row.resize(400, 40)
    row.show()
    with qtbot.waitSignal(row.switched) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert told.args == [True]
    assert row.is_on()
    with qtbot.assertNotEmitted(row.switched):
        row.set_on(False)
    assert row.switch.accessibleDescription() == "Always for a full disk."


def test_a_row_that_is_off_limits_is_not_switched(qtbot: QtBot) -> None:
    row = ToggleRow("Show notifications")
    qtbot.addWidget(row)
    row.show()
    row.switch.setEnabled(False)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not row.is_on()
