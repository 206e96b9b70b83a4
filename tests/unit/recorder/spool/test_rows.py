from __future__ import annotations

import pytest

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.spool.row_reading import parse_row
from lookhear.recorder.spool.rows import (
    ContextFacts,
    ContextRow,
    DamagedRow,
    EndReason,
    EndRow,
    FragmentRow,
    GapRow,
    HoldRow,
    InitRow,
    MarkerRow,
    NoteRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    Row,
    SourceRow,
    SourceState,
    WindowRow,
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
    DamagedRow(channel=None, file="context/00000001.ndjson", moved_to="damaged/context/00000001.ndjson", reason="x"),
    PauseRow(t_ns=3),
    ResumeRow(t_ns=4),
    HoldRow(channel=ODD, t_ns=4),
    ReleaseRow(channel=MIC, t_ns=5),
    MarkerRow(text="here", t_ns=5),
    WindowRow(app="Editor", title="ümlaut", t_ns=5, pid=4711),
    WindowRow(app="", title="", t_ns=6),
    ContextRow.of(ContextFacts(seq=12, from_ns=3, to_ns=5, events=3), b"{}\n", adopted=True),
    NoteRow(text="ümlaut \u2028 and \x00", t_ns=-1),
    EndRow(reason=EndReason.DISK_FULL, t_ns=7),
    EndRow(reason=EndReason.BACKEND, t_ns=7),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.type)
def test_a_row_reads_back_as_it_was_written_and_takes_one_line(row: Row) -> None:
    line = to_line(row)
    assert b"\n" not in line
    assert parse_row(line) == row


def test_the_times_of_a_fragment_are_session_nanoseconds() -> None:
    row = FragmentRow.of(fragment_facts(SCREEN, 2), b"")
    assert (row.from_ns, row.to_ns) == (1_500_000_000, 2_000_000_000)
