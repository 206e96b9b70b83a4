from __future__ import annotations

import pytest

from lookhear.masking.misheard import misheard
from lookhear.masking.numerals import chains

_FIFTEEN = "four five three two seven one eight zero six six two nine three one eight"  # the last digit of sixteen was not heard
_SWAPPED = f"{_FIFTEEN} one"  # another check digit
_STRANGE = "four five three two seven one eight ero six six two nine three one eight four"


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in misheard(text, chains(text))]


@pytest.mark.parametrize("said", [_FIFTEEN, _SWAPPED, _STRANGE, "four double five " + "one two " * 6 + "one"])
@pytest.mark.parametrize("around", ["{}", "so it is {}.", "and my card is for {} expires twelve twenty six", "read it: {}, to be paid"])
def test_a_number_that_was_not_heard_right_is_found(said: str, around: str) -> None:
    assert _found(around.format(said)) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "my credit card is {}",
        "{} is on my visa",
        "die Nummer der Kreditkarte ist {}",
        "my phone rang, well, the card has {}",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        "one two seven one eight zero six six two nine three one",
        "four five okay two seven one yeah eight zero six six well then two nine three one",
        "4 5 3 2 7 1 8 0 6 6 2 9 3",
        f"{_FIFTEEN} one one two two six",
    ],
)
def test_beside_a_card_fewer_digits_and_more_noise_will_do(text: str, said: str) -> None:
    assert _found(text.format(said)) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "my number is plus four four seven nine one one two three four five six",
        "call zero zero four nine one seven six one two three four five six seven",
        "my phone number is four nine one seven six one two three four five six seven eight",
        "the card's hotline: the phone number is eight hundred, four nine one seven six one two three four five six",
        f"the tracking number is {_SWAPPED}",
        "three one four one five nine two six five three five eight nine seven nine three",
        "one two three " * 5,
        "six five four three two one zero",
        "my card four five three two",
        "four " * 16,
        "4 5 3 2 7 1 8 0 6 6 2 9 3 1 8 1",
        f"{_FIFTEEN} one two three four five six",
        "one of us has two for three or four to eight",
        "four five six apples from the garden " * 5,
    ],
)
def test_other_digits_stay(text: str) -> None:
    assert _found(text) == []


def test_two_numbers_are_two() -> None:
    assert _found(f"my cards: {_SWAPPED} and also {_FIFTEEN}") == [_SWAPPED, _FIFTEEN]
