"""Asks the application for something, and starts it where it does not run."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, Final

from lookhear.errors import NoAnswer, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.bootstrap import Machine
    from lookhear.desktop.engine.remote import AppAnswer, AppRequest

LOG: Final = "app.log"
_THERE_S: Final = 20.0  # how long a start may take on a slow machine
_LOOK_S: Final = 0.05
_ANSWER_S: Final = 120.0  # a countdown, and a source that hangs


def check_session(machine: Machine) -> None:
    """Raise UsageError where no window can be shown."""
    from lookhear.system.session import can_show_windows

    if not can_show_windows(machine.environ):
        raise UsageError("There is no display here to show windows on.", hint="`lookhear record` records without any.")


def ask_when_there(run_folder: Path, request: AppRequest, *, timeout_s: float = _ANSWER_S) -> AppAnswer:
    """Ask the application, which is just being started perhaps. Raises NoAnswer, and what it says is wrong."""
    from lookhear.desktop.engine.remote import ask_app

    give_up_s = time.monotonic() + _THERE_S
    while (answer := ask_app(run_folder, request, timeout_s=timeout_s)) is None:
        if time.monotonic() > give_up_s:
            raise NoAnswer("Lookhear runs and does not answer.", hint="Its icon or its window can be used.")
        Event().wait(_LOOK_S)
    return answer


def reach(machine: Machine, request: AppRequest) -> AppAnswer:
    """Ask the application, started for that where it does not run. Raises NoAnswer, UsageError, and what it says is wrong."""
    from lookhear.desktop.engine.remote import ask_app

    answer = ask_app(machine.paths.run, request, timeout_s=_ANSWER_S)
    if answer is not None:
        return answer
    check_session(machine)
    launch(machine, "--hidden")
    return ask_when_there(machine.paths.run, request)


def launch(machine: Machine, *arguments: str) -> None:
    """Start the application apart from this program. Raises UsageError, FolderUnwritable."""
    from lookhear.system.paths import private_folder
    from lookhear.system.processes import own_command, start_apart

    try:
        start_apart(own_command("app", *arguments), log=private_folder(machine.paths.state) / LOG, is_niced=False)
    except OSError as error:
        raise UsageError(f"Lookhear cannot be started ({error.strerror}).") from error
