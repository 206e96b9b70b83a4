from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run
from lookhear.cli.recover import sentence_of
from lookhear.recorder.spool.recovery import RecoveryOutcome, RecoveryReport
from tests.fakes.recordings import begin, interrupted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    return tmp_path / "recordings"


def test_what_was_left_is_finished_and_told_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = interrupted(root)
    (folder / "mic-default" / "00000004.m4s").write_bytes(b"")
    assert run(["recover"]) == 0
    assert capsys.readouterr().out == f"{folder.name}: recovered; 1 damaged or missing file: mic-default/00000004.m4s.\n"
    assert run(["recover"]) == 0
    assert capsys.readouterr().out == "Nothing was left to recover.\n"


def test_a_recording_in_progress_is_not_touched(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(root) as writer:
        assert run(["recover", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"recovered": [], "failures": []}
        assert (writer.folder / "reserve").exists()


def test_what_cannot_be_finished_is_told_with_an_exit_code(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged, healthy = interrupted(root), interrupted(root)
    (damaged / "manifest.json").unlink()
    assert run(["recover", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [entry["recording_id"] for entry in told["recovered"]] == [healthy.name]
    assert [entry["code"] for entry in told["failures"]] == ["storage.damaged"]
    assert run(["recover"]) == 1
    assert damaged.name in capsys.readouterr().out


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (RecoveryReport(recording_id="r", outcome=RecoveryOutcome.NOTHING_RECORDED), "nothing had been recorded"),
        (RecoveryReport(recording_id="r", outcome=RecoveryOutcome.WAS_COMPLETE), "was complete"),
        (RecoveryReport(recording_id="r", outcome=RecoveryOutcome.RECOVERED, adopted=("a",)), "1 sealed file without a journal row"),
        (RecoveryReport(recording_id="r", outcome=RecoveryOutcome.RECOVERED, removed=("a", "b")), "2 unfinished files removed"),
    ],
)
def test_every_outcome_has_its_sentence(report: RecoveryReport, said: str) -> None:
    assert said in sentence_of(report)
