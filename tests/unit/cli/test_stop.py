from __future__ import annotations

import argparse
import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import stop
from lookhear.cli.exit_codes import ExitCode
from lookhear.desktop.engine.view import Phase
from lookhear.errors import NothingIsRecorded
from tests.fakes.application import Application
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

ANY = argparse.Namespace(id=None, json=False)


def test_without_a_recording_there_is_nothing_to_stop(tmp_path: Path) -> None:
    with pytest.raises(NothingIsRecorded, match="Nothing is being recorded"):
        stop.run(ANY, machine(tmp_path))


def test_what_the_application_is_about_to_record_is_called_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running() as app:
        app.recordings.view = dataclasses.replace(app.recordings.view, phase=Phase.COUNTDOWN)
        assert stop.run(ANY, here) == ExitCode.DONE
        assert app.recordings.calls == [("stop", {})]
    assert "called off" in capsys.readouterr().out


@pytest.mark.parametrize("args", [ANY, argparse.Namespace(id="01ABCD", json=False)])
def test_an_application_that_does_nothing_has_nothing_to_stop(tmp_path: Path, args: argparse.Namespace) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running() as app:
        with pytest.raises(NothingIsRecorded):
            stop.run(args, here)
        assert app.recordings.calls == []
