"""`lookhear pause`: closes every source of a recording that another program of yours makes, until it is resumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.cli.asking import add_command, ask_for

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from lookhear.recorder.control.wire import Answer

_DESCRIPTION = """\
Pause the recording that runs. Every source is closed, a microphone's light goes out, and nothing is captured until
`lookhear resume`. The clock goes on: a pause is a hole in the tracks, and so in the video, and the receipt counts it as wished.
Returns when the sources are closed and everything from before is sealed."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    add_command(commands, "pause", help_text="pause the recording that runs", description=_DESCRIPTION, run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Pause it."""
    from lookhear.recorder.control.wire import Verb

    return ask_for(Verb.PAUSE, args, machine, sentence_of=sentence_of)


def sentence_of(answer: Answer) -> str:
    """What happened."""
    if not answer.changed:
        return f"{answer.recording_id} was paused already."
    return f"{answer.recording_id} is paused: every source is closed. `lookhear resume` goes on."
