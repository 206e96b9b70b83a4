"""`lookhear toggle`: begins to record, or stops, as a click on the icon does; for a key that a desktop binds to a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION: Final = """\
Let the application record what is chosen in it, or stop when it records: as a click on its icon does. For desktops that bind keys to
commands. Starts the application where it does not run."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("toggle", help="let the application record, or stop", description=_DESCRIPTION)
    command.set_defaults(run=run)


def run(_args: argparse.Namespace, machine: Machine) -> int:
    """Toggle, and say what goes on now."""
    from lookhear.cli.reaching import reach
    from lookhear.desktop.engine.remote import AppRequest, AppVerb

    answer = reach(machine, AppRequest(AppVerb.TOGGLE))
    print(f"{answer.recording_id} records." if answer.recording_id else "Nothing is being recorded now.")
    return ExitCode.DONE
