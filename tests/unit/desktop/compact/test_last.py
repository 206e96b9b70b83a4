"""What became of the last recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from lookhear.desktop.compact.last import LastCard
from tests.fakes.views import last

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def card(qtbot: QtBot) -> LastCard:
    made = LastCard()
    qtbot.addWidget(made)
    return made


def test_it_has_a_line_for_each_track(card: LastCard) -> None:
    card.show_last(last(warnings=("The microphone was away for 3 s.",)))
    assert card.text.splitlines() == [
        "Saved, 12:03",
        "Microphone: 12:03, no gaps",
        "Display 1: 12:03, no gaps",
        "The microphone was away for 3 s.",
    ]
    card.show_last(None)
    assert card.isHidden()


def test_it_is_watched_and_its_link_is_copied_where_there_is_one(card: LastCard, qtbot: QtBot) -> None:
    card.show_last(last())
    assert not card._link.isEnabled()
    card.show_last(last(link="https://example.org/1"))
    told: list[str] = []
    card.opened.connect(told.append)
    card.link_wanted.connect(told.append)
    qtbot.keyClick(card._open, Qt.Key.Key_Space)
    qtbot.keyClick(card._link, Qt.Key.Key_Space)
    assert told == ["rec-1", "rec-1"]


def test_where_nothing_ended_nothing_happens(card: LastCard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(card.opened):
        card._on_open()
    with qtbot.assertNotEmitted(card.link_wanted):
        card._on_link()
