from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.index import FILE_NAME, LibraryIndex, folder_of
from lookhear.desktop.engine.library.naming import write_name
from lookhear.desktop.engine.library.rows import Row, read_row
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.spool.library import RecordingState
from tests.fakes.recordings import begin, complete, interrupted

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO_NS = 1_700_000_000_000_000_000


class Reader:
    """Reads rows, and notes which."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, folder: Path) -> Row:
        self.read.append(folder.name)
        return read_row(folder)


def settle(folder: Path) -> None:
    """Nothing came into the folder for a while."""
    os.utime(folder, ns=(LONG_AGO_NS, LONG_AGO_NS))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@pytest.fixture
def reader() -> Reader:
    return Reader()


def index_of(tmp_path: Path, *roots: Path, reader: Reader) -> LibraryIndex:
    return LibraryIndex(tmp_path / "library", roots=lambda: list(roots), read=reader)


def test_the_newest_stands_first(tmp_path: Path, root: Path, reader: Reader) -> None:
    folders = [complete(root) for _ in range(3)]
    index = index_of(tmp_path, root, reader=reader)
    assert index.refresh()
    assert [folder for folder, _ in index.rows()] == folders[::-1]


def test_a_folder_that_did_not_change_is_not_read_again(tmp_path: Path, root: Path, reader: Reader) -> None:
    one, other = complete(root), complete(root)
    settle(one)
    settle(other)
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    index.refresh()
    assert len(reader.read) == 2
    write_name(one, "Call")
    index.refresh()
    assert reader.read[2:] == [one.name]
    assert {row.name for _, row in index.rows()} == {"Call", ""}


def test_what_changed_a_moment_ago_may_change_again_unseen(tmp_path: Path, root: Path, reader: Reader) -> None:
    complete(root)
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    index.refresh()
    assert len(reader.read) == 2


def test_one_that_may_go_on_is_read_each_time(tmp_path: Path, root: Path, reader: Reader) -> None:
    settle(interrupted(root))
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    index.refresh()
    assert len(reader.read) == 2


def test_another_run_knows_what_this_one_read(tmp_path: Path, root: Path, reader: Reader) -> None:
    settle(complete(root))
    index_of(tmp_path, root, reader=reader).refresh()
    again = Reader()
    index = index_of(tmp_path, root, reader=again)
    index.refresh()
    assert again.read == []
    assert len(index.rows()) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 99}', '{"format": 1, "rows": [{}], "roots": []}', "[" * 9999])
def test_an_index_that_cannot_be_read_is_made_anew(tmp_path: Path, root: Path, reader: Reader, text: str) -> None:
    complete(root)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / FILE_NAME).write_text(text)
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    assert len(index.rows()) == 1
    assert json.loads((tmp_path / "library" / FILE_NAME).read_text())["format"] == 1


def test_what_is_gone_is_forgotten_and_what_never_began_not_shown(tmp_path: Path, root: Path, reader: Reader) -> None:
    folder = complete(root)
    (root / new_recording_id()).mkdir()
    (root / "notes").mkdir()
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    assert [found for found, _ in index.rows()] == [folder]
    folder.rename(tmp_path / folder.name)
    index.refresh()
    assert index.rows() == []


def test_one_without_a_manifest_is_shown_when_it_holds_something(tmp_path: Path, root: Path, reader: Reader) -> None:
    folder = complete(root)
    (folder / "manifest.json").unlink()
    index = index_of(tmp_path, root, reader=reader)
    index.refresh()
    assert [row.state for _, row in index.rows()] == [RecordingState.DAMAGED]


def test_a_folder_that_was_used_before_stays_in_sight(tmp_path: Path, root: Path, reader: Reader) -> None:
    old = complete(root)
    index_of(tmp_path, root, reader=reader).refresh()
    other = tmp_path / "other"
    new = complete(other)
    index = index_of(tmp_path, other, reader=reader)
    index.refresh()
    assert index.roots == [other, root]
    assert {found for found, _ in index.rows()} == {old, new}


def test_reading_stops_when_the_time_is_up_and_goes_on_later(tmp_path: Path, root: Path, reader: Reader) -> None:
    folders = [complete(root) for _ in range(3)]
    for folder in folders:
        settle(folder)
    index = index_of(tmp_path, root, reader=reader)
    assert not index.refresh(budget_s=-1)
    assert index.rows() == []
    assert index.refresh()
    assert reader.read == [folder.name for folder in folders[::-1]]


def test_an_index_that_cannot_be_kept_is_no_failure(tmp_path: Path, root: Path, reader: Reader) -> None:
    complete(root)
    (tmp_path / "library").write_text("a file where a folder should be")
    index = index_of(tmp_path, root, reader=reader)
    assert index.refresh()
    assert len(index.rows()) == 1


def test_a_running_recording_is_in_it(tmp_path: Path, root: Path, reader: Reader) -> None:
    with begin(root):
        index = index_of(tmp_path, root, reader=reader)
        index.refresh()
        assert [row.state for _, row in index.rows()] == [RecordingState.RECORDING]


def test_a_recording_is_found_by_its_identifier_and_nothing_else(tmp_path: Path, root: Path) -> None:
    folder = complete(root)
    assert folder_of([tmp_path / "none", root], folder.name) == folder
    assert folder_of([root], new_recording_id()) is None
    assert folder_of([root], "../recordings") is None
    assert folder_of([root], "") is None
