from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lookhear.desktop.style import announcing
from lookhear.desktop.style.announcing import announce

if TYPE_CHECKING:
    import pytest
    from PySide6.QtGui import QAccessibleAnnouncementEvent
    from pytestqt.qtbot import QtBot


def test_where_no_screen_reader_listens_nothing_happens(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Recorded 12 minutes.")
    announce(widget, "")
    assert not widget.isVisible()


def test_where_one_listens_it_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    monkeypatch.setattr(announcing, "QAccessible", Listener(told))
    announce(widget, "Recorded 12 minutes.")
    announce(widget, "")
    assert told == ["Recorded 12 minutes."]


class Listener:
    """A screen reader."""

    def __init__(self, told: list[str]) -> None:
        self._told = told

    def isActive(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 - Qt's name
        self._told.append(event.message())
