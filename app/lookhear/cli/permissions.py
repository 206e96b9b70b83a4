"""`lookhear permissions`: what the system lets this program do. Nobody is asked anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lookhear.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "permissions",
        help="say what the system lets this program do",
        description="List what the system lets this program do. Nobody is asked anything and nothing is opened; "
        "`lookhear doctor` tries what can really be recorded.",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object with `permissions` and a list `needed`")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, machine: Machine) -> int:
    """List them; gives 3 when one that a recorder needs is not granted."""
    from lookhear.system.permissions import Permission, PermissionStatus, permissions_of_this_machine

    permissions = permissions_of_this_machine(machine.environ)
    found = {permission: permissions.status(permission) for permission in Permission}
    needed = permissions.needs()
    if args.json:
        print(json.dumps({"permissions": found, "needed": needed}, indent=1))
    else:
        for permission, status in found.items():
            print(f"{status:13} {permission}{' (needed here)' if permission in needed else ''}")
    missing = [permission for permission in needed if found[permission] is not PermissionStatus.GRANTED]
    return ExitCode.NOTHING_CAPTURED if missing else ExitCode.DONE
