from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from lookhear.desktop.picker.display_card import DisplayCard
from tests.fakes.offering import display_offer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


def shown(qtbot: QtBot, bridge: FakeBridge) -> DisplayCard:
    card = DisplayCard(display_offer(1, device="eDP-1", is_primary=True), bridge)
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_click_anywhere_chooses_it_and_another_one_does_not(qtbot: QtBot, bridge: FakeBridge) -> None:
    card = shown(qtbot, bridge)
    with qtbot.waitSignal(card.switched):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert card.is_chosen
    with qtbot.waitSignal(card.switched):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert not card.is_chosen


def test_the_keyboard_chooses_it_too(qtbot: QtBot, bridge: FakeBridge) -> None:
    card = shown(qtbot, bridge)
    with qtbot.waitSignal(card.switched):
        qtbot.keyClick(card.checkbox, Qt.Key.Key_Space)
    assert card.is_chosen


def test_a_press_that_ends_elsewhere_chooses_nothing(qtbot: QtBot, bridge: FakeBridge) -> None:
    card = shown(qtbot, bridge)
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-10, 40))
    qtbot.mouseClick(card, Qt.MouseButton.RightButton, pos=QPoint(40, 40))
    assert not card.is_chosen


def test_it_is_shown_as_chosen_without_a_signal(qtbot: QtBot, bridge: FakeBridge) -> None:
    card = shown(qtbot, bridge)
    with qtbot.assertNotEmitted(card.switched):
        card.choose(is_chosen=True)
    assert card.is_chosen
    assert card.property("selected") == "true"


def test_it_says_what_it_is(qtbot: QtBot, bridge: FakeBridge) -> None:
    card = shown(qtbot, bridge)
    assert card.checkbox.accessibleName() == "Display 1 – eDP-1, 1920 × 1080, primary"
    card.describe(display_offer(1, device="eDP-1", size=(1280, 720)))
    assert card.checkbox.accessibleName() == "Display 1 – eDP-1, 1280 × 720"
    card.show_sentence("Away.")
