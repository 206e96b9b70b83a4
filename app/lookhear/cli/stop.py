"""`lookhear stop`: ends a recording that another program of yours makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.cli.asking import add_command, ask_for

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
Stop the recording that runs, from wherever it was started, as Ctrl-C there would. Returns when everything that was captured is
sealed; the program that made it then writes its .mp4 and shows the receipt."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    add_command(commands, "stop", help_text="stop the recording that runs", description=_DESCRIPTION, run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Stop it."""
    from lookhear.recorder.control.wire import Verb

    return ask_for(
        Verb.STOP, args, machine, sentence_of=lambda answer: f"{answer.recording_id} is stopped, and everything of it is sealed."
    )
