from __future__ import annotations

from lookhear.masking.values import mask_json


def test_texts_anywhere_in_a_value_are_masked() -> None:
    value = {"a": ["x", {"b": "card 4111111111111111", "n": 1.5}], "c": None}
    assert mask_json(value) == ({"a": ["x", {"b": "card [masked: card]", "n": 1.5}], "c": None}, {"card": 1})


def test_a_number_may_be_that_of_a_card() -> None:
    assert mask_json([4111111111111111, 4111111111111112, 17, True]) == (["[masked: card]", 4111111111111112, 17, True], {"card": 1})


def test_lines_are_read_as_one() -> None:
    value = {"lines": [{"text": "4111 1111", "box": [1, 2]}, {"text": "1111 1111"}], "words": ["4111", "1111", "1111", "1111"]}
    masked, counts = mask_json(value)
    assert masked == {"lines": [{"text": "[masked: card]", "box": [1, 2]}, {"text": "[masked: card]"}], "words": ["[masked: card]"] * 4}
    assert counts == {"card": 1}


def test_a_name_tells_of_its_value() -> None:
    assert mask_json({"password": "correct horse"}) == ({"password": "[masked: password]"}, {"password": 1})
    assert mask_json({"name": "correct horse"}) == ({"name": "correct horse"}, {})


def test_a_value_that_is_deep_ends_somewhere() -> None:
    value: object = "password: hunter2"
    for _ in range(100):
        value = [value]
    mask_json(value)
