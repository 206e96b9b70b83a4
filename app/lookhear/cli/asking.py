"""What `stop`, `pause` and `resume` have in common: which recording is meant, and what is printed about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from lookhear.bootstrap import Machine
    from lookhear.recorder.control.wire import Answer, Verb

EPILOG = "exit codes: 0 done, also when it was so already · 1 it does not answer · 2 which one is meant? · 3 nothing is being recorded"


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    *,
    help_text: str,
    description: str,
    run: Callable[[argparse.Namespace, Machine], int],
) -> None:
    """Add one of these commands to the command line."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(name, help=help_text, description=description, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter)
    command.add_argument(
        "id", metavar="ID", nargs="?", help="which recording, when several run; the first characters behind rec- are enough"
    )
    command.add_argument("--json", action="store_true", help="print the recording's answer as one JSON object")
    command.set_defaults(run=run)


def ask_for(verb: Verb, args: argparse.Namespace, machine: Machine, *, sentence_of: Callable[[Answer], str]) -> int:
    """Ask the recording that is meant, wait until it has happened, and say so."""
    from lookhear.recorder.control.client import ask, choose, running
    from lookhear.recorder.control.wire import Request

    run_folder = machine.paths.run
    answer = ask(run_folder, choose(running(run_folder), args.id), Request(verb))
    if args.json:
        told = {"recording_id": answer.recording_id, "state": answer.state, "changed": answer.changed, "folder": answer.folder}
        failures = [{"channel": channel, "message": message} for channel, message in answer.failures]
        print(json.dumps({**told, "failures": failures}, ensure_ascii=False))
        return ExitCode.DONE
    print(sentence_of(answer))
    for channel, message in answer.failures:
        print(f"  ! {channel} is not recorded for now: {message}")
    return ExitCode.DONE
