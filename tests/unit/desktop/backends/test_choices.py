"""Three places, one of which is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from lookhear.desktop.backends.choices import PlaceChoice
from lookhear.desktop.engine.settings.declared import BackendKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def choice(qtbot: QtBot) -> PlaceChoice:
    made = PlaceChoice()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_anywhere_in_a_card_chooses(qtbot: QtBot, choice: PlaceChoice) -> None:
    choice.choose(BackendKind.THIS_COMPUTER)
    with qtbot.waitSignal(choice.chosen) as heard:
        qtbot.mouseClick(choice.card(BackendKind.NONE), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert heard.args == [BackendKind.NONE]
    assert choice.kind is BackendKind.NONE


def test_what_is_chosen_already_is_not_told_again(qtbot: QtBot, choice: PlaceChoice) -> None:
    choice.choose(BackendKind.NONE)
    with qtbot.assertNotEmitted(choice.chosen):
        qtbot.mouseClick(choice.card(BackendKind.NONE), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_a_place_is_chosen_by_keyboard(qtbot: QtBot, choice: PlaceChoice) -> None:
    choice.choose(BackendKind.THIS_COMPUTER)
    radio = choice.card(BackendKind.HOSTED).radio
    with qtbot.waitSignal(choice.chosen):
        qtbot.keyClick(radio, Qt.Key.Key_Space)
    assert choice.kind is BackendKind.HOSTED
    assert radio.accessibleDescription()


def test_one_that_is_asked_cannot_be_changed(qtbot: QtBot, choice: PlaceChoice) -> None:
    choice.choose(BackendKind.THIS_COMPUTER)
    choice.setEnabled(False)
    choice.card(BackendKind.NONE).radio.click()
    assert choice.kind is BackendKind.THIS_COMPUTER
