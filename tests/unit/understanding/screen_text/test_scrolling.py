"""Whether a place was scrolled."""

from __future__ import annotations

import numpy as np
import pytest

from lookhear.media.differences import grey_of
from lookhear.understanding.screen_text.scrolling import scrolled
from tests.fakes.printed import page

WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "oscar")
LISTING = grey_of(page(*((20 + 7 * number, 20 + 30 * number, f"{word} and {word}") for number, word in enumerate(WORDS))))


@pytest.mark.parametrize("down", [-31, -60, 17, 90])
def test_how_far_it_went_and_what_is_new(down: int) -> None:
    after = np.full_like(LISTING, 230)
    if down > 0:
        after[down:] = LISTING[:-down]
        after[:down] = 100
    else:
        after[:down] = LISTING[-down:]
        after[down:] = 100
    found = scrolled(LISTING, after)
    assert found is not None
    assert found.down_px == down
    assert found.bands() == ([(0, down)] if down > 0 else [(len(LISTING) + down, len(LISTING))])


def test_other_text_in_the_same_place_was_not_scrolled() -> None:
    other = grey_of(page(*((20, 20 + 30 * number, word * 3) for number, word in enumerate(reversed(WORDS)))))
    assert scrolled(LISTING, other) is None
    assert scrolled(LISTING[:40], LISTING[4:44]) is None  # too low to tell
