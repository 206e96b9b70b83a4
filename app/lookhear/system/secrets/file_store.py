"""Secrets in a file that only its owner may read: for computers without a keyring. The file says so itself.

Anybody who can read this person's files can read it: a backup, another program, whoever takes the disk. That is told where a secret is
typed, and stands in the file.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import stat
import threading
from typing import TYPE_CHECKING, Final

from lookhear.errors import StorageError
from lookhear.system import files
from lookhear.system.paths.folders import private_folder

if TYPE_CHECKING:
    from pathlib import Path

_LOG: Final = logging.getLogger(__name__)
_NOTE: Final = (
    "Secrets of Lookhear, not encrypted: this computer has no keyring. Whoever can read this file can use them. "
    "Signing out in the settings removes them."
)
_MOST_BYTES: Final = 1 << 20
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_FLAGS: Final[int] = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)


class FileStore:
    """`SecretStore` over one file, made when the first secret is kept. For any thread. ``has_modes``: this system has those of POSIX."""

    def __init__(self, path: Path, *, has_modes: bool = True) -> None:
        self.path, self._has_modes = path, has_modes
        self._changing = threading.Lock()

    def get(self, address: str) -> str | None:
        """See `SecretStore.get`."""
        try:
            return self._read().get(address)
        except StorageError:
            return None

    def keep(self, address: str, secret: str) -> None:
        """See `SecretStore.keep`."""
        with self._changing:
            self._write({**self._read(), address: secret})

    def forget(self, address: str) -> None:
        """See `SecretStore.forget`."""
        with self._changing:
            secrets = self._read()
            if secrets.pop(address, None) is not None:
                self._write(secrets)

    def _read(self) -> dict[str, str]:
        try:
            data = self._bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unreadable(error.strerror or "it is no file of ours") from error
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            value = None
        secrets = value.get("secrets") if isinstance(value, dict) else None
        if not isinstance(secrets, dict):
            raise self._unreadable("it is damaged")
        return {address: secret for address, secret in secrets.items() if isinstance(secret, str)}

    def _bytes(self) -> bytes:
        fd = os.open(self.path, os.O_RDONLY | _FLAGS | _NO_LINK)
        with os.fdopen(fd, "rb") as opened:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is no file of ours")
            if self._has_modes and status.st_mode & _OTHERS:
                _LOG.warning("%s could be read by others on this computer; it cannot any more.", self.path.name)
                self.path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            return opened.read(_MOST_BYTES)

    def _write(self, secrets: dict[str, str]) -> None:
        private_folder(self.path.parent)
        data = json.dumps({"note": _NOTE, "secrets": secrets}, ensure_ascii=False, indent=1).encode() + b"\n"
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        try:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()  # of a process that had this number and was killed
            fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(fd, "wb") as opened:
                opened.write(data)
                opened.flush()
                files.sync_file(opened.fileno())
            part.replace(self.path)
            files.sync_folder(self.path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            raise StorageError(f"The secret cannot be kept in {self.path} ({error.strerror}).", hint="Check the disk.") from error

    def _unreadable(self, why: str) -> StorageError:
        return StorageError(f"The file of secrets {self.path} cannot be read ({why}).", hint="Move it away and sign in again.")
