from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import RecordingNotFound, UsageError
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.library import RecordingState, describe, find_recording, has_end, has_media, list_recordings, unfinished
from lookhear.recorder.spool.recovery import recover
from tests.fakes.recordings import SCREEN, WALL_NS, begin, complete, interrupted, manifest, seal

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_tells_every_state(tmp_path: Path) -> None:
    done, broken, cut = complete(tmp_path), complete(tmp_path), interrupted(tmp_path)
    (broken / "manifest.json").write_bytes(b"{")
    (tmp_path / "something else").mkdir()
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        states = {info.folder: info.state for info in list_recordings(tmp_path)}
    assert states == {
        done: RecordingState.COMPLETE,
        broken: RecordingState.DAMAGED,
        cut: RecordingState.INTERRUPTED,
        writer.folder: RecordingState.RECORDING,
    }


def test_a_recording_is_described_the_same_with_and_without_its_receipt(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    before = list_recordings(tmp_path)
    write_receipt(folder)
    assert list_recordings(tmp_path) == before
    assert before[0].duration_s == pytest.approx(2.048)
    assert before[0].started_at == "2023-11-14T22:13:20.000Z"
    assert before[0].channels == ("display 1", "mic")
    assert before[0].bytes == sum(path.stat().st_size for path in folder.glob("*/*.m*"))


def test_a_damaged_recording_says_why(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    (folder / "manifest.json").unlink()
    info = list_recordings(tmp_path)[0]
    assert "no manifest.json" in info.reason
    assert info.bytes > 0
    assert info.to_json()["state"] == "damaged"


def test_a_manifest_with_a_time_that_cannot_be_is_damaged_and_hides_no_other_recording(tmp_path: Path) -> None:
    good, broken = complete(tmp_path), complete(tmp_path)
    text = (broken / "manifest.json").read_text("utf-8")
    (broken / "manifest.json").write_text(text.replace(str(WALL_NS), str(10**30), 1), "utf-8")
    infos = {info.folder: info for info in list_recordings(tmp_path)}
    assert (infos[good].state, infos[broken].state) == (RecordingState.COMPLETE, RecordingState.DAMAGED)
    assert "does not fit into 64 bits" in infos[broken].reason


def test_a_missing_folder_has_no_recordings(tmp_path: Path) -> None:
    assert list_recordings(tmp_path / "missing") == []
    assert unfinished(tmp_path / "missing") == []


def test_a_recording_that_never_began_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / manifest().recording_id).mkdir()
    assert list_recordings(tmp_path) == []
    assert unfinished(tmp_path) == []


def test_recordings_are_found_by_identifier_and_by_its_beginning(tmp_path: Path) -> None:
    ids = ("rec-01ARZ3NDEKTSV4RRFFQ69G5FAV", "rec-01ARZ3NDEKTSV4RRFFQ69G5FAW", "rec-01BRZ3NDEKTSV4RRFFQ69G5FAV")
    for name in ids:
        (tmp_path / name).mkdir()
    assert find_recording(tmp_path, ids[1]).name == ids[1]
    assert find_recording(tmp_path, "rec-01BR").name == ids[2]
    assert find_recording(tmp_path, "01brz3").name == ids[2]
    with pytest.raises(UsageError, match="2 recordings begin with"):
        find_recording(tmp_path, "rec-01ARZ")
    for unknown in ("rec-02", "", "rec-", "01B", "../x"):
        with pytest.raises(RecordingNotFound):
            find_recording(tmp_path, unknown)


def test_the_end_is_found_at_the_end_only(tmp_path: Path) -> None:
    folder = interrupted(tmp_path, fragments=12)
    assert not has_end(folder)
    recover(folder)
    assert has_end(folder)
    journal = folder / "journal.ndjson"
    journal.write_bytes(journal.read_bytes()[:-5])
    assert not has_end(folder)


def test_only_what_needs_it_is_looked_at_by_recovery(tmp_path: Path) -> None:
    with begin(tmp_path):
        cut, without_receipt, done = interrupted(tmp_path), complete(tmp_path), complete(tmp_path)
        write_receipt(done)
        assert set(unfinished(tmp_path)) == {cut, without_receipt}


def test_media_may_have_left_while_the_rest_stays(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    assert has_media(folder)
    for fragment in folder.glob("*/*.m4s"):
        fragment.unlink()
    assert not has_media(folder)
    assert describe(folder).state is RecordingState.COMPLETE
