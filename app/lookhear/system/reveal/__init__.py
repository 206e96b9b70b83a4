"""Shows a file in its folder, in the file manager of this system. May block; for any thread but the GUI's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from lookhear.errors import SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_PATIENCE_S = 10.0


def reveal(path: Path, environ: Mapping[str, str]) -> None:
    """Have the file manager show it. Raises SourceUnavailable with a sentence where there is none that answers."""
    if sys.platform == "darwin":
        from lookhear.system.reveal.darwin import reveal as show

        show(path, start=_start)
    elif sys.platform == "win32":
        from lookhear.system.reveal.windows import reveal as show

        show(path, start=_start)
    else:
        from lookhear.system.reveal.linux import ask_file_manager
        from lookhear.system.reveal.linux import reveal as show_here

        show_here(path, ask=lambda uri: ask_file_manager(environ.get("DBUS_SESSION_BUS_ADDRESS", ""), uri), start=_start)


def _start(argv: Sequence[str]) -> int:
    """Run a program of the system that hands over to another and ends; its exit code. Raises SourceUnavailable."""
    try:
        return subprocess.run(  # noqa: S603 - programs of the system, and a path as its own argument
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE_S, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise SourceUnavailable("There is no file manager that answers here.", hint="The folder stands in the details.") from exc
