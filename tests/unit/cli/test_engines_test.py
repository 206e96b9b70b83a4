"""`lookhear engines test`: an engine of this program is tried in a worker; one that cannot be tried says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))


def test_one_that_works_tells_what_it_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", "test", "language"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("ok       language extractive: of three sentences: “")
    assert "budget" in shown


def test_one_that_is_named_is_tried_though_another_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", "test", "chat-judge", "--json"]) == 1
    (outcome,) = json.loads(capsys.readouterr().out)["tests"]
    assert (outcome["kind"], outcome["engine"]) == ("judge", "chat-judge")
    assert "address" in outcome["problem"]


def test_one_that_there_is_not_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engines", "test", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
