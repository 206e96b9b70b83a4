"""Reads a secret from a file: one line, as people keep tokens and keys."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lookhear.errors import UsageError
from lookhear.protocol.credentials import is_secret

_MOST_BYTES: Final = 64 << 10


def read_secret(file: str) -> str:
    """The text of a file without what surrounds it. Raises UsageError for one that cannot be read, is empty or holds several lines."""
    path = Path(file).expanduser()
    try:
        with path.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as exc:
        raise UsageError(f"The token file {path} cannot be read ({exc.strerror}).") from exc
    try:
        text = data.decode("ascii").strip() if len(data) <= _MOST_BYTES else ""
    except UnicodeDecodeError:
        text = ""
    if not is_secret(text):
        raise UsageError(f"The token file {path} does not hold one token.", hint="It should hold the token on one line, and nothing else.")
    return text
