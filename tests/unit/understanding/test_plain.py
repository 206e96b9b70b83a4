"""What engines say, however broken, becomes JSON that anybody can read."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lookhear.understanding.plain import MAX_TEXT_CHARS, plain_number, plain_object, plain_text


def test_half_a_character_becomes_a_question_mark_and_whole_ones_stay() -> None:
    assert plain_text("a \ud800 b \U0001f600 ü") == "a ? b \U0001f600 ü"


def test_a_text_without_end_has_one() -> None:
    assert len(plain_text("a" * (MAX_TEXT_CHARS + 5))) == MAX_TEXT_CHARS


@pytest.mark.parametrize(
    ("said", "kept"), [(0.5, 0.5), (float("nan"), None), (float("inf"), None), (10**400, None), (np.float32(0.5), 0.5)]
)
def test_a_number_that_json_cannot_tell_is_none(said: float, kept: float | None) -> None:
    assert plain_number(said) == kept


def test_an_object_of_anything_is_json_afterwards() -> None:
    said = {
        "nan": float("nan"),
        "half": "\udfff",
        "\ud800": [True, None, 3, (1.5, float("-inf"))],
        "numpy": {"one": np.float32(1.5), "more": np.arange(3), "true": np.bool_(True)},  # noqa: FBT003 - numpy's signature
        "large": [10**20, 10**400],
        "bytes": b"x",
    }
    kept = plain_object(said)
    assert json.loads(json.dumps(kept, allow_nan=False)) == {
        "nan": None,
        "half": "?",
        "?": [True, None, 3, [1.5, None]],
        "numpy": {"one": 1.5, "more": [0, 1, 2], "true": True},
        "large": [10**20, None],
        "bytes": "b'x'",
    }


def test_what_is_nested_without_end_has_one() -> None:
    said: dict[str, object] = {}
    said["itself"] = said
    assert json.dumps(plain_object(said), allow_nan=False)
