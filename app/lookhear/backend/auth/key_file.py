"""The API key: given by whoever starts the backend, else minted once and kept in its data folder for that person only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from lookhear.backend.auth.secrets import MAX_SECRET_CHARS
from lookhear.errors import FolderUnwritable, UsageError
from lookhear.protocol.ids import new_secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_FILE: Final = "api-key"
VARIABLE: Final = "LOOKHEAR_API_KEY"
_MIN_CHARS: Final = 16


def given_key(*, key: str | None, file: Path | None, environ: Mapping[str, str]) -> str | None:
    """The key somebody chose: from a file, the command line or the environment, in this order. Raises UsageError with a sentence."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            reason = exc.strerror if isinstance(exc, OSError) else "it is not text"
            raise UsageError(f"The API key cannot be read from {file}: {reason}.") from exc
        return checked(text.strip(), f"The API key in {file}")
    if key is not None:
        return checked(key, "The API key")
    if told := environ.get(VARIABLE, ""):
        return checked(told, f"The API key in {VARIABLE}")
    return None


def kept_key(data_dir: Path) -> str:
    """The key of a data folder, minted when there is none: 0600. Raises FolderUnwritable, UsageError. Call it with the folder's lock."""
    path = data_dir / KEY_FILE
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as exc:
        raise FolderUnwritable(f"The API key of this backend, {path}, cannot be read.") from exc
    if text:
        return checked(text, f"The API key in {path}")
    key = new_secret("sk")
    write_private(path, f"{key}\n")
    return key


def checked(key: str, what: str) -> str:
    """A key that is long enough to be one. Raises UsageError."""
    if not (_MIN_CHARS <= len(key) <= MAX_SECRET_CHARS) or not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(f"{what} must be {_MIN_CHARS} to {MAX_SECRET_CHARS} letters, digits and signs on one line, without spaces.")
    return key


def write_private(path: Path, text: str) -> None:
    """Replace a file by one that only its owner can read, whole or not at all. Raises FolderUnwritable."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as exc:
        raise FolderUnwritable(f"{path} cannot be written ({exc.strerror}).") from exc
