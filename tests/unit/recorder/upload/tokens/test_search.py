"""Names are found wherever an answer may hide them, and expiry in whatever way it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.upload.tokens.search import API_URL, SESSION, TOKEN, find_expiry_s, find_text

WRAPS = [
    lambda value: value,
    lambda value: {"data": value},
    lambda value: {"result": value},
    lambda value: {"result": {"data": value}},
    lambda value: {"result": {"data": {"json": value}}},
]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", [*SESSION, *TOKEN, *API_URL])
def test_a_name_is_found_in_every_place(wrap: object, name: str) -> None:
    assert callable(wrap)
    names = next(names for names in (SESSION, TOKEN, API_URL) if name in names)
    assert find_text(wrap({name: " cap-1 "}), names) == "cap-1"


def test_a_telling_name_goes_before_a_vague_one_wherever_they_stand() -> None:
    assert find_text({"id": "user-7", "data": {"sessionId": "cap-1"}}, SESSION) == "cap-1"


@pytest.mark.parametrize("value", [None, [], "cap-1", {"session_id": 5}, {"session_id": ""}, {"data": {"deep": {"session_id": "x"}}}])
def test_what_is_not_there_is_not_found(value: object) -> None:
    assert find_text(value, SESSION) is None


@pytest.mark.parametrize(
    ("answer", "expires_at_s"),
    [
        ({"expires_at": 2_000_000_000}, 2_000_000_000),
        ({"expiresAt": 2_000_000_000_000}, 2_000_000_000),
        ({"expires_at": "1970-01-01T00:01:00+00:00"}, 60),
        ({"expires_at": "1970-01-01T00:01:00"}, 60),
        ({"expires_at": "tomorrow", "expires_in": 5}, 105),
        ({"data": {"expiresIn": "5"}}, 105),
        ({"token_ttl_seconds": 5.5}, 105.5),
        ({"expires_in": True}, None),
        ({"expires_in": -5}, None),
        ({}, None),
    ],
)
def test_expiry_is_a_moment_however_it_is_told(answer: object, expires_at_s: float | None) -> None:
    assert find_expiry_s(answer, wall_s=100) == expires_at_s


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_answer_breaks_the_search(value: object) -> None:
    find_text(value, SESSION)
    find_expiry_s(value, wall_s=0)
