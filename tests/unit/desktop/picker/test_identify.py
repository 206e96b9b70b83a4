from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from lookhear.desktop.picker.identify import Identifier, NumberWindow, matched
from tests.fakes.offering import display_offer

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from pytestqt.qtbot import QtBot


class Screen:
    """As much of a screen as is asked for."""

    def __init__(self, name: str, x: int = 0) -> None:
        self._name, self._x = name, x

    def name(self) -> str:
        return self._name

    def geometry(self) -> QRect:
        return QRect(self._x, 0, 1920, 1080)


def pairs(offers: list[Any], *screens: Screen) -> list[tuple[int, str]]:
    return [(offer.number, screen.name()) for offer, screen in matched(offers, cast("list[QScreen]", list(screens)))]


def test_displays_are_found_by_the_systems_name() -> None:
    offers = [display_offer(1, device="HDMI-1"), display_offer(2, device="eDP-1")]
    assert pairs(offers, Screen("eDP-1"), Screen("HDMI-1", 1920)) == [(1, "HDMI-1"), (2, "eDP-1")]


def test_else_by_their_place() -> None:
    offers = [display_offer(1, device="a"), display_offer(2, device="b")]
    assert pairs(offers, Screen("right", 1920), Screen("left")) == [(1, "left"), (2, "right")]


def test_else_in_order_as_long_as_there_are_screens() -> None:
    offers = [display_offer(number, device=f"{number}") for number in (2, 3, 4)]
    assert pairs(offers, Screen("one", 7), Screen("two", 9)) == [(2, "one"), (3, "two")]


def test_the_number_is_seen_in_the_middle_for_a_moment(qtbot: QtBot) -> None:
    identifier = Identifier(shown_ms=1)
    identifier.show_numbers([display_offer(7)])
    assert identifier.numbers == (7,)
    qtbot.waitUntil(lambda: not identifier.numbers)


def test_a_second_wish_begins_anew(qtbot: QtBot) -> None:
    identifier = Identifier()
    identifier.show_numbers([display_offer(7)])
    identifier.show_numbers([display_offer(8)])
    assert identifier.numbers == (8,)
    identifier.clear()
    assert not identifier.numbers


def test_a_number_takes_no_focus_and_is_painted(qtbot: QtBot) -> None:
    window = NumberWindow(3)
    qtbot.addWidget(window)
    screen = QGuiApplication.primaryScreen()
    window.place_on(screen)
    window.show()
    assert window.accessibleName() == "Display 3"
    assert screen.geometry().contains(window.geometry())
    colours = {window.grab().toImage().pixelColor(x, window.height() // 2).name() for x in range(window.width())}
    assert len(colours) > 1
