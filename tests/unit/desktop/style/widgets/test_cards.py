from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from lookhear.desktop.style.widgets.cards import Card, Page, set_margins

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_card_has_its_heading_first_and_can_be_chosen(qtbot: QtBot) -> None:
    card = Card("Sound")
    qtbot.addWidget(card)
    assert [heading.text() for heading in card.findChildren(QLabel)] == ["Sound"]
    card.set_selected(True)
    assert card.property("selected") == "true"
    card.set_selected(False)
    assert card.property("selected") == "false"


def test_a_page_scrolls_down_and_aside_only_where_it_must(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    for number in range(60):
        page.body.addWidget(QLabel(f"line {number}"))
    page.resize(300, 200)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page.horizontalScrollBar().maximum() == 0
    page.body.addWidget(QLabel("wide" * 100))
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() > 0)


def test_a_page_is_never_wider_than_reads_well(qtbot: QtBot) -> None:
    page = Page(widest_em=20)
    qtbot.addWidget(page)
    inner = page.widget()
    assert inner is not None
    assert inner.maximumWidth() == 20 * page.fontMetrics().horizontalAdvance("m")


def test_margins_are_mirrored_for_languages_from_right_to_left(qapp: QApplication) -> None:
    layout = QHBoxLayout()
    set_margins(layout, start=1, top=2, end=3, bottom=4)
    assert layout.contentsMargins() == QMargins(1, 2, 3, 4)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    set_margins(layout, start=1, top=2, end=3, bottom=4)
    assert layout.contentsMargins() == QMargins(3, 2, 1, 4)
