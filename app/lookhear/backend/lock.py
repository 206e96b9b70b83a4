"""One server for each data folder: its lock, and the file by which other programs of the same person find it."""

from __future__ import annotations

import contextlib
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.key_file import write_private
from lookhear.errors import BackendInUse, FolderUnwritable
from lookhear.protocol.discovery import DISCOVERY_FILE, LOCK_FILE, Discovery
from lookhear.system import files
from lookhear.system.discovery import read_discovery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ATTEMPTS: Final = 10
_PAUSE_S: Final = 0.1


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data folder, however the process ends. Raises BackendInUse when another process serves it, FolderUnwritable.

    It is tried for a second, because whoever looks for a server takes the lock for a moment.
    """
    path = data_dir / LOCK_FILE
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as exc:
        raise FolderUnwritable(f"{path} cannot be opened ({exc.strerror}).") from exc
    try:
        if not _locked(fd, path):
            raise BackendInUse(f"Another process serves {data_dir}{_where(data_dir)}.", hint="Use that one, or another --data-dir.")
        yield
    finally:
        os.close(fd)


@contextmanager
def announced(data_dir: Path, discovery: Discovery) -> Iterator[None]:
    """Let others find the server while the context is open. Raises FolderUnwritable."""
    path = data_dir / DISCOVERY_FILE
    write_private(path, discovery.to_json())
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _locked(fd: int, path: Path) -> bool:
    pause = threading.Event()  # never set: it only waits
    try:
        for _ in range(_ATTEMPTS):
            if files.try_lock(fd):
                return True
            pause.wait(_PAUSE_S)
    except OSError as exc:
        raise FolderUnwritable(f"The file system of {path.parent} cannot lock files ({exc.strerror}).") from exc
    return False


def _where(data_dir: Path) -> str:
    found = read_discovery(data_dir)
    return "" if found is None else f" at {found.url} (process {found.pid})"
