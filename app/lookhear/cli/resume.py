"""`lookhear resume`: goes on with a recording that was paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.cli.asking import add_command, ask_for

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.recorder.control.wire import Answer

_DESCRIPTION = """\
Go on with the recording that was paused: its sources are opened again. One that cannot be opened is told of, and tried again
all along, as at the start."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    add_command(commands, "resume", help_text="go on with the recording that was paused", description=_DESCRIPTION, run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Go on with it."""
    from lookhear.recorder.control.wire import Verb

    return ask_for(Verb.RESUME, args, machine, sentence_of=sentence_of)


def sentence_of(answer: Answer) -> str:
    """What happened."""
    return f"{answer.recording_id} {'records again' if answer.changed else 'was not paused'}."
