"""`lookhear start`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import start
from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.main import parser
from lookhear.errors import CaptureError, NothingToCapture
from tests.fakes.application import Application
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path


def test_what_records_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running() as app:
        assert start.run(argparse.Namespace(countdown=None), here) == ExitCode.DONE
        assert app.recordings.calls == [("start", {"countdown_s": None})]
    assert capsys.readouterr().out == "rec-1 records.\n"


def test_one_that_somebody_called_off_is_no_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = machine(tmp_path)

    async def call_off(**_wishes: object) -> None:
        """Somebody clicked."""

    with Application(here.paths.run).running() as app:
        monkeypatch.setattr(app.recordings, "start", call_off)
        assert start.run(argparse.Namespace(countdown=3), here) == ExitCode.NOTHING_CAPTURED
    assert "cancelled" in capsys.readouterr().out


def test_what_is_wrong_is_raised(tmp_path: Path) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running() as app:
        app.recordings.failure = NothingToCapture("Nothing could be captured.")
        with pytest.raises(CaptureError, match="Nothing could be captured"):
            start.run(argparse.Namespace(countdown=None), here)


def test_the_countdown_is_one_that_the_settings_know() -> None:
    assert parser().parse_args(["start", "--countdown", "5"]).countdown == 5
    with pytest.raises(SystemExit):
        parser().parse_args(["start", "--countdown", "7"])
