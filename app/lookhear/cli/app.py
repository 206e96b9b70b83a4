"""`lookhear app`: the application in the tray. Started again, it shows the controls of the one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine

_DESCRIPTION = """\
Start the application: an icon in the tray that records with one click, or a small window where no tray is. There is one of it
for each person: started again, it shows the controls of the one that runs."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("app", help="start the application in the tray", description=_DESCRIPTION)
    command.add_argument("--start", action="store_true", help="begin to record at once")
    command.add_argument("--hidden", action="store_true", help="show no window by itself, as when it is started at login")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Run until somebody quits it."""
    from lookhear.bootstrap import DesktopRig
    from lookhear.desktop.app import run as run_app

    return run_app(DesktopRig(machine), starts=args.start, is_hidden=args.hidden)
