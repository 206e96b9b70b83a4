from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPalette, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication

from lookhear.desktop.context.line_view import LineView
from lookhear.desktop.engine.understanding.values import Line, LineKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def said(at_s: float, text: str = "words that were said", *, is_final: bool = True) -> Line:
    return Line(kind=LineKind.SPEECH, channel="mic:default", at_s=at_s, end_s=at_s + 1, text=text, is_final=is_final)


MANY = [said(float(number), f"line {number} of what was said") for number in range(300)]


@pytest.fixture
def view(qtbot: QtBot) -> LineView:
    made = LineView("Text", seeks_by_line=True)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def show(qtbot: QtBot, view: LineView, lines: list[Line]) -> None:
    view.show_lines(lines)
    qtbot.waitUntil(lambda: view.document().blockCount() == max(1, len(lines)))


def test_long_lines_are_written_a_few_at_a_time_and_one_at_least(qtbot: QtBot, view: LineView) -> None:
    long = [said(float(number), "a screen has many words " * 250) for number in range(12)]
    view.show_lines(long)
    assert view.document().blockCount() == 2
    show(qtbot, view, long)
    view.show_lines([said(0.0, "a screen has many words " * 1_000)])
    assert view.document().blockCount() == 1


def test_lines_stand_with_time_and_speaker(view: LineView) -> None:
    view.show_lines([said(65.0, "good morning"), said(70.0, "and good", is_final=False)])
    text = view.toPlainText()
    assert "1:05" in text
    assert "Microphone" in text
    assert "and good …" in text
    assert view.document().blockCount() == 2


def test_what_stands_there_stays_and_what_is_not_final_gives_way(view: LineView) -> None:
    view.show_lines([said(1.0, "one"), said(2.0, "tw", is_final=False)])
    first = view.document().firstBlock().layout()
    view.show_lines([said(1.0, "one"), said(2.0, "two"), said(3.0, "three")])
    assert view.document().firstBlock().layout() is not None
    assert first is not None
    assert [line.text for line in view.lines] == ["one", "two", "three"]
    assert "tw …" not in view.toPlainText()
    view.show_lines([])
    assert view.toPlainText() == ""


def test_a_long_text_is_built_piece_by_piece(view: LineView, qtbot: QtBot) -> None:
    view.show_lines(MANY)
    assert 0 < view.document().blockCount() < len(MANY)
    assert len(view.lines) == len(MANY)
    show(qtbot, view, MANY)


def test_it_follows_until_somebody_scrolls_back(view: LineView, qtbot: QtBot) -> None:
    told: list[bool] = []
    view.following_changed.connect(told.append)
    view.set_following(is_on=True)
    show(qtbot, view, MANY)
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    middle = QPointF(view.viewport().rect().center())
    up = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, 1200),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's
    )
    QApplication.sendEvent(view.viewport(), up)
    assert not view.is_following
    at = bar.value()
    show(qtbot, view, [*MANY, said(999.0)])
    assert bar.value() == at
    view.set_following(is_on=True)
    assert bar.value() == bar.maximum()
    assert told == [True, False, True]


def test_a_time_a_click_and_enter_choose_a_moment(view: LineView, qtbot: QtBot) -> None:
    show(qtbot, view, [said(1.5, "one"), said(2.5, "two")])
    moments: list[float] = []
    view.sought.connect(moments.append)
    second = QTextCursor(view.document().findBlockByNumber(1))
    time = view.cursorRect(second).center() + QPoint(4, 0)
    qtbot.mouseMove(view.viewport(), time)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=time)
    second.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=time + QPoint(80, 16))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert moments == [2.5, 2.5, 2.5]


def test_where_only_times_are_for_clicking_a_line_is_not(qtbot: QtBot) -> None:
    view = LineView("Text")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    show(qtbot, view, [said(1.5, "one")])
    moments: list[float] = []
    view.sought.connect(moments.append)
    time = view.cursorRect(QTextCursor(view.document())).center() + QPoint(4, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=time + QPoint(120, 0))
    assert moments == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=time)
    assert moments == [1.5]


def test_the_line_of_now_is_marked_and_in_sight(view: LineView, qtbot: QtBot) -> None:
    show(qtbot, view, MANY)
    view.show_now(250.4)
    (marked,) = view.extraSelections()
    assert "line 250" in marked.cursor.selectedText()
    assert view.verticalScrollBar().value() > 0
    view.show_now(-1.0)
    assert view.extraSelections() == []


def test_words_are_found_one_after_the_other(view: LineView, qtbot: QtBot) -> None:
    show(qtbot, view, MANY)
    view.find_words("LINE 29")
    assert view.places == (1, 11)
    view.go_to_place(-1)
    assert view.places == (11, 11)
    view.go_to_place(1)
    assert view.places == (1, 11)
    assert len(view.extraSelections()) == 11
    view.find_words("nowhere")
    view.go_to_place(1)
    assert view.places == (0, 0)


def test_a_long_text_is_looked_through_piece_by_piece_and_goes_to_the_first_place(view: LineView, qtbot: QtBot) -> None:
    lines = [said(float(number), "nothing of that kind " * 500) for number in range(20)]
    lines[12] = said(12.0, "\U0001f600 The Printers are here \U0001f600, the printers")
    show(qtbot, view, lines)
    view.find_words("printers")
    assert view.places == (0, 0)  # there is more to look through
    qtbot.waitUntil(lambda: view.places == (1, 2))
    assert [place.selectedText() for place in view._places] == ["Printers", "printers"]
    assert view._places[0].blockNumber() == 12


def test_what_was_looked_through_is_not_again_when_a_text_grows_or_its_end_changes(view: LineView, qtbot: QtBot) -> None:
    show(qtbot, view, [said(0.0, "one word"), said(1.0, "another wor", is_final=False)])
    view.find_words("word")
    first = view._places[0]
    assert view.places == (1, 1)
    show(qtbot, view, [said(0.0, "one word"), said(1.0, "another word"), said(2.0, "words")])
    assert view.places == (1, 3)
    assert view._places[0] is first
    show(qtbot, view, [said(0.0, "one word")])
    assert view.places == (1, 1)


def test_other_colours_are_taken_up(view: LineView, qtbot: QtBot) -> None:
    show(qtbot, view, [said(1.0)])
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.black)
    view.setPalette(palette)
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    assert view.document().blockCount() == 1
    view.selectAll()
    assert "words that were said" in view.selected_text()
    qtbot.keyClick(view, Qt.Key.Key_Home)
