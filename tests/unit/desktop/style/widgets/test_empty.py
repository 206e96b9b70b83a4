from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.style.widgets.empty import EmptyState, GlyphView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_says_what_belongs_here_and_how_to_come_by_it(qtbot: QtBot) -> None:
    empty = EmptyState(icon="library", heading="No recordings yet", text="They come here.", action="Record…")
    qtbot.addWidget(empty)
    button = empty.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(empty.acted):
        button.click()


def test_it_can_say_something_else(qtbot: QtBot) -> None:
    empty = EmptyState(icon="library", heading="No recordings yet", text="They come here.")
    qtbot.addWidget(empty)
    empty.tell("Nothing found")
    assert [words.text() for words in empty.findChildren(QLabel) if not words.isHidden()] == ["Nothing found"]


def test_a_glyph_is_as_large_as_its_text_asks(qtbot: QtBot) -> None:
    view = GlyphView("library", ems=2)
    qtbot.addWidget(view)
    assert view.width() == view.height() == 2 * view.fontMetrics().height()
