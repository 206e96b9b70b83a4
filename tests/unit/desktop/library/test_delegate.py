from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QStyleOptionViewItem

from lookhear.desktop.engine.library.entries import EntryState, Found, Hit
from lookhear.desktop.library.delegate import EntryDelegate
from lookhear.desktop.library.model import EntryModel
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def view(bridge: FakeBridge, qtbot: QtBot) -> QListView:
    made = QListView()
    qtbot.addWidget(made)
    made.setModel(EntryModel(bridge, made))  # type: ignore[arg-type]
    made.setItemDelegate(EntryDelegate(made))
    made.resize(420, 300)
    made.show()
    return made


def painted(view: QListView, **fields: object) -> QImage:
    model = view.model()
    assert isinstance(model, EntryModel)
    model.show([entry(1, **fields)])
    return view.grab().toImage()


def test_a_row_is_high_enough_for_its_font(view: QListView) -> None:
    option = QStyleOptionViewItem()
    option.font = view.font()
    small = view.itemDelegate().sizeHint(option, view.model().index(0, 0))
    option.font.setPointSize(40)
    assert view.itemDelegate().sizeHint(option, view.model().index(0, 0)).height() > 2 * small.height()
    assert small != QSize()


def test_every_state_is_painted_and_seen(view: QListView) -> None:
    plain = painted(view)
    for state in set(EntryState) - {EntryState.READY}:
        assert painted(view, state=state) != plain, state
    hit = Hit(found=Found.TRANSCRIPT, text="the budget")
    assert painted(view, hits=(hit,)) != plain
    assert painted(view, duration_s=0.0, channels=("mic:default",)) != plain


def test_chosen_and_focused_look_different(view: QListView) -> None:
    plain = painted(view)
    view.setCurrentIndex(view.model().index(0, 0))
    assert view.grab().toImage() != plain


def test_the_picture_stands_where_reading_begins(view: QListView) -> None:
    left = painted(view)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    right = view.grab().toImage()
    assert right != left
    assert right.width() == left.width()


def test_a_name_is_typed_where_it_stands(view: QListView, qtbot: QtBot) -> None:
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        view.setLayoutDirection(direction)
        painted(view)
        view.setCurrentIndex(view.model().index(0, 0))
        view.edit(view.currentIndex())
        editor = view.findChild(QLineEdit)
        assert editor is not None
        assert editor.text() == "Call 1"
        assert editor.accessibleName()
        row = view.visualRect(view.currentIndex())
        assert row.contains(editor.geometry().topLeft() + QPoint(1, 1))
        model = view.model()
        assert isinstance(model, EntryModel)
        editor.setText("Weekly")
        with qtbot.waitSignal(model.renamed) as renamed:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert renamed.args == [entry(1).recording_id, "Weekly"]
        qtbot.waitUntil(lambda: view.findChild(QLineEdit) is None)
