from __future__ import annotations

import pytest

from lookhear.recorder.pipeline.stillness import Stillness
from lookhear.recorder.ports import Rect

_CARET = Rect(700, 400, 2, 24)
_CLOCK = Rect(1800, 0, 100, 30)


def test_a_caret_and_a_clock_are_a_still_desktop_however_often_they_change() -> None:
    stillness = Stillness(1920, 1080)
    for _ in range(1000):
        stillness.note((_CARET, _CLOCK))
    assert stillness.is_still


@pytest.mark.parametrize("dirty", [None, (Rect(0, 0, 1920, 1080),), (Rect(0, 0, 960, 1080),), (Rect(320, 180, 1280, 720),)])
def test_much_change_at_once_is_not_still(dirty: tuple[Rect, ...] | None) -> None:
    stillness = Stillness(1920, 1080)
    stillness.note(dirty)
    assert not stillness.is_still


def test_small_changes_in_many_places_add_up() -> None:
    stillness = Stillness(1920, 1080)
    for x in range(0, 1920, 64):
        stillness.note((Rect(x, 0, 4, 4), Rect(x, 500, 4, 4)))
    assert not stillness.is_still


def test_counting_begins_anew_with_each_idr_picture() -> None:
    stillness = Stillness(640, 480)
    stillness.note(None)
    stillness.restart()
    stillness.note((Rect(0, 0, 10, 10),))
    assert stillness.is_still


def test_rectangles_beyond_the_edges_count_only_inside() -> None:
    stillness = Stillness(640, 480)
    stillness.note((Rect(-500, -500, 510, 510), Rect(630, 470, 4000, 4000)))
    assert stillness.is_still
