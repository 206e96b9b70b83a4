"""`lookhear stop`: ends a recording that another program of yours makes, or is about to make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.cli.asking import add_command, ask_for
from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import NothingIsRecorded

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
Stop the recording that runs, from wherever it was started, as Ctrl-C there would. Returns when everything that was captured is
sealed; the program that made it then writes its .mp4 and shows the receipt. A countdown of the application is called off."""
_ANSWER_S = 60.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    add_command(commands, "stop", help_text="stop the recording that runs", description=_DESCRIPTION, run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Stop it."""
    from lookhear.recorder.control.wire import Verb

    try:
        return ask_for(
            Verb.STOP, args, machine, sentence_of=lambda answer: f"{answer.recording_id} is stopped, and everything of it is sealed."
        )
    except NothingIsRecorded:
        if args.id is not None or not _is_called_off(machine):
            raise
    if not args.json:
        print("What was about to be recorded is called off.")
    return ExitCode.DONE


def _is_called_off(machine: Machine) -> bool:
    """Whether the application was about to record, and does not any more."""
    from lookhear.desktop.engine.remote import AppRequest, AppVerb, ask_app
    from lookhear.desktop.engine.view import Phase

    answer = ask_app(machine.paths.run, AppRequest(AppVerb.STATUS), timeout_s=_ANSWER_S)
    if answer is None or answer.phase is Phase.IDLE:
        return False
    ask_app(machine.paths.run, AppRequest(AppVerb.STOP), timeout_s=_ANSWER_S)
    return True
