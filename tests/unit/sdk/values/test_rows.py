"""Answers are read without trust."""

from __future__ import annotations

import json

import pytest

from lookhear.sdk.values.rows import Keyed, Row, given, mapping_of, number_of, objects, row_of, rows_of, score_of, text_of, texts_of


class Named(Keyed):
    """Something with attributes."""

    def __init__(self) -> None:
        self.name = "a name"
        self._secret = "not this"


def test_a_row_is_a_dict_as_it_came_that_json_can_say() -> None:
    row = Row(text="words", unknown={"kept": [1, None]})
    assert json.loads(json.dumps(row)) == {"text": "words", "unknown": {"kept": [1, None]}}
    assert (row.text("text"), row.text("other"), row.number("text"), row.rows("unknown")) == ("words", "", 0.0, [])


def test_public_attributes_can_be_had_by_key() -> None:
    assert Named()["name"] == "a name"
    for key in ("_secret", "nothing", "__class__"):
        with pytest.raises(KeyError):
            Named()[key]


@pytest.mark.parametrize("answer", [None, [], "text", 3, True])
def test_what_is_no_object_is_an_empty_one(answer: object) -> None:
    assert row_of(answer) == {}
    assert rows_of(answer, "rows") == []
    assert mapping_of({"row": answer}, "row") == {}


def test_lists_keep_what_is_of_their_kind() -> None:
    assert objects([{"a": 1}, None, "b", 3]) == [{"a": 1}]
    assert objects("text") == []
    assert texts_of({"names": ["a", None, 3, "b"]}, "names") == ["a", "b"]
    assert texts_of({"names": "ab"}, "names") == []


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), ("2.5", 2.5), (None, 0.0), ("many", 0.0), ([], 0.0)])
def test_numbers_are_numbers_also_where_none_came(value: object, number: float) -> None:
    assert number_of({"length": value}, "length") == number


def test_a_score_that_is_missing_is_none() -> None:
    assert score_of({}) is None
    assert score_of({"score": None}) is None
    assert score_of({"score": 0}) == 0.0


def test_the_first_name_that_has_text_counts() -> None:
    assert text_of({"id": "", "rtstream_id": "rts-1"}, "id", "rtstream_id") == "rts-1"
    assert text_of({"id": 3}, "id") is None


def test_what_was_not_said_is_left_out() -> None:
    assert given(a=None, b=False, c=0, d="", model_config={}, e={}) == {"b": False, "c": 0, "d": "", "e": {}}
    assert given(model_config={"k": 1}) == {"model_config": {"k": 1}}
