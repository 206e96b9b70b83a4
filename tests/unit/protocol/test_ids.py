from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.ids import is_recording_id, new_id, new_recording_id, new_secret, ulid

_2024_NS = 1_704_067_200_000_000_000
RANDOM_BITS = st.integers(0, (1 << 80) - 1)


def test_a_known_time_is_written_as_the_specification_shows() -> None:
    # The specification's example: 1469918176385 ms is 01ARYZ6S41.
    assert ulid(1_469_918_176_385_000_000, 0) == "01ARYZ6S41" + "0" * 16


def test_all_random_bits_are_used() -> None:
    assert ulid(0, (1 << 80) - 1) == "0" * 10 + "Z" * 16


@given(st.tuples(st.integers(0, 1 << 62), RANDOM_BITS), st.tuples(st.integers(0, 1 << 62), RANDOM_BITS))
def test_identifiers_sort_by_time(first: tuple[int, int], second: tuple[int, int]) -> None:
    earlier, later = sorted((first, second))
    if earlier[0] // 1_000_000 < later[0] // 1_000_000:
        assert ulid(*earlier) < ulid(*later)


def test_a_new_identifier_is_one_and_never_the_same() -> None:
    found = {new_recording_id() for _ in range(100)}
    assert len(found) == 100
    assert all(is_recording_id(text) for text in found)
    assert all(re.fullmatch(r"rec-01[0-9A-Z]{24}", text) for text in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rec-",
        "rec-" + "0" * 25,
        "rec-" + "0" * 27,
        "rec-8" + "0" * 25,
        "rec-I" + "0" * 25,
        "../rec-" + "0" * 26,
        "rec-" + "0" * 26 + "\n",
    ],
)
def test_what_only_looks_like_an_identifier_is_refused(text: str) -> None:
    assert not is_recording_id(text)


def test_any_ulid_makes_an_identifier() -> None:
    assert is_recording_id("rec-" + ulid(_2024_NS, 12345))


def test_identifiers_of_the_backend_say_what_they_name_and_are_safe_in_a_path() -> None:
    found = {new_id("cap") for _ in range(100)}
    assert len(found) == 100
    assert all(re.fullmatch(r"cap-01[0-9a-z]{24}", text) for text in found)


def test_a_secret_is_long_never_the_same_and_safe_in_a_header() -> None:
    found = {new_secret("st") for _ in range(100)}
    assert len(found) == 100
    assert all(re.fullmatch(r"st-[A-Za-z0-9_-]{43}", text) for text in found)
