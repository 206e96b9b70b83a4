"""The number of a paint must survive a codec, and half a paint must not look like a whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.barcode import CELL_PX, CELLS, NUMBER_BITS, ORIGIN, area, read_barcode, white_cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBERS = st.integers(0, (1 << NUMBER_BITS) - 1)


def picture(number: int, *, black: int = 0, white: int = 255) -> NDArray[np.uint8]:
    gray = np.full((120, 640), 90, np.uint8)
    place = area()
    gray[place.y : place.y + place.height, place.x : place.x + place.width] = black
    for cell in white_cells(number):
        gray[cell.y : cell.y + cell.height, cell.x : cell.x + cell.width] = white
    return gray


@given(NUMBERS)
def test_a_number_is_read_as_it_was_drawn(number: int) -> None:
    assert read_barcode(picture(number)) == number


@given(NUMBERS)
def test_the_limited_range_of_video_and_noise_change_nothing(number: int) -> None:
    noise = np.random.default_rng(number).integers(-30, 31, (120, 640))
    gray = np.clip(picture(number, black=16, white=235) + noise, 0, 255).astype(np.uint8)
    assert read_barcode(gray) == number


@given(NUMBERS, NUMBERS, st.integers(1, CELLS - 1))
def test_a_row_made_of_two_paints_is_one_of_them_or_nothing_nearly_always(first: int, second: int, cut: int) -> None:
    gray = picture(first)
    gray[:, ORIGIN[0] + cut * CELL_PX :] = picture(second)[:, ORIGIN[0] + cut * CELL_PX :]
    word = "".join(str(int(gray[ORIGIN[1] + 8, ORIGIN[0] + CELL_PX * cell + 8] > 128)) for cell in range(CELLS))
    seen = read_barcode(gray)
    assert seen is None or word == "".join(
        str(int(picture(seen)[ORIGIN[1] + 8, ORIGIN[0] + CELL_PX * cell + 8] > 128)) for cell in range(CELLS)
    )


def test_neighbouring_paints_hardly_ever_mix_into_a_third_number() -> None:
    mixed = 0
    for number in range(2000):
        gray = picture(number)
        gray[:, ORIGIN[0] + 16 * CELL_PX :] = picture(number + 1)[:, ORIGIN[0] + 16 * CELL_PX :]
        mixed += read_barcode(gray) not in {None, number, number + 1}
    assert mixed <= 4


@pytest.mark.parametrize("level", [0, 90, 128, 255])
def test_a_plain_picture_has_no_number(level: int) -> None:
    assert read_barcode(np.full((720, 1280), level, np.uint8)) is None


def test_two_paints_blended_into_one_picture_are_no_number() -> None:
    blended = (picture(3).astype(np.uint16) + picture(4)) // 2
    assert read_barcode(blended.astype(np.uint8)) is None


def test_a_picture_that_is_too_small_has_no_number() -> None:
    assert read_barcode(np.zeros((20, 500), np.uint8)) is None
