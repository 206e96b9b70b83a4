"""Ingest on the wire: problems have a status, ranges are what they say, and a status survives the wire."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.ingest import Problem, StreamState, StreamStatus, is_within, missing_in, parse_ranges, ranges_of, union_of

STATUS = StreamStatus(
    stream_id="rts-1", track="mic:default", state=StreamState.OPEN, inits=((1, 2),), have=((1, 12), (14, 20)), last_seq=None
)


def test_every_problem_has_a_status_of_an_error_and_a_type() -> None:
    for problem in Problem:
        assert 400 <= problem.status < 600
        assert problem.type_uri == f"urn:lookhear:problem:{problem.value}"


@given(st.sets(st.integers(0, 60)))
def test_ranges_hold_the_numbers_they_were_made_of_and_no_other(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    assert {number for number in range(62) if is_within(number, ranges)} == numbers
    assert parse_ranges(json.loads(json.dumps(ranges))) == ranges
    assert all(later[0] > earlier[1] + 1 for earlier, later in itertools.pairwise(ranges))


@given(st.sets(st.integers(1, 40)), st.integers(0, 45))
def test_what_is_missing_is_the_rest_of_the_numbers_up_to_the_last(numbers: set[int], last: int) -> None:
    assert missing_in(ranges_of(numbers), last=last) == ranges_of(set(range(1, last + 1)) - numbers)


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)), st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5)), max_size=5))
def test_ranges_together_hold_what_each_of_them_holds(one: set[int], other: set[int], overlapping: list[tuple[int, int]]) -> None:
    pairs = tuple((first, first + more) for first, more in overlapping)
    numbers = one | other | {number for first, last in pairs for number in range(first, last + 1)}
    assert union_of(ranges_of(one), pairs, ranges_of(other)) == ranges_of(numbers)


@pytest.mark.parametrize("value", [None, 5, "1-2", [[1]], [[2, 1]], [[-1, 4]], [["1", "2"]], [[1, 2, 3]], {"a": 1}])
def test_what_are_no_ranges_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="range"):
        parse_ranges(value)


@pytest.mark.parametrize("last_seq", [None, 20])
def test_a_status_survives_the_wire(last_seq: int | None) -> None:
    status = StreamStatus(
        stream_id="rts-1", track="mic:default", state=StreamState.COMPLETE, inits=((1, 2),), have=((1, 20),), last_seq=last_seq
    )
    status = replace(status, is_stored=last_seq is None, is_stop_wished=last_seq is not None)
    assert StreamStatus.parse(json.loads(json.dumps(status.to_json()))) == status


@pytest.mark.parametrize(
    "change",
    [{"state": "ajar"}, {"have": "all"}, {"inits": None}, {"last_seq": "7"}, {"last_seq": True}, {"track": 5}, {"stream_id": None}],
)
def test_what_is_no_status_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"that is not the status|is not a range|StreamState"):
        StreamStatus.parse({**STATUS.to_json(), **change})


def test_a_backend_that_says_nothing_of_it_stores_and_wishes_no_end() -> None:
    said = STATUS.to_json()
    del said["store"], said["stop_requested"]
    status = StreamStatus.parse(said)
    assert (status.is_stored, status.is_stop_wished) == (True, False)
