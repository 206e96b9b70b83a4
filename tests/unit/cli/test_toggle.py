"""`lookhear toggle`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lookhear.cli import toggle
from lookhear.cli.exit_codes import ExitCode
from tests.fakes.application import Application
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_starts_and_stops_and_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running():
        assert toggle.run(argparse.Namespace(), here) == ExitCode.DONE
        assert toggle.run(argparse.Namespace(), here) == ExitCode.DONE
    assert capsys.readouterr().out == "rec-1 records.\nNothing is being recorded now.\n"
