from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit

from lookhear.desktop.engine.library.entries import LibraryQuery
from lookhear.desktop.library.dates import When, times_of
from lookhear.desktop.library.filters import Filters

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def filters(qtbot: QtBot) -> Filters:
    made = Filters()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(filters: Filters, when: When) -> None:
    box = filters.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(list(When).index(when))


def test_everything_is_wanted_at_first(filters: Filters) -> None:
    assert filters.is_empty
    assert filters.query == LibraryQuery()


def test_typing_asks_once_it_has_settled_and_enter_at_once(filters: Filters, qtbot: QtBot) -> None:
    field = filters.findChild(QLineEdit)
    assert field is not None
    with qtbot.waitSignal(filters.asked, timeout=10_000) as asked:
        qtbot.keyClicks(field, "call ")
    assert asked.args == [LibraryQuery(text="call")]
    heard: list[object] = []
    filters.asked.connect(heard.append)
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [LibraryQuery(text="call 7")]


def test_words_that_are_a_date_mean_it_too(filters: Filters) -> None:
    field = filters.findChild(QLineEdit)
    assert field is not None
    field.setText("2026-03-09")
    day = QDate(2026, 3, 9)
    assert filters.query == LibraryQuery(text="2026-03-09", meant_s=times_of(day, day))


def test_days_are_chosen_by_name_or_one_by_one(filters: Filters) -> None:
    asked: list[LibraryQuery] = []
    filters.asked.connect(asked.append)
    choose(filters, When.TODAY)
    today = QDate.currentDate()
    assert (asked[-1].from_s, asked[-1].to_s) == times_of(today, today)
    first, last = (edit for edit in filters.findChildren(QDateEdit))
    assert not first.isVisible()
    choose(filters, When.CHOSEN)
    assert first.isVisible()
    first.setDate(QDate(2026, 1, 5))
    last.setDate(QDate(2026, 1, 7))
    assert (asked[-1].from_s, asked[-1].to_s) == times_of(QDate(2026, 1, 5), QDate(2026, 1, 7))


def test_a_first_day_behind_the_last_takes_it_along(filters: Filters) -> None:
    choose(filters, When.CHOSEN)
    first, last = (edit for edit in filters.findChildren(QDateEdit))
    last.setDate(QDate(2026, 1, 7))
    first.setDate(QDate(2026, 2, 1))
    assert last.date() == QDate(2026, 2, 1)
    last.setDate(QDate(2026, 1, 1))
    assert first.date() == QDate(2026, 1, 1)


def test_it_can_be_cleared(filters: Filters, qtbot: QtBot) -> None:
    field = filters.findChild(QLineEdit)
    assert field is not None
    field.setText("call")
    choose(filters, When.YEAR)
    with qtbot.waitSignal(filters.asked):
        filters.clear()
    assert filters.is_empty


def test_the_days_are_named_in_the_language_of_now(filters: Filters) -> None:
    box = filters.findChild(QComboBox)
    assert box is not None
    box.setItemText(0, "as it was")
    QApplication.sendEvent(filters, QEvent(QEvent.Type.LanguageChange))
    assert box.itemText(0) == "Any time"
