"""`lookhear start`: the application begins to record what is chosen there; it is started where it does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION: Final = """\
Let the application record what is chosen in it, after its countdown. Starts the application where it does not run. Returns when it
records. `lookhear stop`, `pause`, `resume` and `status` speak to it too."""

_COUNTDOWNS: Final = (0, 3, 5, 10)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("start", help="let the application record", description=_DESCRIPTION)
    command.add_argument(
        "--countdown", type=int, choices=_COUNTDOWNS, help="count down so many seconds before it (default: as the settings say)"
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Start a recording, and say which."""
    from lookhear.cli.reaching import reach
    from lookhear.desktop.engine.remote import AppRequest, AppVerb

    answer = reach(machine, AppRequest(AppVerb.START, args.countdown))
    print(f"{answer.recording_id} records." if answer.recording_id else "Nothing is being recorded: that was cancelled.")
    return ExitCode.DONE if answer.recording_id else ExitCode.NOTHING_CAPTURED
