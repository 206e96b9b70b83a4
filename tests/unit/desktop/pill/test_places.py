"""Where the pill stands."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from lookhear.desktop.pill.places import is_reachable, name_of, remembered, usual

SIZE = QSize(300, 50)
LEFT, RIGHT = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)


class Screen:
    """A display of a test."""

    def __init__(self, name: str, area: QRect) -> None:
        self._name, self._area = name, area

    def name(self) -> str:
        return self._name

    def geometry(self) -> QRect:
        return self._area


def name(*screens: Screen) -> str:
    return name_of(cast("Any", screens))


def test_each_arrangement_of_displays_has_its_own_place() -> None:
    one, two = Screen("HDMI-1", LEFT), Screen("DP-2", RIGHT)
    assert name(one, two) == name(two, one)
    assert len({name(one), name(two), name(one, two), name(one, Screen("DP-2", RIGHT.translated(0, 56)))}) == 4


@pytest.mark.parametrize("value", [None, "10,20", [1], [1, 2, 3], [1.5, 2], {"x": 1}])
def test_what_is_no_place_is_forgotten(value: object) -> None:
    assert remembered(value) is None


def test_a_place_is_remembered() -> None:
    assert remembered([10, -20]) == QPoint(10, -20)


def test_the_usual_place_is_in_the_middle_below() -> None:
    assert usual(SIZE, QRect(1920, 0, 1280, 984)) == QPoint(1920 + 490, 984 - 74)


@pytest.mark.parametrize(
    ("place", "can_be_reached"),
    [(QPoint(800, 1000), True), (QPoint(3000, 10), True), (QPoint(5000, 10), False), (QPoint(-290, 10), False), (QPoint(-270, 10), True)],
)
def test_a_place_that_no_display_shows_is_none(place: QPoint, *, can_be_reached: bool) -> None:
    assert is_reachable(place, SIZE, [LEFT, RIGHT]) is can_be_reached
