from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.engine.library.entries import Found, Hit
from lookhear.desktop.library.hits import HitList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HITS = (
    Hit(found=Found.NAME, text="Call"),
    Hit(found=Found.TRANSCRIPT, text="the budget", at_s=22.0),
    Hit(found=Found.SUMMARY, text="The budget stays.", at_s=60.0),
)


def test_places_are_shown_and_opened_with_pointer_and_keys(qtbot: QtBot) -> None:
    hits = HitList()
    qtbot.addWidget(hits)
    hits.show_hits(HITS[:1])
    assert hits.isHidden()
    hits.show_hits(HITS)
    hits.show_hits(HITS)
    assert hits.count() == 2
    assert hits.item(0).text().startswith("\u20680:22\u2069 ") or "0:22" in hits.item(0).text()
    assert "Said" in hits.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    moments: list[float] = []
    hits.opened.connect(moments.append)
    qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=hits.visualItemRect(hits.item(1)).center())
    hits.setCurrentRow(0)
    qtbot.keyClick(hits, Qt.Key.Key_Return)
    assert moments == [60.0, 22.0]
