from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.sources.screen.compare import ChangeDetector
from tests.fakes.pictures import noise, plain

_LOOKS = 8


def test_the_first_picture_is_a_change() -> None:
    assert ChangeDetector().has_changed(plain(0, 0, 0))


def test_the_same_picture_is_none_however_often_it_comes() -> None:
    detector = ChangeDetector()
    detector.has_changed(noise(1))
    assert not any(detector.has_changed(noise(1)) for _ in range(3 * _LOOKS))


def test_another_size_is_a_change() -> None:
    detector = ChangeDetector()
    detector.has_changed(plain(0, 0, 0))
    assert detector.has_changed(plain(0, 0, 0, width=66))


@given(st.tuples(st.integers(0, 47), st.integers(0, 63), st.integers(0, 3)), st.integers(0, 20))
def test_one_changed_byte_anywhere_is_found_within_four_looks(place: tuple[int, int, int], looks_before: int) -> None:
    detector = ChangeDetector()
    before, after = plain(9, 9, 9), plain(9, 9, 9)
    after[place] ^= 1
    for _ in range(looks_before + 1):
        detector.has_changed(before)
    seen = [detector.has_changed(after) for _ in range(_LOOKS)]
    assert sum(seen) == 1
    assert seen.index(True) < 4


def test_it_goes_on_from_the_new_picture() -> None:
    detector = ChangeDetector()
    detector.has_changed(plain(0, 0, 0))
    assert detector.has_changed(plain(255, 255, 255))
    assert not detector.has_changed(plain(255, 255, 255))
    assert detector.has_changed(plain(0, 0, 0))


def test_a_part_of_a_larger_picture_can_be_compared() -> None:
    detector = ChangeDetector()
    larger = noise(3, width=65, height=49)
    assert detector.has_changed(larger[:48, :64])
    assert not detector.has_changed(np.array(larger)[:48, :64])
