from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QToolButton

from lookhear.desktop.style.widgets.fields import NumberField, SearchField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )


def test_it_has_a_name_limits_and_a_unit(qtbot: QtBot) -> None:
    field = NumberField("Countdown", low=0, high=10, unit="s")
    qtbot.addWidget(field)
    field.setValue(99)
    assert (field.accessibleName(), field.text()) == ("Countdown", "10 s")


def test_the_wheel_turns_it_only_while_it_has_the_focus(qtbot: QtBot) -> None:
    field = NumberField("Countdown")
    qtbot.addWidget(field)
    field.show()
    field.wheelEvent(wheel())
    assert field.value() == 0
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.wheelEvent(wheel())
    assert field.value() == 1


def test_a_search_field_and_all_that_is_in_it_have_names(qtbot: QtBot) -> None:
    field = SearchField("Search the recordings", hint="Names and dates")
    qtbot.addWidget(field)
    assert (field.accessibleName(), field.placeholderText()) == ("Search the recordings", "Names and dates")
    buttons = {QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name): each for each in field.findChildren(QToolButton)}
    assert set(buttons) == {"Search the recordings", "Clear the search"}
    field.setText("budget")
    buttons["Clear the search"].click()
    assert field.text() == ""
    other = SearchField("Find in the text")
    qtbot.addWidget(other)
    assert other.placeholderText() == "Find in the text"
