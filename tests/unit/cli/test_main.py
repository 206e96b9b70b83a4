from __future__ import annotations

import argparse
import importlib
import io
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear import __version__
from lookhear.cli import main as main_module
from lookhear.cli.main import parser, run
from lookhear.errors import DiskFull, LookhearError, NothingToCapture, UsageError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine

_COMMANDS = ("record", "status", "pause", "resume", "stop", "channels", "recordings", "export", "recover", "doctor")


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_teaches_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: lookhear {command}")
    assert len(text.split("\n\n")) >= 3
    assert "--json" in text


def test_the_overview_names_every_command_and_gives_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    text = capsys.readouterr().out
    assert all(f"    {command}" in text for command in _COMMANDS)
    assert "examples:" in text
    assert "LOOKHEAR_HOME" in text


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_option_has_a_help_text(command: str) -> None:
    """A help text begins small and does not end in a full stop."""
    top = argparse.ArgumentParser()
    commands = top.add_subparsers()
    importlib.import_module(f"lookhear.cli.{command}").add_parser(commands)
    actions = [action for action in commands.choices[command]._actions if "--help" not in action.option_strings]
    assert actions
    assert [action.dest for action in actions if not action.help or action.help.endswith(".") or action.help[0].isupper()] == []


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"lookhear {__version__}\n"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["dance"],
        ["record", "--fps", "0"],
        ["record", "--fps", "61"],
        ["record", "--fps", "fast"],
        ["record", "--display", "0"],
        ["record", "--display", "one"],
        ["record", "--display", "-1"],
        ["record", "--duration", "0"],
        ["record", "--duration", "-3"],
        ["record", "--duration", "soon"],
        ["record", "--duration", "nan"],
        ["record", "--duration", "inf"],
        ["record", "--unknown"],
        ["record", "stray"],
        ["export"],
    ],
)
def test_what_cannot_be_understood_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(argv)
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert "usage:" in err
    assert "error:" in err


def test_the_options_of_record_are_those_that_were_promised() -> None:
    args = parser().parse_args(["record"])
    assert (args.display, args.all_displays, args.no_display, args.fps) == (None, False, False, 30)
    assert (args.mic, args.no_mic, args.system_audio, args.no_system_audio) == ("default", False, "default", False)
    assert (args.duration, args.output, args.json) == (None, None, False)
    sources = ["--display", "1", "--display", "2", "--mic", "usb", "--system-audio", "hdmi"]
    args = parser().parse_args(["record", *sources, "--fps", "60", "--duration", "1.5", "--output", "f.mp4", "--json"])
    assert (args.display, args.mic, args.system_audio, args.fps, args.duration) == ([1, 2], "usb", "hdmi", 60, 1.5)
    assert (str(args.output), args.json) == ("f.mp4", True)
    assert parser().parse_args(["record", "--mic", "--system-audio"]).mic == "default"


class Failing:
    """A command that fails as it was told to."""

    def __init__(self, failure: BaseException) -> None:
        self._failure = failure

    def run(self, args: argparse.Namespace, machine: Machine) -> int:
        raise self._failure

    def parser(self) -> argparse.ArgumentParser:
        made = argparse.ArgumentParser()
        made.set_defaults(run=self.run)
        return made


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (UsageError("It makes no sense.", hint="Do this."), 2, "lookhear: It makes no sense. Do this.\n"),
        (NothingToCapture("There is nothing."), 3, "lookhear: There is nothing. `lookhear doctor` says what is missing.\n"),
        (DiskFull("It is full."), 1, "lookhear: It is full. Free some space; what was recorded so far is safe.\n"),
        (LookhearError("It failed."), 1, "lookhear: It failed.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_expected_failures_are_sentences_and_exit_codes(
    failure: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main_module, "parser", Failing(failure).parser)
    assert run([]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", said)


def test_a_bug_is_not_dressed_up_as_an_expected_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_module, "parser", Failing(ZeroDivisionError("our bug")).parser)
    with pytest.raises(ZeroDivisionError):
        run([])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_name_that_the_terminal_cannot_show_ends_no_command(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))

    def told(_args: argparse.Namespace, _machine: Machine) -> int:
        sys.stdout.write("caf\udce9.mp4 → ok")
        return 0

    monkeypatch.setattr("lookhear.cli.recover.run", told)
    assert run(["recover"]) == 0
    assert written.getvalue().startswith(b"caf\\udce9.mp4 ")
