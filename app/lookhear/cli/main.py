"""The command `lookhear`: reads the arguments, runs one command, turns expected errors into sentences and exit codes."""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
from typing import TYPE_CHECKING

from lookhear import __version__
from lookhear.bootstrap import Machine
from lookhear.cli import self_test
from lookhear.cli.exit_codes import ExitCode, exit_code_of
from lookhear.cli.signals import as_interrupt
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DESCRIPTION = """\
Record this desktop: its displays, the microphone and what the computer plays, each as a track of its own, in step with
each other. What was recorded is on disk within a second and survives a crash, a kill and a full disk."""

_EPILOG = """\
examples:
  lookhear app                                 the application in the tray; `lookhear start` begins a recording of it
  lookhear record                              the primary display, the default microphone and system audio, until Ctrl-C
  lookhear record --duration 60 --output talk.mp4
  lookhear record --all-displays --no-mic
  lookhear record --backend https://capture.example.org --mint-token-file key.txt
  lookhear uploads                             what is not handed over yet, and finish it
  lookhear channels                            what could be recorded here
  lookhear doctor                              what works on this machine, and what to do about what does not

Recordings and settings live under LOOKHEAR_HOME if it is set, else in the platform's own folders."""

_COMMANDS = (
    "app",
    "start",
    "toggle",
    "record",
    "status",
    "pause",
    "resume",
    "stop",
    "channels",
    "recordings",
    "export",
    "recover",
    "uploads",
    "serve",
    "engine",
    "engines",
    "keys",
    "webhooks",
    "doctor",
    "permissions",
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="lookhear", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="version", version=f"lookhear {__version__}")
    top.add_argument(self_test.FLAG, action="store_true", help="try every part of this program, and give how many failed")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in _COMMANDS:
        importlib.import_module(f"lookhear.cli.{name}").add_parser(commands)
    return top


def run(argv: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    logging.basicConfig(level=logging.WARNING, format="lookhear: %(message)s", stream=sys.stderr)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that this terminal cannot show must not end a command that did its work
        sys.stdout.reconfigure(errors="backslashreplace")
    if argv and argv[0] == self_test.FLAG:
        return self_test.run(argv[1:])
    args = parser().parse_args(argv)
    try:
        with as_interrupt():
            code: int = args.run(args, Machine())
            sys.stdout.flush()
    except LookhearError as exc:
        print(f"lookhear: {exc.for_people()}", file=sys.stderr)
        return exit_code_of(exc)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone: nothing more to say, and the interpreter must not try to flush it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    return code
