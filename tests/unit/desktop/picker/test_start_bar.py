from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lookhear.desktop.engine.view import AppView, Phase
from lookhear.desktop.picker.start_bar import StartBar, forbidden
from lookhear.system.permissions.kinds import Permission
from tests.fakes.offering import CHOICE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IDLE = AppView()
NOTHING = replace(CHOICE, displays=(), primary=None, microphone=None, system_audio=None)


@pytest.fixture
def bar(qtbot: QtBot) -> StartBar:
    made = StartBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_what_it_does_and_when_a_choice_counts(qtbot: QtBot, bar: StartBar) -> None:
    bar.show_state(CHOICE, IDLE)
    assert bar.button.text() == "Record display 1, microphone, and system audio"
    with qtbot.waitSignal(bar.pressed):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    bar.show_state(CHOICE, AppView(phase=Phase.RECORDING))
    assert bar.button.text() == "Stop recording"
    assert "from the next recording" in bar.findChildren(QLabel)[0].text()
    bar.show_state(CHOICE, IDLE)
    assert "remembered" in bar.findChildren(QLabel)[0].text()


@pytest.mark.parametrize(
    ("choice", "view", "can_press"),
    [
        (None, IDLE, False),
        (NOTHING, IDLE, False),
        (CHOICE, AppView(missing_permissions=(Permission.MICROPHONE,)), False),
        (replace(CHOICE, microphone=None), AppView(missing_permissions=(Permission.MICROPHONE,)), True),
        (None, AppView(phase=Phase.COUNTDOWN), True),
        (CHOICE, AppView(phase=Phase.STOPPING), False),
    ],
)
def test_it_can_be_pressed_when_that_makes_sense(bar: StartBar, choice: object, view: AppView, *, can_press: bool) -> None:
    bar.show_state(choice, view)  # type: ignore[arg-type]
    assert bar.button.isEnabled() is can_press


def test_the_keyboard_comes_when_there_is_something_to_begin_and_only_once(bar: StartBar) -> None:
    bar.activateWindow()
    bar.take_focus()
    bar.show_state(None, IDLE)
    assert bar.focusWidget() is not bar.button
    bar.show_state(CHOICE, IDLE)
    assert bar.focusWidget() is bar.button


def test_only_what_is_chosen_can_be_forbidden() -> None:
    everything = AppView(missing_permissions=tuple(Permission))
    assert forbidden(CHOICE, everything) == {Permission.SCREEN_CAPTURE, Permission.MICROPHONE, Permission.SYSTEM_AUDIO}
    assert forbidden(NOTHING, everything) == set()
