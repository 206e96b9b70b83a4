from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.lock import UploadLock
from tests.fakes.recordings import SCREEN, begin, complete, interrupted, seal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    return tmp_path / "recordings"


def test_recordings_are_listed_with_what_became_of_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut, done = interrupted(root), complete(root)
    with begin(root) as writer:
        seal(writer, SCREEN, 1)
        assert run(["recordings"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "complete, recovered" in lines[cut.name]
    assert "0:02" in lines[done.name]
    assert "complete  display 1, mic" in lines[done.name]
    assert "  recording  " in lines[writer.folder.name]


def test_the_list_for_programs_has_every_recording(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(root)
    (complete(root) / "manifest.json").write_bytes(b"{")
    assert run(["recordings", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["recordings"]
    assert [entry["state"] for entry in found] == ["complete", "damaged"]
    assert (found[0]["recording_id"], found[0]["end_reason"]) == (folder.name, "stopped")
    assert found[1]["reason"]


def test_an_empty_list_says_how_to_begin(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["recordings"]) == 0
    assert "`lookhear record` begins" in capsys.readouterr().out
    assert not root.exists()


def test_how_far_a_recording_is_handed_over_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here, waiting, busy, away, broken = (complete(root) for _ in range(5))
    source = TokenSource(kind=SourceKind.EMBEDDED)
    for folder in (waiting, busy):
        write_binding(folder, Binding(source=source))
    write_binding(away, Binding(source=source, is_done=True))
    for fragment in away.glob("*/*.m4s"):
        fragment.unlink()
    (broken / "binding.json").write_bytes(b"{")
    with UploadLock(busy):
        assert run(["recordings"]) == 0
        lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
        assert run(["recordings", "--json"]) == 0
    told = {entry["recording_id"]: entry["upload"] for entry in json.loads(capsys.readouterr().out)["recordings"]}
    assert "complete  display 1" in lines[here.name]
    assert "complete, waiting  display 1" in lines[waiting.name]
    assert "complete, uploading  display 1" in lines[busy.name]
    assert "complete, uploaded, kept there  display 1" in lines[away.name]
    assert told[here.name] is None
    assert told[away.name] == {"state": "uploaded", "session_id": None, "player_url": None, "is_here": False}
    assert told[broken.name]["state"] == "damaged"
