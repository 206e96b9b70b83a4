"""Programs of a name and place that others look for, which start ours: chooses how this system is given one."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path, PurePosixPath
from typing import Final

CAPTURE: Final = "lookhear-capture"


def installed_capture() -> Path | None:
    """The engine as a program of its own that came with this installation; None where there is none, as when it runs from its sources."""
    name = f"{CAPTURE}.exe" if sys.platform == "win32" else CAPTURE
    folders = (Path(sys.executable).parent, Path(sysconfig.get_path("scripts")))
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def node_places() -> tuple[PurePosixPath, ...]:
    """Where the official Node SDK looks for its engine below its folder ``bin``: 0.2.0 first, then later ones (contract §6.5)."""
    if sys.platform == "win32":
        return PurePosixPath("recorder.exe"), PurePosixPath("capture.exe")
    if sys.platform == "darwin":
        return PurePosixPath("recorder"), PurePosixPath("VideoDBCapture.app/Contents/MacOS/capture")
    return PurePosixPath("recorder"), PurePosixPath("capture")


def write_launcher(path: Path, argv: list[str]) -> None:
    """Make a program at a path, whose folder exists, that starts another one with the arguments it is given. Raises OSError."""
    if sys.platform == "win32":
        from lookhear.system.launchers.windows import write
    else:
        from lookhear.system.launchers.posix import write
    write(path, argv)
