"""`lookhear engine`: what the SDKs start and drive through two pipes; `lookhear engine install` puts it where Node's SDK looks."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear import __version__
from lookhear.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.bootstrap import Machine
    from lookhear.sdk.engine.commands import Parts
    from lookhear.sdk.engine.dialects import NamesMode

_DESCRIPTION = """\
Be the capture engine: read commands from standard input, answer them on standard output, one JSON message a line, and record what
they say. Programs start it, through the SDK of Lookhear or an official one; docs/engine.md describes the messages.

It ends when it is told to, when its input ends, or with SIGTERM; what it recorded is sealed, and handed over by the next start."""

_EPILOG = """\
environment, for programs whose SDK passes no arguments:
  LOOKHEAR_ENGINE_NAMES=auto|id|pretty   what stands as a channel's name; auto: the id for Python, the device's own name for Node
  LOOKHEAR_STORE_FALSE=honour            `store: false` of the official Python SDK, which cannot leave it out, is meant
  LOOKHEAR_MAX_DURATION_S=SECONDS        end each recording after that time"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "engine",
        help="be the capture engine that SDKs drive",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_options(command)
    command.set_defaults(run=run)
    actions = command.add_subparsers(dest="action", metavar="install")
    install = actions.add_parser(
        "install",
        help="put the engine where the official Node SDK of a project looks for it",
        description="Put the engine where the official Node SDK of a project looks for it, beside the SDK's own files in node_modules. "
        "What stood there is kept, and put back with --undo. Do it again after each `npm install`.",
    )
    install.add_argument("--node-project", metavar="DIR", type=Path, required=True, help="the folder that holds node_modules")
    install.add_argument("--undo", action="store_true", help="take the engine away again")
    install.set_defaults(run=run_install)


def capture(argv: Sequence[str]) -> int:
    """The engine as a program of its own, for those that start a program and not a command; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="lookhear-capture", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"lookhear {__version__}")
    _add_options(parser)
    args = parser.parse_args(argv)
    from lookhear.bootstrap import Machine

    return run(args, Machine())


def run(args: argparse.Namespace, machine: Machine) -> int:
    """Be the engine until the end."""
    from lookhear.sdk.engine.process import serve

    return serve(parts_of(machine, names=args.names))


def run_install(args: argparse.Namespace, machine: Machine) -> int:
    """Put it there, or take it away."""
    from lookhear.cli.node_install import install, undo

    del machine
    project: Path = args.node_project.expanduser().absolute()
    for line in undo(project) if args.undo else install(project):
        print(line)
    return 0


def parts_of(machine: Machine, *, names: str | None) -> Parts:
    """What the engine works with on this machine.

    A setting of the environment that makes no sense is said in the log and left out: an engine that ended because of it would only be
    started again.
    """
    from lookhear.sdk.engine.commands import Parts
    from lookhear.system.permissions import permissions_of_this_machine

    return Parts(
        screens=lambda: machine.catalogues()[0],
        sounds=lambda: machine.catalogues()[1],
        permissions=lambda: permissions_of_this_machine(machine.environ),
        capturing=machine.capturing,
        names=_names(names, machine),
        is_false_meant=_is_false_meant(machine),
        duration_s=_duration_s(machine),
    )


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--names", choices=("auto", "id", "pretty"), help="what stands as a channel's name")


def _names(option: str | None, machine: Machine) -> NamesMode:
    from lookhear.sdk.engine.dialects import NamesMode

    try:
        return NamesMode(option or machine.environ.get("LOOKHEAR_ENGINE_NAMES") or NamesMode.AUTO)
    except ValueError:
        logging.getLogger(__name__).warning("LOOKHEAR_ENGINE_NAMES is none of %s and is left out.", ", ".join(NamesMode))
        return NamesMode.AUTO


def _is_false_meant(machine: Machine) -> bool:
    value = machine.environ.get("LOOKHEAR_STORE_FALSE", "")
    if value not in {"", "honour"}:
        logging.getLogger(__name__).warning("LOOKHEAR_STORE_FALSE is not “honour” and is left out.")
    return value == "honour"


def _duration_s(machine: Machine) -> float | None:
    from lookhear.bootstrap import positive_number

    try:
        return positive_number(machine.environ, "LOOKHEAR_MAX_DURATION_S", otherwise=0.0, or_zero=True) or None
    except UsageError as exc:
        logging.getLogger(__name__).warning("%s It is left out.", exc)
        return None
