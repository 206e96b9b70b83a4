from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from lookhear.desktop.library.model import EntryModel
from lookhear.desktop.library.view import RecordingList
from tests.fakes.entries import entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def model(bridge: FakeBridge) -> EntryModel:
    made = EntryModel(bridge)  # type: ignore[arg-type]
    made.show([entry(number) for number in range(1, 6)])
    return made


@pytest.fixture
def view(model: EntryModel, qtbot: QtBot) -> RecordingList:
    made = RecordingList(model)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    return made


def chosen(view: RecordingList) -> list[int]:
    return [int(each.recording_id[-2:]) for each in view.chosen_entries]


def ids(*numbers: int) -> list[str]:
    return [entry(number).recording_id for number in numbers]


def test_keys_say_what_is_wanted(view: RecordingList, qtbot: QtBot) -> None:
    view.choose(ids(2))
    for key, signal in (
        (Qt.Key.Key_Return, view.opened),
        (Qt.Key.Key_Enter, view.opened),
        (Qt.Key.Key_Space, view.toggled),
        (Qt.Key.Key_Delete, view.unwanted),
        (Qt.Key.Key_Backspace, view.unwanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(view, key)
    with qtbot.waitSignal(view.chosen):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(view) == [3]


def test_a_double_click_opens(view: RecordingList, qtbot: QtBot) -> None:
    where = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(view.opened):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_several_are_chosen_with_the_keyboard(view: RecordingList, qtbot: QtBot) -> None:
    view.choose(ids(2))
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(view) == [2, 3]
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chosen(view) == [1, 2, 3, 4, 5]


def test_what_is_chosen_stays_so_when_others_come(view: RecordingList, model: EntryModel) -> None:
    view.choose(ids(2, 4))
    model.show([entry(number) for number in (9, 1, 2, 4, 5)])
    assert chosen(view) == [2, 4]


def test_when_it_goes_the_one_in_its_place_is_chosen(view: RecordingList, model: EntryModel) -> None:
    view.choose(ids(2))
    model.show([entry(number) for number in (1, 3, 4, 5)])
    assert chosen(view) == [3]
    view.choose(ids(5))
    model.show([entry(number) for number in (1, 3, 4)])
    assert chosen(view) == [4]
    model.show([])
    assert chosen(view) == []


def test_nothing_is_chosen_that_nobody_chose(view: RecordingList, model: EntryModel) -> None:
    model.show([entry(number) for number in (7, 8)])
    assert chosen(view) == []
    view.choose(["rec-none"])
    assert chosen(view) == []


def test_a_menu_is_for_a_recording(view: RecordingList, qtbot: QtBot) -> None:
    wanted: list[QPoint] = []
    view.menu_wanted.connect(wanted.append)
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(0, 0)).center())
    view.customContextMenuRequested.emit(QPoint(10, 490))
    assert len(wanted) == 1


def test_a_row_is_renamed_with_its_key_and_not_by_a_click(view: RecordingList, qtbot: QtBot) -> None:
    view.choose(ids(2))
    where = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.state() == RecordingList.State.NoState
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert view.state() == RecordingList.State.EditingState
