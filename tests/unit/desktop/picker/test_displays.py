from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.engine.sources import Offers
from lookhear.desktop.picker.displays import DisplaysPart
from lookhear.desktop.picker.identify import Identifier
from tests.fakes.offering import CHOICE, D1, D2, OFFERS, display_offer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


def shown(qtbot: QtBot, bridge: FakeBridge) -> DisplaysPart:
    part = DisplaysPart(bridge)
    qtbot.addWidget(part)
    part.resize(900, 500)
    part.show()
    return part


def press(qtbot: QtBot, part: DisplaysPart, text: str) -> None:
    found = next(button for button in part.findChildren(QPushButton) if text in button.text() and button.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_there_is_a_card_for_each_display_and_those_that_stay_are_kept(qtbot: QtBot, bridge: FakeBridge) -> None:
    part = shown(qtbot, bridge)
    assert not part.cards
    part.show_offers(OFFERS)
    first, second = part.cards
    part.show_offers(replace(OFFERS, displays=(*OFFERS.displays, display_offer(3))))
    assert part.cards[:2] == (first, second)
    part.show_offers(replace(OFFERS, displays=OFFERS.displays[1:]))
    assert part.cards == (second,)


def test_what_a_person_chooses_is_told(qtbot: QtBot, bridge: FakeBridge) -> None:
    part = shown(qtbot, bridge)
    part.show_offers(OFFERS)
    part.show_choice(CHOICE)
    assert (part.displays, part.primary) == ((D1,), D1)
    with qtbot.waitSignal(part.changed):
        qtbot.keyClick(part.cards[1].checkbox, Qt.Key.Key_Space)
    assert (part.displays, part.primary) == ((D1, D2), D1)


def test_of_several_displays_one_leads(qtbot: QtBot, bridge: FakeBridge) -> None:
    part = shown(qtbot, bridge)
    part.show_offers(OFFERS)
    part.show_choice(replace(CHOICE, displays=(D1, D2)))
    with qtbot.waitSignal(part.changed):
        press(qtbot, part, "HDMI-1")
    assert part.primary == D2
    qtbot.keyClick(part.cards[1].checkbox, Qt.Key.Key_Space)
    assert part.primary == D1


def test_which_is_which_is_shown_on_the_displays(qtbot: QtBot, bridge: FakeBridge) -> None:
    part = shown(qtbot, bridge)
    part.show_offers(OFFERS)
    press(qtbot, part, "Which is which?")
    identifier = part.findChild(Identifier)
    assert identifier is not None
    assert identifier.numbers == (1,)  # there is one screen in this test
    identifier.clear()


def test_where_there_is_no_display_it_is_said_why(qtbot: QtBot, bridge: FakeBridge) -> None:
    part = shown(qtbot, bridge)
    part.show_offers(Offers(display_trouble="This is a Wayland session."))
    assert part.cards == ()
    assert part.displays == ()
    assert part.primary is None
    assert "This is a Wayland session." in [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
