"""Whether recordings can be kept in a folder: found by trying what a recording does. Blocks."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.storage.measuring import disk_of
from lookhear.desktop.engine.storage.values import FolderCheck
from lookhear.errors import LookhearError
from lookhear.recorder.checking import ENOUGH_BYTES
from lookhear.recorder.spool.durable import write_sealed
from lookhear.system import files
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from pathlib import Path

_ANOTHER: Final = "Choose another folder."


def check_folder(folder: Path, *, not_in: Path) -> FolderCheck:
    """Create it where it is missing, seal a file in it, lock one, remove both. Nothing inside of ``not_in`` will do."""
    if not folder.is_absolute():
        return FolderCheck(is_good=False, folder=folder, sentence="The folder needs a whole path, from the root on.", hint=_ANOTHER)
    if folder.is_relative_to(not_in):
        return FolderCheck(is_good=False, folder=folder, sentence="The backend of this computer keeps its data there.", hint=_ANOTHER)
    was_there = folder.exists()
    try:
        private_folder(folder)
        _try(folder)
        free_bytes, _ = disk_of(folder)
    except LookhearError as error:
        _tidy(folder, was_there=was_there)
        return FolderCheck(is_good=False, folder=folder, sentence=str(error), hint=_ANOTHER)
    except OSError as error:
        _tidy(folder, was_there=was_there)
        return FolderCheck(is_good=False, folder=folder, sentence=f"{folder} cannot be used ({error.strerror}).", hint=_ANOTHER)
    if free_bytes < ENOUGH_BYTES:
        hint = "Free some space before you record for long."
        return FolderCheck(is_good=True, folder=folder, sentence="There is little room left there.", hint=hint, free_bytes=free_bytes)
    return FolderCheck(is_good=True, folder=folder, free_bytes=free_bytes)


def _try(folder: Path) -> None:
    probe = folder / f".lookhear-{secrets.token_hex(4)}"
    try:
        write_sealed(probe, b"x")
        with tempfile.TemporaryFile(dir=folder) as file:  # some network drives have no locks, and a recording needs one
            if files.try_lock(file.fileno()):
                files.unlock(file.fileno())
    finally:
        probe.unlink(missing_ok=True)


def _tidy(folder: Path, *, was_there: bool) -> None:
    if not was_there:
        with contextlib.suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106 - only when it is empty, and only ours
