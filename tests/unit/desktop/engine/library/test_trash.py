from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library import trash
from lookhear.errors import BackendUnreachable, RecordingBusy, RecordingNotFound
from lookhear.recorder.spool.library import list_recordings, unfinished
from lookhear.recorder.spool.lock import UploadLock
from tests.fakes.recordings import begin, complete

if TYPE_CHECKING:
    from pathlib import Path

DAY_NS = 86_400_000_000_000
NOW_NS = 1_763_900_000_000_000_000


def delete(root: Path, *folders: Path, sessions: dict[str, str] | None = None, now_ns: int = NOW_NS) -> str:
    return trash.delete(folders, sessions=sessions or {}, root=root, now_ns=now_ns)


def test_what_is_deleted_is_out_of_sight_and_comes_back_whole(tmp_path: Path) -> None:
    one, other = complete(tmp_path), complete(tmp_path)
    before = sorted(path.relative_to(one) for path in one.rglob("*"))
    token = delete(tmp_path, one)
    assert [info.folder for info in list_recordings(tmp_path)] == [other]
    assert unfinished(tmp_path) == [other]  # nobody recovers or uploads what is in the trash
    assert trash.undo([tmp_path], token) == [one]
    assert sorted(path.relative_to(one) for path in one.rglob("*")) == before
    assert trash.deletions([tmp_path]) == []


def test_several_are_deleted_and_come_back_together(tmp_path: Path) -> None:
    folders = [complete(tmp_path / name) for name in ("one", "other")]
    token = delete(tmp_path, *folders, sessions={"rec-x": "cap-1"})
    found = trash.deletions([tmp_path / "one", tmp_path / "other"])
    assert sum(each.count for each in found) == 3
    assert [dict(each.sessions) for each in found if each.sessions] == [{"rec-x": "cap-1"}]
    assert sorted(trash.undo([tmp_path / "one", tmp_path / "other"], token)) == sorted(folders)


def test_one_that_runs_cannot_be_deleted_and_then_none_is(tmp_path: Path) -> None:
    finished = complete(tmp_path)
    with begin(tmp_path) as writer, pytest.raises(RecordingBusy, match="still running"):
        delete(tmp_path, finished, writer.folder)
    assert finished.exists()
    assert trash.deletions([tmp_path]) == []


def test_one_that_is_just_being_handed_over_cannot_be_deleted(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    with UploadLock(folder), pytest.raises(RecordingBusy, match="handed over"):
        delete(tmp_path, folder)
    assert folder.exists()


def test_what_only_a_backend_has_is_noted(tmp_path: Path) -> None:
    token = delete(tmp_path, sessions={"rec-1": "cap-1"})
    (deletion,) = trash.deletions([tmp_path])
    assert (deletion.token, deletion.count, dict(deletion.sessions)) == (token, 1, {"rec-1": "cap-1"})
    assert trash.undo([tmp_path], token) == []
    assert trash.deletions([tmp_path]) == []


def test_what_is_gone_for_good_cannot_be_taken_back(tmp_path: Path) -> None:
    with pytest.raises(RecordingNotFound):
        trash.undo([tmp_path], "0123456789abcdef")


def test_old_deletions_go_and_young_ones_stay(tmp_path: Path) -> None:
    old, young = complete(tmp_path), complete(tmp_path)
    delete(tmp_path, old, now_ns=NOW_NS - 31 * DAY_NS)
    delete(tmp_path, young, now_ns=NOW_NS - 29 * DAY_NS)
    found = trash.deletions([tmp_path])
    assert trash.size_of(found) > 2000
    due_ns = trash.due_ns(now_ns=NOW_NS, trash_days=30)
    gone = trash.purge(found, older_than_ns=due_ns, forget=lambda _deletion: None)
    assert gone[0] == 1
    assert 1000 < gone[1] < trash.size_of(found) + gone[1]
    (left,) = trash.deletions([tmp_path])
    assert [folder.name for folder in left.recordings] == [young.name]


def test_ten_minutes_are_left_to_come_back_whatever_the_settings_say() -> None:
    assert trash.due_ns(now_ns=NOW_NS, trash_days=0) == NOW_NS - 600_000_000_000


def test_a_deletion_is_kept_while_the_backend_cannot_be_told(tmp_path: Path) -> None:
    delete(tmp_path, complete(tmp_path), sessions={"rec-1": "cap-1"})

    def refuse(_deletion: trash.Deletion) -> None:
        raise BackendUnreachable("Nobody answers.")

    assert trash.purge(trash.deletions([tmp_path]), older_than_ns=NOW_NS + 1, forget=refuse) == (0, 0)
    assert len(trash.deletions([tmp_path])) == 1


def test_a_note_that_cannot_be_read_keeps_the_recordings(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    token = delete(tmp_path, folder)
    (tmp_path / trash.TRASH / token / "trash.json").write_text("{")
    (deletion,) = trash.deletions([tmp_path])
    assert deletion.deleted_ns > NOW_NS  # as old as its folder
    assert trash.undo([tmp_path], token) == [folder]


def test_no_trash_is_an_empty_one(tmp_path: Path) -> None:
    assert trash.deletions([tmp_path, tmp_path / "none"]) == []
    assert trash.size_of([]) == 0
