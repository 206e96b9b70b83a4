from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from lookhear.desktop.context.line_view import LineView
from lookhear.desktop.context.tools import LineTools
from lookhear.desktop.engine.understanding.values import Line, LineKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LINES = [
    Line(kind=LineKind.SPEECH, channel="mic:default", at_s=1, end_s=2, text="the budget stays"),
    Line(kind=LineKind.SCREEN, channel="display:1", at_s=3, end_s=4, text="Budget for travel"),
]


@pytest.fixture
def tools(qtbot: QtBot) -> LineTools:
    view = LineView("Text")
    made = LineTools(view)
    view.setParent(made)
    qtbot.addWidget(made)
    view.show_lines(LINES)
    made.show()
    return made


def test_places_are_counted_and_gone_through(tools: LineTools, qtbot: QtBot) -> None:
    assert not tools._next.isVisible()
    tools.find_words("budget")
    assert tools._count.text() == "1 of 2"
    qtbot.mouseClick(tools._next, Qt.MouseButton.LeftButton)
    assert tools._count.text() == "2 of 2"
    qtbot.keyClick(tools._text, Qt.Key.Key_Return)
    assert tools._count.text() == "1 of 2"
    qtbot.keyClick(tools._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tools._count.text() == "2 of 2"
    qtbot.keyClick(tools._text, Qt.Key.Key_F3)
    assert tools._count.text() == "1 of 2"
    tools.find_words("nowhere")
    assert tools._count.text() == "not found"
    assert not tools._next.isEnabled()
    assert tools.clear_search()
    assert not tools.clear_search()


def test_what_is_typed_is_looked_for_when_somebody_goes_on(tools: LineTools, qtbot: QtBot) -> None:
    tools.begin_search()
    qtbot.keyClicks(tools._text, "travel")
    qtbot.keyClick(tools._text, Qt.Key.Key_Return)
    assert tools._count.text() == "1 of 1"


def test_kinds_are_chosen(tools: LineTools, qtbot: QtBot) -> None:
    assert tools.chosen(LINES) == LINES
    with qtbot.waitSignal(tools.filtered):
        tools._kind.setCurrentIndex(tools._kind.findData(LineKind.SCREEN))
    assert tools.chosen(LINES) == LINES[1:]
