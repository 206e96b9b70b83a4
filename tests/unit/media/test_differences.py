"""Whether two pictures show the same."""

from __future__ import annotations

import numpy as np

from lookhear.media.differences import changed_box, changed_tiles, grey_of, is_alike, tiles_with_contrast

PAGE = np.full((70, 100), 200, np.uint8)


def test_what_a_codec_does_is_no_difference() -> None:
    noise = PAGE - np.random.default_rng(1).integers(0, 20, PAGE.shape, np.uint8)
    assert is_alike(PAGE, noise)
    assert not changed_tiles(PAGE, noise).any()


def test_a_letter_is_found_in_its_tile_also_at_the_edge() -> None:
    after = PAGE.copy()
    after[68:70, 97:99] = 100
    assert not is_alike(PAGE, after)
    assert changed_tiles(PAGE, after).shape == (3, 4)
    assert np.argwhere(changed_tiles(PAGE, after)).tolist() == [[2, 3]]
    assert np.argwhere(tiles_with_contrast(after)).tolist() == [[2, 3]]


def test_the_box_around_what_changed() -> None:
    after = PAGE.copy()
    after[10:13, 40:42] = after[60, 90] = 0
    assert changed_box(PAGE, after) == (40, 10, 91, 61)
    assert changed_box(PAGE, PAGE) == (0, 0, 100, 70)


def test_a_tile_in_which_everything_changed_is_counted_right() -> None:
    assert changed_tiles(PAGE, np.zeros_like(PAGE)).all()


def test_two_single_pixels_are_no_letter() -> None:
    after = PAGE.copy()
    after[5, 5] = after[50, 50] = 0
    assert is_alike(PAGE, after)


def test_pictures_of_two_sizes_are_not_alike() -> None:
    assert not is_alike(PAGE, PAGE[:-2])


def test_text_in_any_colour_is_seen_in_grey() -> None:
    for channel in range(3):
        picture = np.zeros((32, 32, 3), np.uint8)
        picture[4:20, 4:8, channel] = 255
        assert tiles_with_contrast(grey_of(picture)).all()
    assert grey_of(np.full((2, 2, 3), 255, np.uint8)).tolist() == [[255, 255], [255, 255]]
