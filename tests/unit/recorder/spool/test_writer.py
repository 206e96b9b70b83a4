from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import DiskFull, FolderUnwritable, IllegalTransition, RecordingBusy
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.layout import RESERVE
from lookhear.recorder.spool.lock import WriterLock, is_being_written
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.rows import EndReason, GapRow, MarkerRow, SourceRow, SourceState
from lookhear.recorder.spool.writer import RecordingWriter
from tests.fakes.clock import ManualClock
from tests.fakes.disk import CrampedDisk
from tests.fakes.recordings import MIC, SCREEN, fragment_facts, init_facts, manifest

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_sealed_is_what_the_log_says(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        writer.source(SourceRow(channel=MIC, state=SourceState.OPENED, reason="", device="m", t_ns=5))
        init = writer.seal_init(init_facts(SCREEN), b"init")
        first = writer.seal_fragment(fragment_facts(SCREEN, 1), b"first")
        second = writer.seal_fragment(fragment_facts(SCREEN, 2), b"second")
        gap = writer.gap(GapRow(channel=MIC, from_ns=1, to_ns=9, reason="unplugged", filled=False))
        writer.note("a note with ümlauts", t_ns=7)
        writer.end(EndReason.STOPPED, t_ns=10)

    log = RecordingLog.load(writer.folder)
    screen, mic = log.track(SCREEN), log.track(MIC)
    assert screen is not None
    assert mic is not None
    assert (screen.inits, screen.fragments) == ((init,), (first, second))
    assert mic.gaps == (gap,)
    assert [row.state for row in mic.sources] == [SourceState.OPENED]
    assert [note.text for note in log.notes] == ["a note with ümlauts"]
    assert log.end is not None
    assert log.end.reason is EndReason.STOPPED
    assert log.path(second).read_bytes() == b"second"
    assert second.sha256 == hashlib.sha256(b"second").hexdigest()
    assert (log.damaged_lines, log.is_torn) == (0, False)


def test_folders_and_files_are_private(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        writer.seal_init(init_facts(SCREEN), b"init")
        for path in (writer.folder, *writer.folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_lock_lasts_as_long_as_the_writer(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        assert is_being_written(writer.folder)
        with pytest.raises(RecordingBusy, match="Another process is writing"):
            WriterLock(writer.folder, patience_s=0)
    assert not is_being_written(writer.folder)


def test_a_fragment_is_never_written_over(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        writer.seal_fragment(fragment_facts(SCREEN, 1), b"first")
        with pytest.raises(IllegalTransition):
            writer.seal_fragment(fragment_facts(SCREEN, 1), b"again")


def test_nothing_is_sealed_behind_the_end(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        writer.end(EndReason.STOPPED, t_ns=1)
        with pytest.raises(IllegalTransition):
            writer.seal_fragment(fragment_facts(SCREEN, 1), b"late")
        with pytest.raises(IllegalTransition):
            writer.note("late", t_ns=2)


def test_a_disk_that_fills_up_ends_the_recording_with_everything_sealed_kept(tmp_path: Path) -> None:
    disk = CrampedDisk(room_bytes=4_000, reserve=None)
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0, disk=disk) as writer:
        disk.reserve = writer.folder / RESERVE
        sealed = [writer.seal_fragment(fragment_facts(SCREEN, seq), b"x" * 100) for seq in range(1, 4)]
        with pytest.raises(DiskFull) as full:
            writer.seal_fragment(fragment_facts(SCREEN, 4), b"x" * 4_000)
        writer.end(EndReason.DISK_FULL, t_ns=9)
    assert "Free some space" in full.value.for_people()
    log = RecordingLog.load(writer.folder)
    track = log.track(SCREEN)
    assert track is not None
    assert track.fragments == tuple(sealed)
    assert log.end is not None
    assert (log.damaged_lines, log.is_torn) == (0, False)
    assert [path.name for path in writer.folder.rglob("*.part")] == []


def test_the_reserve_stops_a_recording_while_it_can_still_be_finished(tmp_path: Path) -> None:
    disk, clock = CrampedDisk(room_bytes=10_000_000, reserve=None), ManualClock()
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=9_000_000, disk=disk, monotonic_ns=clock) as writer:
        writer.seal_fragment(fragment_facts(SCREEN, 1), b"x" * 2_000_000)
        writer.seal_fragment(fragment_facts(SCREEN, 2), b"within the second it is not looked at again")
        clock.advance(1_000_000_000)
        with pytest.raises(DiskFull, match="9 MB are kept free"):
            writer.seal_fragment(fragment_facts(SCREEN, 3), b"x")
        writer.end(EndReason.DISK_FULL, t_ns=1)
    log = RecordingLog.load(writer.folder)
    assert log.end is not None


def test_a_recording_does_not_begin_on_a_disk_without_room(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="MB left"):
        RecordingWriter.create(tmp_path, manifest(), reserve_bytes=1_000, disk=CrampedDisk(room_bytes=999, reserve=None))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_begun_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0, disk=CrampedDisk(room_bytes=10, reserve=None))
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_bytes(b"")
    with pytest.raises(FolderUnwritable, match="is a file"):
        RecordingWriter.create(tmp_path / "recordings", manifest(), reserve_bytes=0)


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    writer = RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0)
    writer.close()
    writer.close()
    assert not (writer.folder / RESERVE).exists()


def test_the_reserve_is_taken_from_the_disk_for_real(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        held = (writer.folder / RESERVE).stat()
        assert held.st_size == 1 << 20
        assert getattr(held, "st_blocks", 2048) * 512 >= 1 << 20


def test_the_error_number_behind_a_sentence_is_kept(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        os.rmdir(writer.folder / ChannelId.display(1).slug)  # noqa: PTH106
        with pytest.raises(FolderUnwritable) as caught:
            writer.seal_fragment(fragment_facts(SCREEN, 1), b"x")
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOENT


def test_a_recording_in_which_nothing_was_captured_can_be_thrown_away(tmp_path: Path) -> None:
    with RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0) as writer:
        writer.seal_init(init_facts(SCREEN), b"init")
        writer.end(EndReason.SOURCES_LOST, t_ns=1)
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_holds_a_fragment_is_never_thrown_away(tmp_path: Path) -> None:
    writer = RecordingWriter.create(tmp_path, manifest(), reserve_bytes=0)
    writer.seal_fragment(fragment_facts(SCREEN, 1), b"x")
    with pytest.raises(IllegalTransition):
        writer.discard()
    assert (writer.folder / "display-1" / "00000001.m4s").exists()


def test_what_a_full_disk_kept_out_of_the_context_log_is_in_its_last_file(tmp_path: Path) -> None:
    disk = CrampedDisk(room_bytes=2_000, reserve=None)
    with RecordingWriter.create(tmp_path, manifest(SCREEN), reserve_bytes=0, disk=disk) as writer:
        disk.reserve = writer.folder / RESERVE
        for _ in range(3):
            writer.did(MarkerRow(text="x" * 350, t_ns=5))
        with pytest.raises(DiskFull):
            writer.seal_context()
        rows = writer.end(EndReason.DISK_FULL, t_ns=9)
    assert [row.type for row in rows] == ["context", "end"]
    (context,) = RecordingLog.load(writer.folder).context
    assert (context.seq, context.events) == (1, 5)
