"""The index of the library: what is known of every recording folder, kept in a file that may be thrown away at any time.

A folder whose time has not changed since it was read is not read again: whatever becomes of a recording that has its end makes, replaces
or removes a file right in its folder. One that is being written, or was interrupted, is looked at each time.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.library.rows import Row, read_row
from lookhear.errors import LookhearError
from lookhear.protocol.ids import is_recording_id
from lookhear.recorder.spool.durable import write_sealed
from lookhear.recorder.spool.layout import MANIFEST
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

FILE_NAME: Final = "index.json"
_FORMAT: Final = 1
_TICK_NS: Final = 2_000_000_000  # the coarsest a file system in use counts


class LibraryIndex:
    """Rows of all recordings below some folders. Belongs to one thread.

    ``roots`` gives the folders that are used now; one that was used before is remembered, so that a person who changes where
    recordings are kept loses none of them from sight.
    """

    def __init__(self, home: Path, *, roots: Callable[[], Sequence[Path]], read: Callable[[Path], Row] = read_row) -> None:
        self._home, self._roots, self._read = home, roots, read
        self._known: dict[Path, tuple[int, Row]] = {}
        self._seen_roots: list[Path] = []
        self._is_loaded = False
        self._is_changed = False

    @property
    def roots(self) -> list[Path]:
        """Every folder that holds or held recordings, those in use first."""
        self._load()
        return list(dict.fromkeys([*self._roots(), *self._seen_roots]))

    def refresh(self, *, budget_s: float = float("inf")) -> bool:
        """Look at every folder, the newest recordings first; gives whether there was time for all.

        What was known of those that there was no time for still stands.
        """
        self._load()
        self._remember_roots()
        give_up_s = time.monotonic() + budget_s
        found = self._folders()
        for folder in self._known.keys() - found.keys():
            del self._known[folder]
            self._is_changed = True
        is_whole = True
        for folder, stamp in found.items():
            known = self._known.get(folder)
            if known is not None and known[0] == stamp and known[1].is_settled:
                continue
            if time.monotonic() > give_up_s:
                is_whole = False
                break
            self._look(folder, stamp)
        if is_whole:
            self.save()
        return is_whole

    def rows(self) -> list[tuple[Path, Row]]:
        """Folder and row of every recording, the newest first by its identifier."""
        return sorted(self._known_rows(), key=lambda each: each[0].name, reverse=True)

    def save(self) -> None:
        """Write down what is known, where that has changed. That it cannot be kept is no failure: it is read again."""
        if not self._is_changed:
            return
        values = {
            "format": _FORMAT,
            "roots": [str(root) for root in self._seen_roots],
            "rows": [{"folder": str(folder), "stamp": stamp, **row.to_json()} for folder, (stamp, row) in self._known.items()],
        }
        try:
            private_folder(self._home)
            write_sealed(self._home / FILE_NAME, json.dumps(values, ensure_ascii=False).encode())
        except LookhearError:
            return
        self._is_changed = False

    def _known_rows(self) -> Iterable[tuple[Path, Row]]:
        return ((folder, row) for folder, (_, row) in self._known.items())

    def _look(self, folder: Path, stamp: int) -> None:
        before = self._known.get(folder)
        is_fresh = time.time_ns() - stamp < _TICK_NS  # it may change once more without the clock of the file system moving on
        self._known[folder] = (0 if is_fresh else stamp, self._read(folder))
        self._is_changed = self._is_changed or before != self._known[folder]

    def _remember_roots(self) -> None:
        for root in self._roots():
            if root not in self._seen_roots:
                self._seen_roots.append(root)
                self._is_changed = True

    def _folders(self) -> dict[Path, int]:
        """Every folder of a recording that has begun, with its time in ns; the newest first."""
        found: dict[Path, int] = {}
        for root in self.roots:
            try:
                with os.scandir(root) as entries:
                    names = [entry.name for entry in entries if is_recording_id(entry.name) and entry.is_dir()]
            except OSError:
                continue  # not there now: a disk that was taken out
            stamps = ((root / name, _stamp(root / name)) for name in names)
            found |= {folder: stamp for folder, stamp in stamps if stamp}
        return dict(sorted(found.items(), key=lambda each: each[0].name, reverse=True))

    def _load(self) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True
        try:
            values = json.loads((self._home / FILE_NAME).read_bytes())
            if values["format"] != _FORMAT:
                return
            path_of = type(self._home)
            known = {path_of(each["folder"]): (int(each["stamp"]), Row.of_json(each)) for each in values["rows"]}
            roots = [path_of(root) for root in values["roots"]]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return  # it is read anew
        self._known, self._seen_roots = known, roots


def folder_of(roots: Sequence[Path], recording_id: str) -> Path | None:
    """Where a recording lies below some folders; None where it does not."""
    if not is_recording_id(recording_id):
        return None
    return next((root / recording_id for root in roots if (root / recording_id).is_dir()), None)


def _stamp(folder: Path) -> int:
    """When something came or went right in a folder, in ns; zero for one that is gone or in which no recording has begun."""
    try:
        stamp = folder.stat().st_mtime_ns
        return stamp if (folder / MANIFEST).exists() or any(folder.glob("*/*")) else 0
    except OSError:
        return 0
