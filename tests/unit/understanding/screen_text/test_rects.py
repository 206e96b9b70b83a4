"""Places on a screen."""

from __future__ import annotations

import numpy as np

from lookhear.understanding.screen_text.rects import Rect, areas_of, around_lines, merged

SCREEN = Rect(0, 0, 320, 200)


def tiles(*marked: tuple[int, int]) -> np.ndarray:
    found = np.zeros((7, 10), np.bool_)
    for row, column in marked:
        found[row, column] = True
    return found


def test_tiles_that_touch_are_one_place_and_end_with_the_screen() -> None:
    assert areas_of(tiles((0, 0), (1, 1)), SCREEN) == [Rect(0, 0, 64, 64)]
    assert areas_of(tiles((6, 9)), SCREEN) == [Rect(288, 192, 320, 200)]
    assert sorted(areas_of(tiles((0, 0), (4, 4), (4, 5)), SCREEN)) == [Rect(0, 0, 32, 32), Rect(128, 128, 192, 160)]
    assert areas_of(tiles(), SCREEN) == []


def test_a_place_inside_of_another_ones_rectangle_is_part_of_it() -> None:
    ring = [(0, column) for column in range(6)] + [(row, 5) for row in range(6)]
    assert areas_of(tiles(*ring, (3, 1)), SCREEN) == [Rect(0, 0, 192, 192)]


def test_places_that_have_something_in_common_become_one() -> None:
    assert merged([Rect(0, 0, 10, 10), Rect(20, 0, 30, 10), Rect(9, 0, 21, 4), Rect(50, 50, 60, 60)]) == [
        Rect(0, 0, 30, 10),
        Rect(50, 50, 60, 60),
    ]


def test_a_place_grows_around_the_lines_it_cuts() -> None:
    lines = [Rect(0, 100, 200, 114), Rect(190, 110, 300, 124), Rect(0, 150, 300, 164)]
    assert around_lines(Rect(50, 90, 60, 101), lines) == Rect(0, 90, 300, 124)
    assert around_lines(Rect(50, 90, 60, 99), lines) == Rect(50, 90, 60, 99)


def test_distance_and_pixels() -> None:
    picture = np.zeros((200, 320), np.uint8)
    assert Rect.of(picture) == SCREEN
    assert Rect(10, 20, 30, 25).of_picture(picture).shape == (5, 20)
    assert Rect(0, 0, 10, 10).distance(Rect(15, 30, 20, 40)) == 25
    assert Rect(0, 0, 10, 10).distance(Rect(5, 5, 20, 40)) == 0
