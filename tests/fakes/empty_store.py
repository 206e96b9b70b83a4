"""A store of rows as a backend makes it, laid down ready: making its tables is most of what opening a new one takes."""

from __future__ import annotations

import asyncio
import functools
import tempfile
from pathlib import Path

from lookhear.backend.storage.database import SqliteStore


@functools.cache
def _bytes_of_an_empty_store(created_ns: int) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "rows"
        asyncio.run(SqliteStore.open(path, now_ns=lambda: created_ns).close())
        return path.read_bytes()


def lay_empty_store(path: Path, *, created_ns: int) -> Path:
    """Put a store without rows at a path where there is none; ``created_ns`` is when its default collection was made."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes_of_an_empty_store(created_ns))
    return path
