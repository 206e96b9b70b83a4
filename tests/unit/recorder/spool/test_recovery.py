from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookhear.errors import JournalDamaged, RecordingBusy, RecordingNotFound
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.lock import WriterLock
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.recovery import FULLY_CHECKED_FRAGMENTS, RecoveryOutcome, recover, recover_all
from lookhear.recorder.spool.rows import EndReason, GapRow
from tests.fakes.disk import DyingDisk, PowerCut
from tests.fakes.recordings import (
    MIC,
    SCREEN,
    begin,
    complete,
    fragment_bytes,
    fragment_facts,
    init_bytes,
    init_facts,
    interrupted,
    manifest,
    seal,
)

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId


def seqs(folder: Path, channel: ChannelId) -> list[int]:
    track = RecordingLog.load(folder).track(channel)
    assert track is not None
    return [row.seq for row in track.fragments]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_interrupted_recording_gets_its_end_and_its_receipt(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    report = recover(folder)
    assert report.outcome is RecoveryOutcome.RECOVERED
    assert (report.adopted, report.damaged, report.removed) == ((), (), ())
    log = RecordingLog.load(folder)
    assert log.end is not None
    assert (log.end.reason, log.end.t_ns) == (EndReason.RECOVERED, 3_048_000_000)
    assert json.loads((folder / "receipt.json").read_text()) == json.loads(json.dumps(build_receipt(folder).to_json()))


def test_recovering_twice_changes_nothing(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    recover(folder)
    before = snapshot(folder)
    assert recover(folder).outcome is RecoveryOutcome.WAS_COMPLETE
    assert snapshot(folder) == before


def test_a_recording_that_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        before = snapshot(writer.folder)
        with pytest.raises(RecordingBusy):
            recover(writer.folder)
        assert recover_all(tmp_path) == ([], [])
        assert snapshot(writer.folder) == before


def test_a_fragment_that_was_sealed_without_its_row_is_adopted(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    facts = fragment_facts(SCREEN, 5)
    (folder / "display-1" / "00000005.m4s").write_bytes(fragment_bytes(facts))
    assert recover(folder).adopted == ("display-1/00000005.m4s",)
    track = RecordingLog.load(folder).track(SCREEN)
    assert track is not None
    row = track.fragments[-1]
    assert (row.seq, row.tfdt, row.duration, row.samples, row.adopted) == (5, facts.tfdt, facts.duration, facts.samples, True)


def test_an_init_that_was_sealed_without_its_row_is_adopted_with_what_it_tells(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    (folder / "mic-default" / "init-2.mp4").write_bytes(init_bytes(MIC))
    recover(folder)
    track = RecordingLog.load(folder).track(MIC)
    assert track is not None
    assert [(row.init, row.rate, row.channels, row.adopted) for row in track.inits] == [(1, 48_000, 1, False), (2, 48_000, 1, True)]


def test_a_rename_that_a_power_cut_undid_is_done_again(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    sealed = folder / "display-1" / "00000004.m4s"
    sealed.rename(sealed.with_name("00000004.m4s.part"))
    report = recover(folder)
    assert sealed.exists()
    assert (report.damaged, report.removed) == ((), ())


def test_unfinished_files_are_removed(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    (folder / "display-1" / "00000005.m4s.part").write_bytes(fragment_bytes(fragment_facts(SCREEN, 5))[:-9])
    (folder / "receipt.json.part").write_bytes(b"{")
    assert recover(folder).removed == ("display-1/00000005.m4s.part", "receipt.json.part")
    assert list(folder.rglob("*.part")) == []
    assert seqs(folder, SCREEN) == [1, 2, 3, 4]


def test_a_broken_fragment_is_set_aside_and_its_time_becomes_a_gap(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    broken = folder / "display-1" / "00000003.m4s"
    broken.write_bytes(bytes(broken.stat().st_size))
    assert recover(folder).damaged == ("display-1/00000003.m4s",)
    assert seqs(folder, SCREEN) == [1, 2, 4]
    assert (folder / "damaged" / "display-1" / "00000003.m4s").exists()
    track = build_receipt(folder).tracks[0]
    assert [(gap.from_s, gap.to_s, gap.reason) for gap in track.gaps] == [(2.0, 2.5, "damaged")]
    assert (track.lost_fragments, track.missing_s) == (1, 0.5)


def test_a_missing_fragment_is_told(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    (folder / "mic-default" / "00000002.m4s").unlink()
    assert recover(folder).damaged == ("mic-default/00000002.m4s",)
    track = RecordingLog.load(folder).track(MIC)
    assert track is not None
    assert [(row.moved_to, row.reason) for row in track.damaged] == [("", "is missing")]


def test_an_old_fragment_that_grew_short_is_found_by_its_size(tmp_path: Path) -> None:
    folder = interrupted(tmp_path, fragments=FULLY_CHECKED_FRAGMENTS + 6)
    old = folder / "display-1" / "00000002.m4s"
    os.truncate(old, old.stat().st_size - 1)
    assert recover(folder).damaged == ("display-1/00000002.m4s",)


def test_rows_that_rotted_in_the_middle_of_the_journal_come_back_from_the_files(tmp_path: Path) -> None:
    folder = interrupted(tmp_path, fragments=6)
    journal = folder / "journal.ndjson"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[5] = b"\x00" * (len(lines[5]) - 1) + b"\n"
    journal.write_bytes(b"".join(lines))
    report = recover(folder)
    assert len(report.adopted) == 1
    assert (seqs(folder, SCREEN), seqs(folder, MIC)) == ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])
    assert build_receipt(folder).damaged_lines == 1


def test_fragments_without_rows_around_a_new_init_go_to_the_init_that_was_newest_then(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1, 2)
        writer.seal_init(init_facts(SCREEN, 2), init_bytes(SCREEN))
        for seq in (3, 4):
            facts = fragment_facts(SCREEN, seq, init=2)
            writer.seal_fragment(facts, fragment_bytes(facts))
    journal = writer.folder / "journal.ndjson"
    journal.write_bytes(b"")
    for age, name in enumerate(["init-1.mp4", "00000001.m4s", "00000002.m4s", "init-2.mp4", "00000003.m4s", "00000004.m4s"]):
        os.utime(writer.folder / "display-1" / name, ns=(age * 1000, age * 1000))
    recover(writer.folder)
    track = RecordingLog.load(writer.folder).track(SCREEN)
    assert track is not None
    assert [(row.seq, row.init) for row in track.fragments] == [(1, 1), (2, 1), (3, 2), (4, 2)]


def test_a_gap_that_was_journalled_stays(tmp_path: Path) -> None:
    with begin(tmp_path) as writer:
        gap = writer.gap(GapRow(channel=MIC, from_ns=5, to_ns=9, reason="unplugged", filled=True))
    recover(writer.folder)
    track = RecordingLog.load(writer.folder).track(MIC)
    assert track is not None
    assert track.gaps == (gap,)


def test_a_receipt_that_a_crash_prevented_is_written_later(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    assert [report.outcome for report in recover_all(tmp_path)[0]] == [RecoveryOutcome.WAS_COMPLETE]
    assert (folder / "receipt.json").exists()
    assert recover_all(tmp_path) == ([], [])


def test_a_recording_that_had_not_begun_gives_its_room_back(tmp_path: Path) -> None:
    folder = tmp_path / manifest().recording_id
    folder.mkdir()
    (folder / "writer.lock").touch()
    (folder / "reserve").write_bytes(bytes(100))
    (folder / "manifest.json.part").write_bytes(b'{"format":')
    reports, failures = recover_all(tmp_path)
    assert [report.outcome for report in reports] == [RecoveryOutcome.NOTHING_RECORDED]
    assert failures == []
    assert [path.name for path in folder.iterdir()] == ["writer.lock"]
    assert recover_all(tmp_path) == ([], [])


def test_files_without_a_manifest_are_left_as_they_are_and_told(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    (folder / "manifest.json").unlink()
    before = snapshot(folder)
    with pytest.raises(JournalDamaged, match=r"has no manifest\.json"):
        recover(folder)
    assert snapshot(folder) == before


def test_one_damaged_recording_does_not_keep_another_from_being_recovered(tmp_path: Path) -> None:
    damaged, healthy = interrupted(tmp_path), interrupted(tmp_path)
    (damaged / "manifest.json").write_bytes(b"{}")
    reports, failures = recover_all(tmp_path)
    assert [report.recording_id for report in reports] == [healthy.name]
    assert [type(failure) for failure in failures] == [JournalDamaged]


def test_a_recording_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordingNotFound):
        recover(tmp_path / "rec-01ARZ3NDEKTSV4RRFFQ69G5FAV")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_power_cut_at_any_byte_of_the_newest_files_loses_only_what_it_touched(data: st.DataObject) -> None:
    """The newest fragment of each track and the journal are cut or zeroed at any offset, or their names are lost."""
    with tempfile.TemporaryDirectory() as root:
        folder = interrupted(Path(root), fragments=3)
        sealed = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/*.m4s")}
        touched: set[str] = set()
        for name in ("display-1/00000003.m4s", "mic-default/00000003.m4s", "journal.ndjson"):
            path = folder / name
            whole = path.read_bytes()
            damage = data.draw(st.sampled_from(["none", "cut", "zeroed", "part"]), label=name)
            offset = data.draw(st.integers(0, len(whole) - 1), label=f"{name} offset")
            if damage == "cut":
                path.write_bytes(whole[:offset])
            elif damage == "zeroed":
                path.write_bytes(whole[:offset] + bytes(len(whole) - offset))
            elif damage == "part" and name != "journal.ndjson":
                path.rename(path.with_name(path.name + ".part"))
            if damage != "none":
                touched.add(name)
        recover(folder)
        after = snapshot(folder)
        kept = {row.file: row for track in RecordingLog.load(folder).tracks for row in track.fragments}
        for name, content in sealed.items():
            if name not in touched:
                assert name in kept, f"{name} was sealed, untouched and is lost"
            if name in kept:
                assert after[name] == content
                assert kept[name].sha256 == hashlib.sha256(content).hexdigest()
        receipt = build_receipt(folder, verify=True)
        assert [track.lost_fragments for track in receipt.tracks] == [build_receipt(folder).tracks[n].lost_fragments for n in (0, 1)]
        assert sum(track.fragments for track in receipt.tracks) == len(kept)
        recover(folder)
        assert snapshot(folder) == after


def test_a_recovery_that_is_killed_at_any_write_is_finished_by_the_next(tmp_path: Path) -> None:
    results = set()
    writes = 0
    while True:
        folder = interrupted(tmp_path / str(writes))
        os.truncate(folder / "display-1" / "00000004.m4s", 100)
        (folder / "mic-default" / "00000009.m4s").write_bytes(fragment_bytes(fragment_facts(MIC, 9)))
        (folder / "mic-default" / "00000010.m4s").write_bytes(b"garbage")
        (folder / "mic-default" / "00000011.m4s.part").write_bytes(b"unfinished")
        disk = DyingDisk(writes_left=writes)
        try:
            recover(folder, disk=disk)
        except PowerCut:
            recover(folder)
        assert seqs(folder, SCREEN) == [1, 2, 3]
        assert seqs(folder, MIC) == [1, 2, 3, 4, 9]
        assert sum(track.lost_fragments for track in build_receipt(folder).tracks) == 2
        results.add(tuple(name for name in snapshot(folder) if name.endswith((".m4s", ".part", "receipt.json"))))
        if disk.writes_left > 0:
            break
        writes += 1
    assert writes >= 4
    assert len(results) == 1


def test_the_lock_of_a_recovery_keeps_a_second_one_out(tmp_path: Path) -> None:
    folder = interrupted(tmp_path)
    with WriterLock(folder), pytest.raises(RecordingBusy):
        recover(folder)
    assert recover(folder).outcome is RecoveryOutcome.RECOVERED
