"""The lock that says who writes a recording: the system frees it when its process ends, however it ends."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, ClassVar, Final, Self

from lookhear.errors import FolderUnwritable, RecordingBusy
from lookhear.recorder.spool.durable import translated
from lookhear.recorder.spool.layout import LOCK, UPLOAD_LOCK
from lookhear.system import files

if TYPE_CHECKING:
    from pathlib import Path

_RETRY_S: Final = 0.01


class WriterLock:
    """The exclusive right to write one recording, held from `__init__` to `close`.

    Presence of the file means nothing, only the lock on it does. It holds between processes of one machine on every
    local file system; on a network volume only as far as its server and mount options carry locks
    (see `lookhear.system.files.posix.try_lock`). Where there are no locks at all this refuses rather than guesses.
    Raises RecordingBusy when another process writes, after trying for ``patience_s``: somebody who only looks holds it for microseconds.
    """

    _file: ClassVar[str] = LOCK
    _doing: ClassVar[str] = "writing"
    _hint: ClassVar[str] = ""

    def __init__(self, folder: Path, *, patience_s: float = 0.25) -> None:
        self._fd = -1
        path = folder / self._file
        tries = max(1, round(patience_s / _RETRY_S))
        pause = threading.Event()
        for _ in range(tries):
            if self._take(path):
                return
            pause.wait(_RETRY_S)
        raise RecordingBusy(f"Another process is {self._doing} the recording {folder.name}.", hint=self._hint)

    def _take(self, path: Path) -> bool:
        with translated(path):
            fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        is_taken = False
        try:
            is_taken = _locks(fd, path) and _is_still(fd, path)
        finally:
            if not is_taken:
                os.close(fd)
        if is_taken:
            self._fd = fd
        return is_taken

    def close(self) -> None:
        """Give the lock back. Harmless when called twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class UploadLock(WriterLock):
    """The exclusive right to upload one recording, which may go on being written meanwhile; see `WriterLock`."""

    _file = UPLOAD_LOCK
    _doing = "uploading"
    _hint = "What is left when it ends can be finished then."


def is_being_written(folder: Path) -> bool:
    """Say whether a process holds the writer's lock of a recording now."""
    return _is_locked(folder / LOCK)


def is_being_uploaded(folder: Path) -> bool:
    """Say whether a process holds the upload's lock of a recording now."""
    return _is_locked(folder / UPLOAD_LOCK)


def _is_locked(path: Path) -> bool:
    try:
        fd = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except PermissionError:
        return False  # a read-only copy: nobody can be writing it
    try:
        return not _locks(fd, path)
    finally:
        os.close(fd)


def _locks(fd: int, path: Path) -> bool:
    try:
        return files.try_lock(fd)
    except OSError as error:
        raise FolderUnwritable(
            f"The file system of {path.parent} cannot lock files ({error.strerror}), so two programs could write the same recording.",
            hint="Set LOOKHEAR_HOME to a folder on a local disk.",
        ) from error


def _is_still(fd: int, path: Path) -> bool:
    """False when the file was removed (or replaced) between opening and locking it: recovery removes folders that hold nothing."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False
