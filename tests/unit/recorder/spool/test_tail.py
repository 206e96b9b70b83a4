from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import JournalDamaged
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.rows import PAUSED, EndReason, GapRow, HoldRow, PauseRow, ReleaseRow, ResumeRow, SourceRow, SourceState
from lookhear.recorder.spool.tail import Health, SpoolTail, read_status
from tests.fakes.recordings import MIC, SCREEN, WALL_NS, begin, complete, seal

if TYPE_CHECKING:
    from pathlib import Path

SECOND_NS = 1_000_000_000


def test_each_row_is_read_once_and_a_torn_line_waits(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        tail = SpoolTail(writer.folder)
        assert [row.type for row in tail.read()] == ["init", "init"]
        assert tail.read() == []
        journal = writer.folder / "journal.ndjson"
        seal(writer, SCREEN, 1)
        whole = journal.read_bytes()
        journal.write_bytes(whole[:-10])
        assert tail.read() == []
        journal.write_bytes(whole)
        assert [row.type for row in tail.read()] == ["fragment"]


def test_the_status_says_what_the_receipt_says(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    status, receipt = read_status(folder, WALL_NS + 2 * SECOND_NS), build_receipt(folder)
    assert status.has_ended
    assert status.bytes == receipt.bytes
    assert status.elapsed_s == pytest.approx(receipt.duration_s)
    assert next(track.frames for track in status.tracks) == receipt.tracks[0].frames
    assert [track.bytes for track in status.tracks] == [track.bytes for track in receipt.tracks]
    assert [track.peak for track in status.tracks] == [None, 0.25]


def test_health_follows_the_age_of_the_newest_sealed_media(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        tail = SpoolTail(writer.folder)
        newest_ns = 3 * SECOND_NS // 2
        seen = [tail.status(now_ns=newest_ns + age * SECOND_NS).tracks[0] for age in (0, 3, 4, 10, 11)]
    assert [track.health for track in seen] == [Health.OK, Health.OK, Health.LATE, Health.LATE, Health.LOST]
    assert [track.age_s for track in seen] == [0, 3, 4, 10, 11]


def test_a_track_that_never_sealed_anything_grows_old_from_its_opening(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        tail = SpoolTail(writer.folder)
        assert tail.status(now_ns=5 * SECOND_NS).tracks[1].health is Health.LATE
        writer.source(SourceRow(channel=MIC, state=SourceState.OPENED, reason="", device="m", t_ns=4 * SECOND_NS))
        assert tail.status(now_ns=5 * SECOND_NS).tracks[1].health is Health.OK


def test_a_lost_source_is_lost_at_once_and_heals_when_it_is_back(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        tail = SpoolTail(writer.folder)
        seal(writer, MIC, 1)
        writer.source(SourceRow(channel=MIC, state=SourceState.LOST, reason="unplugged", device="m", t_ns=SECOND_NS))
        assert tail.status(now_ns=SECOND_NS).tracks[1].health is Health.LOST
        writer.source(SourceRow(channel=MIC, state=SourceState.BACK, reason="", device="m", t_ns=SECOND_NS))
        writer.gap(GapRow(channel=MIC, from_ns=1, to_ns=2, reason="unplugged", filled=True))
        writer.end(EndReason.STOPPED, t_ns=SECOND_NS)
        status = tail.status(now_ns=SECOND_NS)
        assert (status.tracks[1].health, status.tracks[1].gaps, status.has_ended) == (Health.OK, 1, True)


def test_a_clock_set_back_makes_nothing_negative(tmp_path: Path) -> None:
    status = read_status(complete(tmp_path), WALL_NS - 1000 * SECOND_NS)
    assert [track.age_s for track in status.tracks] == [0, 0]


def test_garbage_in_the_journal_is_passed_over(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    tail = SpoolTail(folder)
    journal = folder / "journal.ndjson"
    journal.write_bytes(b"garbage\n" + journal.read_bytes())
    assert tail.status(now_ns=0).tracks[0].fragments == 4


def test_a_folder_that_is_no_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalDamaged):
        SpoolTail(tmp_path)


def test_a_pause_is_neither_late_nor_lost_and_its_time_makes_nothing_old(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        seal(writer, MIC, 1)
        tail = SpoolTail(writer.folder)
        for channel in (SCREEN, MIC):
            writer.source(SourceRow(channel=channel, state=SourceState.PAUSED, reason=PAUSED, device="d", t_ns=2 * SECOND_NS))
        writer.did(PauseRow(t_ns=2 * SECOND_NS))
        status = tail.status(now_ns=100 * SECOND_NS)
        assert status.paused_s == 98
        assert {track.health for track in status.tracks} == {Health.PAUSED}
        assert max(track.age_s for track in status.tracks) < 1
        writer.did(ResumeRow(t_ns=100 * SECOND_NS))
        status = tail.status(now_ns=101 * SECOND_NS)
        assert status.paused_s is None
        assert [(track.health, track.age_s) for track in status.tracks] == [(Health.OK, 1.0)] * 2
        writer.gap(GapRow(channel=MIC, from_ns=2 * SECOND_NS, to_ns=100 * SECOND_NS, reason=PAUSED, filled=False))
        writer.gap(GapRow(channel=MIC, from_ns=100 * SECOND_NS, to_ns=101 * SECOND_NS, reason="late", filled=True))
        assert [track.gaps for track in tail.status(now_ns=105 * SECOND_NS).tracks] == [0, 1]
        assert {track.health for track in tail.status(now_ns=105 * SECOND_NS).tracks} == {Health.LATE}


def test_a_held_track_is_neither_late_nor_lost_also_behind_a_pause_while_the_others_are(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        seal(writer, MIC, 1)
        tail = SpoolTail(writer.folder)
        writer.source(SourceRow(channel=MIC, state=SourceState.PAUSED, reason=PAUSED, device="d", t_ns=2 * SECOND_NS))
        writer.did(HoldRow(channel=MIC, t_ns=2 * SECOND_NS))
        health = {track.channel_id: track.health for track in tail.status(now_ns=100 * SECOND_NS).tracks}
        assert health == {SCREEN: Health.LOST, MIC: Health.PAUSED}
        writer.did(PauseRow(t_ns=100 * SECOND_NS))
        writer.did(ResumeRow(t_ns=110 * SECOND_NS))
        status = tail.status(now_ns=111 * SECOND_NS)
        assert status.paused_s is None
        assert [track.health for track in status.tracks] == [Health.OK, Health.PAUSED]
        writer.did(ReleaseRow(channel=MIC, t_ns=200 * SECOND_NS))
        track = tail.status(now_ns=201 * SECOND_NS).tracks[1]
        assert (track.health, track.age_s) == (Health.OK, 1.0)
