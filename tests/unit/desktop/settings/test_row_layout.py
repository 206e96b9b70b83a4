from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lookhear.desktop.settings.row_layout import RowLayout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WORDS = "Propose the built-in microphone over that of a Bluetooth headset, which sounds like a phone call"


class Row(QWidget):
    """Words, two buttons, and a line that is told below."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel(WORDS)
        self.words.setWordWrap(True)
        self.back, self.control = QPushButton("Back"), QPushButton("As the system")
        self.told = QLabel("It was refused.")
        self.told.hide()
        layout = RowLayout(self)
        for widget in (self.words, self.back, self.control, self.told):
            layout.addWidget(widget)

    def lay_out(self, width: int) -> Row:
        self.resize(width, self.heightForWidth(width))
        self.show()
        return self


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    made = Row()
    qtbot.addWidget(made)
    return made


def test_with_room_the_control_ends_the_line(row: Row) -> None:
    row.lay_out(700)
    assert row.control.geometry().right() == 699
    assert row.back.geometry().right() < row.control.geometry().left()
    assert row.words.geometry().right() < row.back.geometry().left()
    assert row.words.geometry().top() <= row.control.geometry().center().y() <= row.words.geometry().bottom() + row.control.height()


def test_without_room_it_goes_below_the_words(row: Row) -> None:
    row.lay_out(300)
    assert row.words.geometry().width() == 300
    assert row.control.geometry().top() >= row.words.geometry().bottom()
    assert row.control.geometry().right() == 299
    assert row.heightForWidth(300) > row.heightForWidth(700)


def test_what_is_told_stands_below_everything(row: Row) -> None:
    before = row.heightForWidth(700)
    row.told.show()
    row.lay_out(700)
    assert row.heightForWidth(700) > before
    assert row.told.geometry().top() >= max(row.control.geometry().bottom(), row.words.geometry().bottom())


def test_in_a_language_that_runs_the_other_way_it_is_mirrored(row: Row) -> None:
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.lay_out(700)
    assert row.control.geometry().left() == 0
    assert row.words.geometry().right() == 699


def test_nothing_needs_more_width_than_its_widest_part(row: Row) -> None:
    layout = row.layout()
    assert layout is not None
    assert layout.minimumSize().width() < layout.sizeHint().width()
    assert layout.hasHeightForWidth()


def test_what_is_taken_out_is_laid_out_no_more(row: Row) -> None:
    layout = row.layout()
    assert layout is not None
    assert layout.count() == 4
    assert layout.takeAt(9) is None
    assert layout.itemAt(9) is None
    taken = layout.takeAt(1)
    assert taken is not None
    assert taken.widget() is row.back
    assert layout.count() == 3
