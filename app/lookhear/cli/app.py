"""`lookhear app`: the application in the tray. Started again, it shows the controls of the one that runs."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from lookhear.bootstrap import Machine

_DESCRIPTION: Final = """\
Start the application: an icon in the tray that records with one click, or a small window where no tray is. There is one of it
for each person: started again, it shows the controls of the one that runs."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("app", help="start the application in the tray", description=_DESCRIPTION)
    command.add_argument("--start", action="store_true", help="begin to record at once")
    command.add_argument("--hidden", action="store_true", help="show no window by itself, as when it is started at login")
    command.add_argument("--clicked", action="store_true", help=argparse.SUPPRESS)  # nobody reads what a terminal would show
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Run until somebody quits it, or tell the one that runs what was wished."""
    from lookhear.cli.reaching import check_session

    check_session(machine)
    try:
        return _run(args, machine)
    except LookhearError as error:
        if args.clicked:
            from lookhear.desktop.failing import tell_in_a_window

            tell_in_a_window(error)
        raise


def _run(args: argparse.Namespace, machine: Machine) -> int:
    from lookhear.cli.reaching import ask_when_there, launch
    from lookhear.desktop.engine.remote import AppRequest, AppVerb, Instance

    instance = Instance.claim(machine.paths.run)
    if instance is None:
        verb = AppVerb.START if args.start else AppVerb.STATUS if args.hidden else AppVerb.SHOW
        ask_when_there(machine.paths.run, AppRequest(verb))
        print("Lookhear runs already.", file=sys.stderr)
        return ExitCode.DONE
    from lookhear.bootstrap import DesktopRig
    from lookhear.desktop.app import run as run_app
    from lookhear.desktop.windows import RELAUNCH

    try:
        code = run_app(DesktopRig(machine), starts=args.start, is_hidden=args.hidden)
    finally:
        instance.close()
    if code == RELAUNCH:
        launch(machine)
        return ExitCode.DONE
    return code
