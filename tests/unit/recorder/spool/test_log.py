from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import JournalDamaged
from lookhear.recorder.spool.log import Pause, RecordingLog, parse_journal
from lookhear.recorder.spool.rows import (
    DamagedRow,
    DeedRow,
    EndReason,
    FragmentRow,
    HoldRow,
    MarkerRow,
    NoteRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    Row,
    to_line,
)
from tests.fakes.recordings import MIC, SCREEN, begin, fragment_facts, interrupted

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[Row] = [FragmentRow.of(fragment_facts(SCREEN, 1), b"a"), NoteRow(text="n", t_ns=1), FragmentRow.of(fragment_facts(MIC, 1), b"b")]
LINES = [to_line(row) + b"\n" for row in ROWS]


@given(st.integers(0, sum(map(len, LINES))))
def test_a_journal_cut_at_any_byte_gives_the_rows_before_the_cut(length: int) -> None:
    read = parse_journal(b"".join(LINES)[:length])
    whole = [
        row for row, end in zip(ROWS, (len(LINES[0]), len(LINES[0] + LINES[1]), len(b"".join(LINES))), strict=True) if end - 1 <= length
    ]
    assert list(read.rows) == whole
    assert read.damaged_lines == 0


def test_garbage_between_rows_is_counted_and_costs_nothing_else() -> None:
    read = parse_journal(LINES[0] + b"\x00\x00garbage\n" + LINES[1] + b"{}\n\n" + LINES[2])
    assert list(read.rows) == ROWS
    assert read.damaged_lines == 2


def test_a_torn_line_is_told_apart_from_a_whole_one() -> None:
    assert parse_journal(LINES[0] + LINES[1][:-5]).is_torn
    assert not parse_journal(LINES[0] + LINES[1]).is_torn


def test_tracks_give_inits_and_fragments_in_order(tmp_path: Path) -> None:
    log = RecordingLog.load(interrupted(tmp_path))
    assert [track.channel_id for track in log.tracks] == [SCREEN, MIC]
    for track in log.tracks:
        assert [row.seq for row in track.fragments] == [1, 2, 3, 4]
        assert [(row.init, log.path(row).exists()) for row in track.inits] == [(1, True)]
        assert track.sealed == (*track.inits, *track.fragments)
    assert log.end is None


def test_a_file_that_was_taken_back_is_no_longer_promised(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    file = "display-1/00000002.m4s"
    with (folder / "journal.ndjson").open("ab") as journal:
        journal.write(to_line(DamagedRow(channel=SCREEN, file=file, moved_to="", reason="is missing")) + b"\n")
    track = RecordingLog.load(folder).track(SCREEN)
    assert track is not None
    assert [row.seq for row in track.fragments] == [1, 3, 4]
    assert [row.file for row in track.damaged] == [file]


def test_a_recording_without_a_journal_is_an_empty_one(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    (folder / "journal.ndjson").unlink()
    log = RecordingLog.load(folder)
    assert [track.fragments for track in log.tracks] == [(), ()]


def test_a_folder_that_is_no_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalDamaged):
        RecordingLog.load(tmp_path)


def test_pauses_are_a_map_whose_last_one_ends_with_the_recording(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        for row in (PauseRow(t_ns=3), PauseRow(t_ns=4), ResumeRow(t_ns=7), ResumeRow(t_ns=8), PauseRow(t_ns=9)):
            writer.did(row)
        assert RecordingLog.load(writer.folder).pauses == (Pause(3, 7), Pause(9, None))
        writer.end(EndReason.STOPPED, t_ns=12)
    assert RecordingLog.load(writer.folder).pauses == (Pause(3, 7), Pause(9, 12))


def test_a_track_knows_when_it_alone_was_held_pauses_apart(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        rows: tuple[DeedRow, ...] = (
            HoldRow(channel=MIC, t_ns=3),
            PauseRow(t_ns=4),
            HoldRow(channel=SCREEN, t_ns=5),
            ReleaseRow(channel=MIC, t_ns=6),
            ResumeRow(t_ns=7),
            ReleaseRow(channel=MIC, t_ns=8),
        )
        for row in rows:
            writer.did(row)
        log = RecordingLog.load(writer.folder)
        assert [(track.channel_id, track.held) for track in log.tracks] == [(SCREEN, (Pause(5, None),)), (MIC, (Pause(3, 6),))]
        assert log.pauses == (Pause(4, 7),)
        writer.end(EndReason.STOPPED, t_ns=12)
    assert RecordingLog.load(writer.folder).tracks[0].held == (Pause(5, 12),)


def test_the_context_log_is_what_is_promised_and_was_not_taken_back(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        first = writer.seal_context()
        marker = writer.did(MarkerRow(text="here", t_ns=5))
        second = writer.seal_context()
        assert writer.seal_context() is None
    assert first is not None
    log = RecordingLog.load(writer.folder)
    assert log.context == (first, second)
    assert log.markers == (marker,)
    with (writer.folder / "journal.ndjson").open("ab") as journal:
        journal.write(to_line(DamagedRow(channel=None, file=first.file, moved_to="", reason="is missing")) + b"\n")
    assert RecordingLog.load(writer.folder).context == (second,)
