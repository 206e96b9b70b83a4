from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.style.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_keys_go_from_page_to_page(qtbot: QtBot) -> None:
    side = Sidebar("Pages")
    qtbot.addWidget(side)
    side.add("general", "General", icon="settings")
    side.add("audio", "Audio")
    side.show_page("general")
    with qtbot.waitSignal(side.chosen) as told:
        qtbot.keyClick(side, Qt.Key.Key_Down)
    assert told.args == ["audio"]
    side.show_page("there is none")
    assert side.currentRow() == 1


def test_it_is_as_wide_as_its_longest_word(qtbot: QtBot) -> None:
    short, long = Sidebar("Pages"), Sidebar("Pages")
    for side, text in ((short, "Ton"), (long, "Berechtigungen und Zustand")):
        qtbot.addWidget(side)
        side.add("page", text)
        side.show()
    assert long.sizeHint().width() > short.sizeHint().width()
