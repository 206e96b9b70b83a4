from __future__ import annotations

from lookhear.masking.looks import distinct, entropy, has_digit, is_mixed, is_mixed_case, is_random


def test_what_was_drawn_by_lot_looks_random() -> None:
    assert is_random("f3Kq9ZpL0sXv7BnM2cRt")
    assert not is_random("aaaaaaaaaaaaaaaaaaa1")
    assert not is_random("some_configuration_value")
    assert not is_random("1234567890123456")


def test_mixed_has_capitals_small_letters_and_digits() -> None:
    assert is_mixed("aB3")
    assert not is_mixed("ab3")
    assert is_mixed_case("aB")
    assert not is_mixed_case("AB")


def test_a_placeholder_has_few_different_characters() -> None:
    assert not distinct("xxxxxxxxxxxxxxxx")
    assert distinct("abcdef")


def test_entropy_is_in_bits_of_a_character() -> None:
    assert entropy("") == 0.0
    assert entropy("abcd") == 2.0


def test_a_digit_is_seen() -> None:
    assert has_digit("a1")
    assert not has_digit("a")
