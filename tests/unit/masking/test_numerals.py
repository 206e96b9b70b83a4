from __future__ import annotations

import pytest

from lookhear.masking.numerals import chains, lowered


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four one, two - three", "4123"),
        ("double four triple oh", "44000"),
        ("forty one eleven twenty", "411120"),
        ("Four uh one dash two", "412"),
        ("vier eins null", "410"),
        ("12 34.56", "123456"),
    ],
)
def test_digits_are_read_as_they_are_written_and_said(text: str, digits: str) -> None:
    assert ["".join(numeral.digits for numeral in chain) for chain in chains(text)] == [digits]


def test_a_word_between_ends_a_chain() -> None:
    assert [[numeral.digits for numeral in chain] for chain in chains("one two apples three")] == [["1", "2"], ["3"]]


def test_a_number_in_a_word_is_none() -> None:
    assert list(chains("someone often phones stone")) == []


def test_double_counts_for_what_stands_behind_it_only() -> None:
    assert [numeral.digits for chain in chains("double espresso for me: 5") for numeral in chain] == ["4", "5"]


def test_small_letters_stand_in_their_places() -> None:
    assert lowered("İAb") == "İab"
    assert lowered("ÄB") == "äb"
