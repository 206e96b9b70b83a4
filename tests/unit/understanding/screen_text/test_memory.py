"""Lines that were read are recognised, wherever they stand, and no more of them than there is room for."""

from __future__ import annotations

import numpy as np

from lookhear.media.differences import grey_of
from lookhear.understanding.screen_text.memory import LineMemory
from tests.fakes.printed import page

HERE = grey_of(page((40, 40, "monday")))[34:60, 30:90]
THERE = grey_of(page((201, 77, "monday")))[74:94, 199:260]
OTHER = grey_of(page((40, 40, "sunday")))[34:60, 30:90]


def test_the_same_line_in_a_box_that_is_cut_otherwise_is_known() -> None:
    memory = LineMemory()
    memory.keep(HERE, "monday", 0.9)
    noise = np.random.default_rng(1).integers(0, 10, THERE.shape, np.uint8)
    assert memory.recall(HERE) == memory.recall(THERE - noise) == ("monday", 0.9)
    assert memory.recall(OTHER) is None


def test_the_oldest_are_forgotten() -> None:
    memory = LineMemory(most_bytes=3 * 36 * 14)
    for number, text in enumerate(["aaaaaa", "bbbbbb", "cccccc", "dddddd"]):
        memory.keep(grey_of(page((0, 0, text)))[:20, :40], text, number / 10)
    assert memory.recall(grey_of(page((0, 0, "aaaaaa")))[:20, :40]) is None
    assert memory.recall(grey_of(page((0, 0, "bbbbbb")))[:20, :40]) == ("bbbbbb", 0.1)
    memory.keep(grey_of(page((0, 0, "eeeeee")))[:20, :40], "eeeeee", 0.5)
    assert memory.recall(grey_of(page((0, 0, "bbbbbb")))[:20, :40]) is not None  # was seen since
    assert memory.recall(grey_of(page((0, 0, "cccccc")))[:20, :40]) is None


def test_a_picture_without_ink_is_a_picture() -> None:
    memory = LineMemory()
    blank = np.full((10, 20), 250, np.uint8)
    memory.keep(blank, "", 0.0)
    assert memory.recall(blank) == ("", 0.0)
    assert memory.recall(blank[:5]) is None
