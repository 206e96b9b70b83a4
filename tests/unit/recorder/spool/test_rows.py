from __future__ import annotations

import json

import pytest

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.spool.rows import (
    DamagedRow,
    EndReason,
    EndRow,
    FragmentRow,
    GapRow,
    InitRow,
    NoteRow,
    Row,
    SourceRow,
    SourceState,
    parse_row,
    to_line,
)
from tests.fakes.recordings import MIC, SCREEN, fragment_facts, init_facts

ODD = ChannelId(ChannelKind.MIC, "alsa_input/usb…")
ROWS: list[Row] = [
    InitRow.of(init_facts(SCREEN), b"video"),
    InitRow.of(init_facts(ODD, 3), b"sound", adopted=True),
    FragmentRow.of(fragment_facts(SCREEN, 1), b"pictures"),
    FragmentRow.of(fragment_facts(ODD, 123_456_789), b"sound", adopted=True),
    SourceRow(channel=MIC, state=SourceState.LOST, reason="unplugged\nwith a line feed", device="", t_ns=1),
    GapRow(channel=MIC, from_ns=1, to_ns=1, reason="x", filled=True),
    DamagedRow(channel=MIC, file="mic-default/00000001.m4s", moved_to="", reason="is missing", from_ns=1, to_ns=2),
    NoteRow(text="ümlaut \u2028 and \x00", t_ns=-1),
    EndRow(reason=EndReason.DISK_FULL, t_ns=7),
]
FRAGMENT = json.loads(to_line(ROWS[2]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.type)
def test_a_row_reads_back_as_it_was_written_and_takes_one_line(row: Row) -> None:
    line = to_line(row)
    assert b"\n" not in line
    assert parse_row(line) == row


def test_a_row_of_a_newer_version_is_not_an_error() -> None:
    assert parse_row(b'{"type":"bookmark","t_ns":1}') is None


def test_a_field_of_a_newer_version_is_left_alone() -> None:
    assert parse_row(json.dumps({**FRAGMENT, "colour": "green"}).encode()) == ROWS[2]


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


def test_the_times_of_a_fragment_are_session_nanoseconds() -> None:
    row = FragmentRow.of(fragment_facts(SCREEN, 2), b"")
    assert (row.from_ns, row.to_ns) == (1_500_000_000, 2_000_000_000)
