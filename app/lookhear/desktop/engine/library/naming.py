"""The name that a person gave to a recording: a small file beside it, so that its folder says everything about itself.

<recording>/name.json   {"format": 1, "name": "Weekly call"}
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.durable import translated, write_sealed
from lookhear.recorder.spool.fields import Fields

if TYPE_CHECKING:
    from pathlib import Path

NAME_FILE: Final = "name.json"
LONGEST: Final = 200
_FORMAT: Final = 1


def read_name(folder: Path) -> str:
    """The name, empty where there is none or it cannot be read."""
    try:
        fields = Fields.parse((folder / NAME_FILE).read_bytes())
        return clean_name(fields.text("name")) if fields.integer("format") == _FORMAT else ""
    except (OSError, ValueError):
        return ""


def write_name(folder: Path, name: str) -> str:
    """Keep a name, or take it away where it is empty; gives it as it was kept. Raises DiskFull, FolderUnwritable, StorageError."""
    cleaned = clean_name(name)
    path = folder / NAME_FILE
    if cleaned:
        write_sealed(path, json.dumps({"format": _FORMAT, "name": cleaned}, ensure_ascii=False).encode() + b"\n")
    else:
        with translated(path):
            path.unlink(missing_ok=True)
    return cleaned


def clean_name(name: str) -> str:
    """One line of printable text, no longer than 200 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    return line[:LONGEST].strip()


def file_stem(name: str) -> str:
    """A name as the beginning of a file's name on every system; empty where nothing of it can be."""
    safe = "".join("-" if char in '/\\:*?"<>|' else char for char in clean_name(name))
    return safe.strip(". ")[:120].strip(". ")
