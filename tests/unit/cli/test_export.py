from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run
from tests.fakes.recordings import MIC, SCREEN, begin, complete, interrupted, seal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    return tmp_path / "recordings"


def test_a_recording_becomes_a_file_whose_path_is_printed(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(root)
    output = tmp_path / "talk.mp4"
    assert run(["export", folder.name, "--output", str(output)]) == 0
    assert capsys.readouterr().out == f"{output}\n"
    assert output.read_bytes()[4:8] == b"ftyp"


def test_an_interrupted_recording_is_finished_before(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = interrupted(root)
    assert run(["export", folder.name, "--output", str(tmp_path / "x.mp4"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["still_recording"] is False
    assert (folder / "receipt.json").exists()


def test_a_recording_in_progress_is_exported_as_far_as_it_is_sealed(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(root) as writer:
        seal(writer, SCREEN, 1)
        assert run(["export", writer.folder.name, "--output", str(tmp_path / "part.mp4")]) == 0
        seal(writer, MIC, 1)
    assert "still being recorded" in capsys.readouterr().err


def test_a_file_is_replaced_only_when_asked(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(root)
    output = tmp_path / "talk.mp4"
    output.write_bytes(b"mine")
    assert run(["export", folder.name, "--output", str(output)]) == 2
    assert output.read_bytes() == b"mine"
    assert "--force" in capsys.readouterr().err
    assert run(["export", folder.name, "--output", str(output), "--force"]) == 0
    assert output.read_bytes() != b"mine"


def test_without_a_name_it_goes_to_the_folder_for_videos(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", complete(root).name]) == 0
    assert capsys.readouterr().out.startswith(str(tmp_path / "exports"))


@pytest.mark.parametrize("name", ["rec-01ARZ3NDEKTSV4RRFFQ69G5FAV", "nothing", "../../etc"])
def test_an_unknown_recording_is_a_usage_error(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    complete(root)
    assert run(["export", name]) == 2
    assert "There is no recording" in capsys.readouterr().err


def test_a_recording_without_media_says_so(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(root) as writer:
        pass
    assert run(["export", writer.folder.name, "--output", str(tmp_path / "x.mp4")]) == 2
    assert "nothing that could be played" in capsys.readouterr().err
    assert not (tmp_path / "x.mp4").exists()
