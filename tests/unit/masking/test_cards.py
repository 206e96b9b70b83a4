from __future__ import annotations

import pytest

from lookhear.masking.cards import cards, is_card

_SAID = "four " + "one " * 15


def _found(text: str, *, is_unfinished: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in cards(text, is_unfinished=is_unfinished)]


@pytest.mark.parametrize(
    "number", ["4111111111111111", "378282246310005", "5555555555554444", "30569309025904", "6011111111111117", "3530111333300000"]
)
def test_the_numbers_of_makers_are_cards(number: str) -> None:
    assert is_card(number)
    assert not is_card(f"{number[:-1]}{(int(number[-1]) + 1) % 10}")


@pytest.mark.parametrize(
    "shown",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111/1111/1111/1111",
        "4111_1111_1111_1111",
        "3782 822463 10005",
        "4111 1111\n1111 1111",
        "4111  1111  1111  1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        _SAID.strip(),
        "four one one one, one one one one, one one one one, one one one one",
        "forty one " + "eleven " * 6 + "eleven",
    ],
)
def test_a_number_is_found_as_people_write_and_say_it(shown: str) -> None:
    assert _found(f"it is {shown} thanks") == [shown]


def test_what_is_said_behind_a_number_stays() -> None:
    assert _found(f"for {_SAID}twelve twenty six") == [_SAID.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",
        "+4111111111111111",
        "#4111111111111111",
        "x4111111111111111",
        "4111111111111111x",
        "0.4111111111111111",
        "id-4111111111111111-7",
        "/orders/4111111111111111",
        "41 11 11111111 1111",
        "4111, 1111, 1111, 1111",
        "0000000000000000",
        "4111/1111_1111/1111",
        "a/4111/1111/1111/1111",
        "1700000000000000000",
        "one two three four five six seven eight nine ten",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert _found(text) == []


def test_a_number_of_which_a_digit_was_not_heard_is_found() -> None:
    said = _SAID.strip().removesuffix(" one")
    assert _found(f"my card is {said}, you know") == [said]
    assert _found(f"my card is {_SAID}and then four five") == [_SAID.strip()]


def test_what_may_become_a_number_counts_while_it_is_told() -> None:
    begun = "four one one one one one one one one"
    assert _found(f"my card is {begun}") == []
    assert _found(f"my card is {begun}", is_unfinished=True) == [begun]
    assert _found(f"{begun} and so on", is_unfinished=True) == []
    assert _found("my card is four one one one", is_unfinished=True) == []
    assert _found("at 10:45 1 2 3", is_unfinished=True) == []
