from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from lookhear.errors import DiskFull, StorageError
from lookhear.recorder.pipeline.sealing import Sealer, SealFragment, SealInit, SealItem
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import ContextRow, EndReason, EndRow, FragmentRow, GapRow, InitRow, MarkerRow, SourceRow, SourceState
from lookhear.recorder.spool.writer import RecordingWriter
from tests.fakes.clock import ManualClock
from tests.fakes.disk import CrampedDisk
from tests.fakes.recordings import MIC, SCREEN, fragment_bytes, fragment_facts, init_bytes, init_facts, manifest

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from lookhear.protocol.channels import ChannelId
    from lookhear.recorder.spool.rows import Row


class Heard:
    """Rows and failures that the sealer told of, in order."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.failures: list[StorageError] = []
        self.has_failed = threading.Event()

    def fail(self, error: StorageError) -> None:
        self.failures.append(error)
        self.has_failed.set()


def sealer(writer: RecordingWriter) -> tuple[Sealer, Heard]:
    heard = Heard()
    made = Sealer(writer, now_ns=ManualClock(9_000_000_000), on_row=heard.rows.append, on_failure=heard.fail)
    made.start()
    return made, heard


def init(channel: ChannelId) -> SealInit:
    return SealInit(init_facts(channel), init_bytes(channel))


def fragment(channel: ChannelId, seq: int) -> SealFragment:
    facts = fragment_facts(channel, seq)
    return SealFragment(facts, fragment_bytes(facts))


def test_rows_are_told_in_the_order_of_the_items_and_stand_in_the_journal(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0))
    source = SourceRow(channel=MIC, state=SourceState.OPENED, reason="", device="m", t_ns=1)
    gap = GapRow(channel=MIC, from_ns=1, to_ns=2, reason="unplugged", filled=True)
    items: list[SealItem] = [source, init(SCREEN), init(MIC), fragment(SCREEN, 1), fragment(MIC, 1), gap, fragment(SCREEN, 2)]
    for item in items:
        sealing.put(item)
    sealing.finish(EndReason.DURATION)

    kinds = [SourceRow, InitRow, InitRow, FragmentRow, FragmentRow, GapRow, FragmentRow, ContextRow, EndRow]
    assert [type(row) for row in heard.rows] == kinds
    assert heard.rows[-1] == EndRow(reason=EndReason.DURATION, t_ns=9_000_000_000)
    assert heard.failures == []
    folder = next(tmp_path.iterdir())
    receipt = build_receipt(folder, verify=True)
    assert [(track.fragments, track.lost_fragments) for track in receipt.tracks] == [(2, 0), (1, 0)]
    assert receipt.end_reason is EndReason.DURATION


def test_a_row_is_told_only_when_its_file_is_there(tmp_path: Path) -> None:
    writer = RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0)
    seen: list[bool] = []

    def on_row(row: Row) -> None:
        if isinstance(row, FragmentRow):
            journal = (writer.folder / "journal.ndjson").read_bytes()
            seen.append((writer.folder / row.file).stat().st_size == row.bytes and row.sha256.encode() in journal)

    sealing = Sealer(writer, now_ns=ManualClock(), on_row=on_row, on_failure=lambda _error: None)
    sealing.start()
    for item in (init(SCREEN), fragment(SCREEN, 1), fragment(SCREEN, 2)):
        sealing.put(item)
    sealing.finish(EndReason.STOPPED)
    assert seen == [True, True]


def test_a_full_disk_is_told_once_and_what_was_sealed_stays_with_its_end(tmp_path: Path) -> None:
    disk = CrampedDisk(room_bytes=60_000, reserve=None)
    writer = RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0, disk=disk)
    disk.reserve = writer.folder / "reserve"
    sealing, heard = sealer(writer)
    sealing.put(init(SCREEN))
    for seq in range(1, 200):
        sealing.put(fragment(SCREEN, seq))
    sealing.finish(EndReason.SIGNAL)

    assert [type(error) for error in heard.failures] == [DiskFull]
    sealed = [row for row in heard.rows if isinstance(row, FragmentRow)]
    assert 0 < len(sealed) < 199
    assert isinstance(heard.rows[-1], EndRow)
    assert heard.rows[-1].reason is EndReason.DISK_FULL
    log = RecordingLog.load(writer.folder)
    assert log.end is not None
    assert log.end.reason is EndReason.DISK_FULL
    receipt = build_receipt(writer.folder, verify=True)
    assert (receipt.tracks[0].fragments, receipt.tracks[0].lost_fragments) == (len(sealed), 0)


def test_after_a_failure_later_items_are_swallowed_even_when_there_would_be_room_again(tmp_path: Path) -> None:
    disk = CrampedDisk(room_bytes=20_000, reserve=None)
    writer = RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0, disk=disk)
    sealing, heard = sealer(writer)
    sealing.put(init(SCREEN))
    for seq in range(1, 60):
        sealing.put(fragment(SCREEN, seq))
    assert heard.has_failed.wait(30)
    disk.reserve = writer.folder / "a file that is not there"  # there is room again
    sealing.put(fragment(SCREEN, 60))
    sealing.finish(EndReason.STOPPED)
    sealed = [row.seq for row in heard.rows if isinstance(row, FragmentRow)]
    assert sealed == list(range(1, len(sealed) + 1))
    assert 0 < len(sealed) < 59


def test_a_recording_without_any_item_has_its_end(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0))
    sealing.finish(EndReason.STOPPED)
    assert [type(row) for row in heard.rows] == [ContextRow, EndRow]


def test_a_flush_returns_when_what_was_put_before_is_durable(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0))
    for seq in range(1, 5):
        sealing.put(MarkerRow(text=f"marker {seq}", t_ns=seq))
    assert sealing.flush()
    assert [row.t_ns for row in heard.rows if isinstance(row, MarkerRow)] == [1, 2, 3, 4]
    sealing.finish(EndReason.STOPPED)
    assert not sealing.flush(), "nothing is written behind the end"


def test_a_flush_does_not_wait_for_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = CrampedDisk(room_bytes=20_000, reserve=None)
    sealing, _ = sealer(RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0, disk=disk))
    for seq in range(1, 60):
        sealing.put(fragment(SCREEN, seq))
    assert not sealing.flush()
    sealing.finish(EndReason.STOPPED)


def test_the_context_log_is_sealed_soon_and_then_every_five_seconds_at_most(tmp_path: Path) -> None:
    clock = ManualClock(9_000_000_000)
    rows: list[Row] = []
    sealing = Sealer(
        RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0),
        now_ns=clock,
        on_row=rows.append,
        on_failure=lambda _error: None,
    )
    sealing.start()
    files: list[int] = []
    for _ in range(20):
        sealing.put(MarkerRow(text="again", t_ns=clock.now_ns))
        sealing.flush()
        clock.advance(500_000_000)
        sealing.put(GapRow(channel=SCREEN, from_ns=1, to_ns=2, reason="x", filled=False))  # something to do, and no event
        sealing.flush()
        files.append(sum(isinstance(row, ContextRow) for row in rows))
    sealing.finish(EndReason.STOPPED)
    assert files[0] == 1
    assert files[-1] == 2
    context = [row for row in rows if isinstance(row, ContextRow)]
    assert [row.seq for row in context] == [1, 2, 3]
    assert sum(row.events for row in context) == 20 + 2, "with the beginning and the end"


def test_a_recording_in_which_nothing_was_captured_is_thrown_away(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0))
    sealing.put(init(SCREEN))
    sealing.abandon()
    assert list(tmp_path.iterdir()) == []
    assert [type(row) for row in heard.rows] == [InitRow]


def test_what_was_captured_after_all_is_not_thrown_away(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0))
    sealing.put(init(SCREEN))
    sealing.put(fragment(SCREEN, 1))
    sealing.abandon()
    assert heard.rows[-1] == EndRow(reason=EndReason.SOURCES_LOST, t_ns=9_000_000_000)
    assert build_receipt(next(tmp_path.iterdir()), verify=True).tracks[0].fragments == 1


def test_of_a_recording_that_is_discarded_nothing_is_left_whatever_it_held(tmp_path: Path) -> None:
    sealing, heard = sealer(RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0))
    sealing.put(init(SCREEN))
    sealing.put(fragment(SCREEN, 1))
    assert sealing.flush()
    sealing.discard()
    assert list(tmp_path.iterdir()) == []
    assert [type(row) for row in heard.rows if not isinstance(row, ContextRow)] == [InitRow, FragmentRow], "it has no end"


def test_a_failure_nobody_expected_is_told_and_no_sender_waits_for_ever(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    writer = RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0)
    sealing, heard = sealer(writer)
    sealing.put(init(SCREEN))
    sealing.put(fragment(SCREEN, 1))
    sealing.put(fragment(SCREEN, 1))  # a number twice is a bug of ours
    for seq in range(2, 200):  # more than the queue holds
        sealing.put(fragment(SCREEN, seq))
    sealing.finish(EndReason.SIGNAL)
    assert [type(error) for error in heard.failures] == [StorageError]
    assert [row.seq for row in heard.rows if isinstance(row, FragmentRow)] == [1]
    receipt = build_receipt(writer.folder, verify=True)
    assert receipt.end_reason is EndReason.STORAGE_FAILED
    assert receipt.warnings == ("The folder could not be written any more; the recording stopped early.",)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
