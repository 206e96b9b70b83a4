"""Folders of objects, and which of their names are on the medium. Any thread may ask."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from lookhear.system import files

if TYPE_CHECKING:
    from pathlib import Path


class Folders:
    """Makes and removes folders below a root.

    Whoever made one may have been killed before its name was synced: only what this object synced counts as durable.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()  # nobody syncs a folder that somebody else is about to make anew
        self._durable: set[Path] = set()

    def make(self, folder: Path) -> None:
        """Make a folder and those above it; what is there stays. Raises OSError."""
        with self._lock:
            for level in self._levels(folder):
                if not level.is_dir():
                    self._durable.discard(level)  # before it is there, and somebody finds it
                    level.mkdir(mode=0o700, exist_ok=True)

    def make_durable(self, folder: Path) -> None:
        """Return when the names of a folder and of those above it are on the medium; raises OSError.

        A name in a folder is worth nothing if the folder's own is lost. Costs something the first time only.
        """
        if folder in self._durable:  # without the lock, or everybody would wait for whoever syncs another folder
            return
        with self._lock:
            for level in self._levels(folder):
                if level not in self._durable:
                    files.sync_folder(level.parent)
                    self._durable.add(level)

    def remove_empty(self, folder: Path) -> None:
        """Remove a folder unless something is in it, or somebody is about to use it."""
        if folder != self._root:
            with contextlib.suppress(OSError), self._lock:
                folder.rmdir()
                self._durable.discard(folder)

    def _levels(self, folder: Path) -> list[Path]:
        """From the first below the root down to the folder."""
        above = [self._root, *self._root.parents]
        return [level for level in reversed([folder, *folder.parents]) if level not in above]
