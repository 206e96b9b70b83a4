"""`lookhear app`, started again: the one that runs does what was wished. That it runs is seen in tests/integration/test_desktop_app.py."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import Machine
from lookhear.cli import app
from lookhear.cli.exit_codes import ExitCode
from lookhear.desktop import failing
from lookhear.desktop.engine.events import Wish, Wished
from lookhear.errors import LookhearError, StorageError, UsageError
from tests.fakes.application import Application
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path


def shown(home: Path) -> Machine:
    """A machine with a display."""
    here = Machine({"DISPLAY": ":0"})
    here.paths = machine(home).paths
    return here


@pytest.mark.parametrize(
    ("starts", "is_hidden", "calls", "wishes"),
    [
        (False, False, [], [Wished(Wish.SHOW_CONTROLS)]),
        (False, True, [], []),
        (True, False, [("start", {"countdown_s": None})], []),
    ],
)
def test_the_one_that_runs_does_what_was_wished(
    tmp_path: Path, *, starts: bool, is_hidden: bool, calls: list[object], wishes: list[object]
) -> None:
    here = shown(tmp_path)
    with Application(here.paths.run).running() as running:
        assert app.run(argparse.Namespace(start=starts, hidden=is_hidden, clicked=False), here) == ExitCode.DONE
        assert running.recordings.calls == calls
        assert running.told.events == wishes


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no display"):
        app.run(argparse.Namespace(start=False, hidden=False, clicked=False), machine(tmp_path))


@pytest.mark.parametrize("is_clicked", [True, False])
def test_why_it_cannot_start_is_shown_to_who_clicked_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_clicked: bool) -> None:
    here, shown_errors = shown(tmp_path), list[LookhearError]()
    monkeypatch.setattr(failing, "tell_in_a_window", shown_errors.append)
    here.paths.run.parent.mkdir(parents=True, exist_ok=True)
    here.paths.run.write_text("a file where the folder should be")
    with pytest.raises(StorageError) as raised:
        app.run(argparse.Namespace(start=False, hidden=False, clicked=is_clicked), here)
    assert shown_errors == ([raised.value] if is_clicked else [])
