from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lookhear.desktop.style.announcing import announce

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_where_no_screen_reader_listens_nothing_happens(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Recorded 12 minutes.")
    announce(widget, "")
    assert not widget.isVisible()
