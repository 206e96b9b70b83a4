from __future__ import annotations

import json

import pytest

from lookhear.recorder.spool.row_reading import parse_row
from lookhear.recorder.spool.rows import ContextFacts, ContextRow, FragmentRow, to_line
from tests.fakes.recordings import SCREEN, fragment_facts

ROW = FragmentRow.of(fragment_facts(SCREEN, 1), b"pictures")
FRAGMENT = json.loads(to_line(ROW))
CONTEXT = json.loads(to_line(ContextRow.of(ContextFacts(seq=2, from_ns=3, to_ns=5, events=3), b"{}")))


def test_a_row_of_a_newer_version_is_not_an_error() -> None:
    assert parse_row(b'{"type":"bookmark","t_ns":1}') is None


def test_a_field_of_a_newer_version_is_left_alone() -> None:
    assert parse_row(json.dumps({**FRAGMENT, "colour": "green"}).encode()) == ROW


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": "1"},
        {"seq": True},
        {"timescale": 0},
        {"tfdt": -1},
        {"tfdt": 1.5},
        {"channel": "screen:1"},
        {"channel": None},
        {"sha256": "ABC"},
        {"bytes": None},
        {"adopted": "yes"},
        {"peak": "loud"},
        {"file": "../../etc/passwd"},
        {"file": "display-1/00000002.m4s"},
        {"type": 5},
    ],
)
def test_a_row_with_a_wrong_field_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is for the reader of a log
        parse_row(json.dumps({**FRAGMENT, **change}).encode())


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"null", b"{", b'{"type":"note","text":"x","t_ns":NaN}', b"\xff\xfe", b"\x00" * 50, b"[" * 100_000]
)
def test_what_is_no_row_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        parse_row(line)


def test_a_gap_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="to_ns"):
        parse_row(b'{"type":"gap","channel":"mic:default","from_ns":5,"to_ns":4,"reason":"","filled":false}')


@pytest.mark.parametrize(
    "change",
    [{"seq": 0}, {"from_ns": -1}, {"to_ns": 2}, {"events": 0}, {"file": "context/00000003.ndjson"}, {"file": "../x"}, {"sha256": "x"}],
)
def test_a_row_of_the_context_log_names_its_own_file_and_a_time_that_can_be(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_row(json.dumps({**CONTEXT, **change}).encode())
