from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from lookhear.desktop.style.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made, spacing=10)
    for _ in range(4):
        button = QPushButton("x")
        button.setFixedSize(80, 20)
        flow.addWidget(button)
    return made


def places(panel: QWidget) -> list[tuple[int, int]]:
    return [(button.x(), button.y()) for button in panel.findChildren(QPushButton)]


def test_what_has_no_room_goes_into_the_next_line(panel: QWidget) -> None:
    panel.resize(200, 100)
    panel.show()
    assert places(panel) == [(0, 0), (90, 0), (0, 30), (90, 30)]
    layout = panel.layout()
    assert layout is not None
    assert layout.heightForWidth(200) == 50
    assert layout.heightForWidth(400) == 20


def test_languages_from_right_to_left_begin_at_the_right(panel: QWidget) -> None:
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panel.resize(200, 100)
    panel.show()
    assert places(panel) == [(120, 0), (30, 0), (120, 30), (30, 30)]


def test_what_is_hidden_takes_no_room(panel: QWidget) -> None:
    panel.findChildren(QPushButton)[0].hide()
    panel.resize(200, 100)
    panel.show()
    assert places(panel)[1:3] == [(0, 0), (90, 0)]


def test_widgets_can_be_taken_out_again(panel: QWidget) -> None:
    layout = panel.layout()
    assert isinstance(layout, FlowLayout)
    assert layout.count() == 4
    taken = layout.takeAt(0)
    assert taken is not None
    assert layout.count() == 3
    assert layout.itemAt(7) is None
    assert layout.takeAt(7) is None
