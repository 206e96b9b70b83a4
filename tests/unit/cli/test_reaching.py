"""Reaching the application: as it is, as it starts, and where it cannot be."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import reaching
from lookhear.desktop.engine.remote import AppRequest, AppVerb
from lookhear.desktop.engine.view import Phase
from lookhear.errors import NoAnswer, UsageError
from tests.fakes.application import Application
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

STATUS = AppRequest(AppVerb.STATUS)


def test_one_that_runs_is_asked(tmp_path: Path) -> None:
    here = machine(tmp_path)
    with Application(here.paths.run).running() as app:
        assert reaching.reach(here, AppRequest(AppVerb.START, 0)).recording_id == "rec-1"
        assert app.recordings.calls == [("start", {"countdown_s": 0})]


def test_one_that_is_just_being_started_is_waited_for(tmp_path: Path) -> None:
    here = machine(tmp_path)
    app, may_end = Application(here.paths.run), threading.Event()

    def run() -> None:
        with app.running():
            may_end.wait(20)

    thread = threading.Thread(target=run)
    timer = threading.Timer(0.2, thread.start)
    timer.start()
    try:
        assert reaching.ask_when_there(here.paths.run, STATUS).phase is Phase.IDLE
    finally:
        timer.join()
        may_end.set()
        thread.join()


def test_one_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "_THERE_S", 0.1)
    with pytest.raises(NoAnswer, match="does not answer"):
        reaching.ask_when_there(tmp_path, STATUS)


def test_without_a_display_nothing_is_started(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no display") as raised:
        reaching.reach(machine(tmp_path), STATUS)
    assert "lookhear record" in raised.value.hint


def test_what_cannot_be_started_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-such-program"))
    with pytest.raises(UsageError, match="cannot be started"):
        reaching.launch(machine(tmp_path))
