"""The engine among the files of Node's SDK."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from lookhear import __version__
from lookhear.cli.node_install import install, undo
from lookhear.errors import FolderUnwritable, UsageError
from lookhear.system.launchers import node_places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "node_modules" / "videodb"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": "videodb", "version": "0.2.0"}))
    return folder


def files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_engine_stands_where_every_version_looks(tmp_path: Path, package: Path) -> None:
    lines = list(install(tmp_path))
    for place in node_places():
        done = subprocess.run([package / "bin" / place, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"lookhear {__version__}\n"
    assert lines[-1].startswith("The official Node SDK 0.2.0 of this project starts ")


def test_doing_it_again_changes_nothing(tmp_path: Path, package: Path) -> None:
    list(install(tmp_path))
    before = files(package)
    list(install(tmp_path))
    assert files(package) == before


def test_undoing_leaves_nothing(tmp_path: Path, package: Path) -> None:
    before = files(package)
    list(install(tmp_path))
    assert list(undo(tmp_path))[-1] == "The official Node SDK 0.2.0 of this project is as it was."
    assert files(package) == before
    assert not (package / "bin").exists()
    assert list(undo(tmp_path)) == ["Nothing of ours was there."]


def test_what_stood_there_is_kept_and_put_back(tmp_path: Path, package: Path) -> None:
    (package / "bin").mkdir()
    (package / "bin" / "notes.txt").write_text("theirs")
    (package / "bin" / node_places()[0]).write_text("their engine")
    before = files(package)
    for _ in range(2):
        list(install(tmp_path))
    assert files(package)[f"bin/{node_places()[0]}"] != "their engine"
    list(undo(tmp_path))
    assert files(package) == before


def test_a_damaged_note_harms_nothing(tmp_path: Path, package: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    for note in ("{", '{"files": 3}', '{"files": ["../../../outside", {}, null]}'):
        (package / "bin").mkdir(exist_ok=True)
        (package / "bin" / "lookhear-engine.json").write_text(note)
        assert list(undo(tmp_path)) == ["Nothing of ours was there."]
    assert outside.read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "said"), [("{", "cannot be read"), ("[]", "cannot be read"), ('{"name": "other", "version": "1"}', "but other")]
)
def test_another_package_is_left_alone(tmp_path: Path, package: Path, text: str, said: str) -> None:
    (package / "package.json").write_text(text)
    for change in (install, undo):
        with pytest.raises(UsageError, match=said):
            list(change(tmp_path))
    assert files(package) == {"package.json": text}


def test_a_folder_without_the_sdk_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no node_modules/videodb") as caught:
        list(install(tmp_path))
    assert "npm install" in caught.value.hint


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, package: Path) -> None:
    (package / "bin").write_text("a file where the folder should be")
    with pytest.raises(FolderUnwritable, match="cannot be changed"):
        list(install(tmp_path))
    assert sorted(files(package)) == ["bin", "package.json"]
