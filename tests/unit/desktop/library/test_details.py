from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from lookhear.desktop.engine.library.entries import EntryState, Playable, PlayableFile
from lookhear.desktop.library.details import Details
from lookhear.desktop.library.verbs import Verbs
from lookhear.desktop.player.widget import PlayerWidget
from tests.fakes.entries import entry
from tests.fakes.media import FakeMedia

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PLAYABLE = Playable(files=(PlayableFile(path=Path("a.mp4"), label="One", sounds=("Mix",)),), duration_s=60.0)


@pytest.fixture
def details(qtbot: QtBot) -> Details:
    owner = QObject()
    made = Details(Verbs(owner), make_player=lambda parent: PlayerWidget(parent, make_media=FakeMedia))
    owner.setParent(made)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def words(details: Details) -> str:
    return "\n".join(label.text() for label in details.findChildren(QLabel) if label.isVisible())


def test_nothing_chosen_says_what_to_do(details: Details) -> None:
    details.show_entries([], None)
    assert words(details) == "Choose a recording"
    assert details.entry is None


def test_one_is_shown_with_its_facts(details: Details) -> None:
    details.show_entries([entry(name="Weekly call")], None)
    assert "Weekly call" in words(details)
    assert "1:00" in words(details)
    assert "1 display(s)" in words(details)
    assert {button.text() for button in details.findChildren(QToolButton) if button.text()} >= {"Copy link", "Rename", "Delete"}


@pytest.mark.parametrize("state", [EntryState.RECOVERED, EntryState.REMOTE])
def test_what_to_know_stands_above_the_player(details: Details, state: EntryState) -> None:
    details.show_entries([entry(state=state)], None)
    assert details._banner.isVisible()
    details.show_entries([entry()], None)
    assert not details._banner.isVisible()


def test_several_are_counted_and_can_be_deleted(details: Details, qtbot: QtBot) -> None:
    details.show_entries([entry(1), entry(2)], None)
    assert "2 recording(s)" in words(details)
    assert "2:00 · 9.5 MB" in words(details)
    button = next(each for each in details.findChildren(QPushButton) if each.isVisible())
    assert button.text() == "Delete"


def test_what_plays_goes_on_while_it_is_the_same(details: Details) -> None:
    details.show_entries([entry(1)], None)
    details.player.open(PLAYABLE)
    details.show_entries([entry(1, name="Another name")], None)
    assert details.player.is_open
    assert "Another name" in words(details)
    details.show_entries([entry(2)], None)
    assert not details.player.is_open


def test_waiting_is_shown_and_can_be_called_off(details: Details, qtbot: QtBot) -> None:
    details.show_entries([entry()], None)
    details.show_waiting(is_waiting=True, is_fetched=True)
    details.show_share(0.5)
    assert "Fetching the recording" in words(details)
    cancel = next(each for each in details.findChildren(QPushButton) if each.isVisible() and each.text() == "Cancel")
    with qtbot.waitSignal(details.calling_off):
        cancel.click()
    details.show_waiting(is_waiting=False)
    assert not cancel.isVisible()
