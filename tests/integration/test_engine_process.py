"""The engine as a process, driven line by line: what comes in broken, what ends it, and what never gets into its answers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from lookhear import __version__
from lookhear.sdk.stdio import PREFIX
from tests.tools.program import end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.linux

WITHIN_S: Final = 60


class Engine:
    """The process and its pipes."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.child = child

    def write(self, text: str) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(text)
        self.child.stdin.flush()

    def say(self, command: str, **params: object) -> None:
        self.write(PREFIX + json.dumps({"command": command, "commandId": command, "params": params}) + "\n")

    def heard(self) -> dict[str, Any]:
        """Its next message. Nothing else may stand in its output."""
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line.startswith(PREFIX), line
        told: dict[str, Any] = json.loads(line.removeprefix(PREFIX))
        return told

    def ask(self, command: str, **params: object) -> dict[str, Any]:
        self.say(command, **params)
        return self.heard()

    def rest(self) -> tuple[list[dict[str, Any]], str]:
        """What it says when its input has ended, and its log."""
        out, err = self.child.communicate(timeout=WITHIN_S)
        assert all(line.startswith(PREFIX) for line in out.splitlines()), out
        return [json.loads(line.removeprefix(PREFIX)) for line in out.splitlines()], err


@contextmanager
def started(home: Path, *arguments: str, **variables: str) -> Iterator[Engine]:
    """An engine of a machine on which nothing can be recorded."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LOOKHEAR_", "WAYLAND_", "DISPLAY", "PULSE_"))}
    env |= {"LOOKHEAR_HOME": str(home), "PULSE_SERVER": f"unix:{home}/nobody", **variables}
    child = subprocess.Popen(
        [sys.executable, "-m", "lookhear", "engine", *arguments],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Engine(child)
    finally:
        if child.stdin is not None:
            child.stdin.close()
        end(child)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with started(tmp_path) as running:
        yield running


def test_a_machine_without_anything_to_record_says_so(engine: Engine) -> None:
    assert engine.ask("init", apiUrl="http://127.0.0.1:9")["result"]["version"] == __version__
    result = engine.ask("getChannels")["result"]
    assert result["channels"] == []
    assert any("DISPLAY is not set" in problem for problem in result["problems"])


def test_the_end_of_input_ends_the_engine_with_everything_answered(engine: Engine) -> None:
    engine.ask("getChannels")  # the first takes seconds on a busy machine, and whoever ends its input does not wait for so long
    for command in ("init", "getChannels", "ping"):
        engine.say(command)
    told, _ = engine.rest()
    assert {(message["commandId"], message["status"]) for message in told} == {(c, "success") for c in ("init", "getChannels", "ping")}
    assert engine.child.returncode == 0


def test_the_end_of_input_in_the_middle_of_a_command_is_an_end_like_any_other(engine: Engine) -> None:
    assert engine.ask("ping")["status"] == "success"
    engine.write(PREFIX + '{"command": "startRecording", "commandId": "s", "par')
    told, _ = engine.rest()
    assert [message["event"] for message in told] == ["warning"]
    assert engine.child.returncode == 0


def test_a_last_command_without_line_feed_is_done(engine: Engine) -> None:
    engine.write(PREFIX + '{"command": "ping", "commandId": "p"}')
    told, _ = engine.rest()
    assert [(message["commandId"], message["status"]) for message in told] == [("p", "success")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_it_in_order(engine: Engine, number: signal.Signals) -> None:
    assert engine.ask("ping")["status"] == "success"
    engine.child.send_signal(number)
    assert engine.child.wait(WITHIN_S) == 0


def test_a_signal_right_after_the_answer_to_shutdown_changes_nothing(engine: Engine) -> None:
    assert engine.ask("shutdown") == {"type": "response", "commandId": "shutdown", "status": "success", "result": {}}
    engine.child.terminate()  # as the Python SDK does
    assert engine.child.wait(WITHIN_S) == 0


def test_garbage_is_ignored_or_told_of_and_harms_nothing(engine: Engine) -> None:
    engine.write("hello\n\n" + "x" * 2_000_000 + "\n" + PREFIX + "{not json}\n")
    assert engine.heard()["event"] == "warning"
    assert engine.ask("ping")["result"] == {}


def test_names_of_every_language_come_as_utf_8_whatever_the_locale_is(tmp_path: Path) -> None:
    with started(tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0") as engine:
        told = engine.ask("Ünïcödé ☃")
        assert "Ünïcödé ☃" in told["result"]["message"]


def test_a_program_that_does_not_read_does_not_stop_it(engine: Engine) -> None:
    for _ in range(3000):  # answers of more bytes than a pipe holds
        engine.say("ping")
    engine.say("shutdown")
    told, _ = engine.rest()
    assert len(told) == 3001
    assert told[-1]["commandId"] == "shutdown"


def test_a_program_that_has_closed_its_end_lets_the_engine_end(engine: Engine) -> None:
    assert engine.child.stdout is not None
    assert engine.child.stdin is not None
    engine.ask("ping")
    engine.child.stdout.close()
    engine.say("ping")
    engine.child.stdin.close()
    assert engine.child.wait(WITHIN_S) == 0


@pytest.mark.parametrize("closed", [(0,), (0, 1), (0, 1, 2)])
def test_an_engine_that_is_started_without_pipes_ends_at_once(tmp_path: Path, closed: tuple[int, ...]) -> None:
    program = f"import os, sys\nfor fd in {closed}: os.close(fd)\nos.execv(sys.executable, [sys.executable, '-m', 'lookhear', 'engine'])\n"
    env = {**os.environ, "LOOKHEAR_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_setting_that_makes_no_sense_is_said_in_the_log(tmp_path: Path) -> None:
    with started(tmp_path, LOOKHEAR_MAX_DURATION_S="soon") as engine:
        assert engine.ask("ping")["status"] == "success"
        _, log = engine.rest()
    assert "LOOKHEAR_MAX_DURATION_S" in log
    assert max(map(len, log.splitlines())) < 4096


def test_names_are_an_argument_too(tmp_path: Path) -> None:
    with started(tmp_path, "--names", "pretty") as engine:
        assert engine.ask("getChannels")["status"] == "success"
        engine.say("shutdown")
        assert engine.rest()[0][-1]["status"] == "success"


def test_an_engine_whose_recorder_hangs_ends_all_the_same(tmp_path: Path) -> None:
    """The thread that hangs stands for a sound server that never answers; nothing of the engine is another one here."""
    program = tmp_path / "hanging.py"
    program.write_text(
        "from __future__ import annotations\n"
        "import threading\n"
        "from lookhear.sdk.engine import process\n"
        "from lookhear.cli.engine import parts_of\n"
        "from lookhear.bootstrap import Machine\n"
        "process._GONE_WITHIN_S = 0.5\n"
        "threading.Thread(target=threading.Event().wait).start()\n"
        "process.serve(parts_of(Machine(), names=None))\n",
        "utf-8",
    )
    env = {**os.environ, "LOOKHEAR_HOME": str(tmp_path)}
    child = subprocess.Popen([sys.executable, program], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        engine = Engine(child)
        assert engine.ask("shutdown")["status"] == "success"
        assert child.wait(WITHIN_S) == 0
    finally:
        assert child.stdin is not None
        child.stdin.close()
        end(child)
