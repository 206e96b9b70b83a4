"""The application as a process: one of it, reached by commands, ended by signals; and what it does not load."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.desktop.engine.remote import AppRequest, AppVerb, ask_app
from lookhear.errors import NoAnswer
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.library import has_end
from lookhear.recorder.spool.rows import EndReason
from tests.tools.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop

SETTINGS = "version = 1\n\n[recording]\ncountdown_s = 0\n"
FORBIDDEN = ("lookhear.backend", "lookhear.understanding", "lookhear.sdk", "fastapi", "sqlalchemy", "uvicorn", "av", "numpy", "httpx")
LOADED = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lookhear.bootstrap import DesktopRig, Machine
from lookhear.desktop import app
from lookhear.desktop.presence import Presence

start = Presence.start

def noted(self, **wishes):
    start(self, **wishes)
    print(json.dumps(sorted(sys.modules)), flush=True)
    QTimer.singleShot(0, QApplication.quit)

Presence.start = noted
sys.exit(app.run(DesktopRig(Machine()), is_hidden=True))
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    (tmp_path / "settings.toml").write_text(SETTINGS, "utf-8")
    with Program(tmp_path) as made:
        yield made
        if (pid := pid_of(made)) is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            wait_until(lambda: pid_of(made) is None, what="the end of the application")


def pid_of(program: Program) -> int | None:
    try:
        answer = ask_app(program.home / "run", AppRequest(AppVerb.STATUS), timeout_s=10.0)
    except NoAnswer:  # it is just ending
        return None
    return None if answer is None else answer.pid


def recordings(program: Program) -> list[Path]:
    return sorted((program.home / "recordings").glob("rec-*"))


def test_of_two_starts_at_once_one_is_the_application(quiet_desktop: VirtualDesktop, program: Program) -> None:
    starts = [program.start(quiet_desktop.env, "app"), program.start(quiet_desktop.env, "app")]
    wait_until(lambda: sum(child.poll() is not None for child in starts) == 1, what="the end of the second start")
    second, first = sorted(starts, key=lambda child: child.poll() is None)
    assert second.returncode == 0
    wait_until(lambda: pid_of(program) == first.pid, what="the first one's answer")
    first.terminate()
    assert first.wait(20) == 0
    assert pid_of(program) is None


def test_commands_start_pause_and_stop_and_a_signal_seals(quiet_desktop: VirtualDesktop, program: Program) -> None:
    env = quiet_desktop.env
    app = program.start(env, "app", "--hidden")
    done = program.run(env, "start")
    assert done.returncode == 0, done.stderr
    (folder,) = recordings(program)
    assert done.stdout == f"{folder.name} records.\n"
    for command, told in (("pause", "is paused"), ("resume", "records again"), ("status", "records")):
        done = program.run(env, command)
        assert done.returncode == 0, done.stderr
        assert told in done.stdout
    assert program.run(env, "stop").returncode == 0
    assert has_end(folder)
    assert "records." in program.run(env, "toggle").stdout
    app.terminate()
    assert app.wait(20) == 0
    newest = recordings(program)[-1]
    assert newest != folder
    assert build_receipt(newest).end_reason is EndReason.STOPPED


def test_a_command_starts_the_application_where_it_does_not_run(quiet_desktop: VirtualDesktop, program: Program) -> None:
    done = program.run(quiet_desktop.env, "start")
    assert done.returncode == 0, done.stderr
    pid = pid_of(program)
    assert pid is not None
    assert "Nothing is being recorded now" in program.run(quiet_desktop.env, "toggle").stdout
    assert ask_app(program.home / "run", AppRequest(AppVerb.QUIT), timeout_s=10.0) is not None
    wait_until(lambda: pid_of(program) is None, what="the end of the application")


def test_what_a_kill_interrupted_is_recovered_by_the_next_start(quiet_desktop: VirtualDesktop, program: Program) -> None:
    app = program.start(quiet_desktop.env, "app", "--start", "--hidden")
    wait_until(lambda: recordings(program) and list(recordings(program)[0].glob("*/*.m4s")), what="a fragment")
    app.kill()
    app.wait(20)
    again = program.start(quiet_desktop.env, "app", "--hidden")
    wait_until(lambda: has_end(recordings(program)[0]), what="the recovery")
    assert build_receipt(recordings(program)[0]).end_reason is EndReason.RECOVERED
    again.terminate()
    assert again.wait(20) == 0


def test_the_icon_is_there_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    env = {**os.environ, "LOOKHEAR_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "LOOKHEAR_BACKEND": "none"}
    done = subprocess.run([sys.executable, "-c", LOADED], env=env, capture_output=True, text=True, timeout=60, check=True)
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name in FORBIDDEN or name.startswith(tuple(f"{part}." for part in FORBIDDEN))] == []
