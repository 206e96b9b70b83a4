"""Where the .mp4 goes, checked before anything is recorded."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from lookhear.errors import FolderUnwritable, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.system.paths.folders import Paths


def chosen_output(wanted: Path | None, paths: Paths, *, is_forced: bool) -> Path:
    """The path to write to. Raises UsageError for a name that is no .mp4 or is taken, FolderUnwritable for its folder."""
    if wanted is None:
        return _writable(free_name(paths.exports))
    path = wanted.expanduser().absolute()
    if path.suffix.lower() != ".mp4":
        raise UsageError(f"{path.name} does not end in .mp4.", hint="Lookhear writes MP4 files.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", hint="Name a file in it.")
    if path.exists() and not is_forced:
        raise UsageError(f"{path} exists already.", hint="Choose another name, or replace it with --force.")
    return _writable(path)


def free_name(folder: Path) -> Path:
    """A name in a folder that says the time and is not taken by now."""
    stamp = time.strftime("Lookhear %Y-%m-%d %H.%M.%S")
    path, number = folder / f"{stamp}.mp4", 2
    while path.exists():
        path, number = folder / f"{stamp} ({number}).mp4", number + 1
    return path


def _writable(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise FolderUnwritable(f"The folder {path.parent} cannot be made: {exc.strerror}.") from exc
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise FolderUnwritable(f"The folder {path.parent} cannot be written.")
    return path
