"""Entries of the library as a test wants them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lookhear.desktop.engine.library.entries import EntryState, LibraryEntry

NOON_NS = 1_763_899_200_000_000_000  # 2025-11-23 12:00 UTC
DAY_NS = 86_400_000_000_000


def entry(number: int = 1, **fields: Any) -> LibraryEntry:  # noqa: ANN401 - fields of LibraryEntry
    """A recording of a minute that is on this computer; a higher number is an older one."""
    recording_id = f"rec-{number:026d}"
    values: dict[str, Any] = {
        "recording_id": recording_id,
        "name": f"Call {number}",
        "started_wall_ns": NOON_NS - number * DAY_NS,
        "duration_s": 60.0,
        "bytes": 5_000_000,
        "state": EntryState.READY,
        "channels": ("display:1", "mic:default"),
        "folder": Path("recordings") / recording_id,
        "link": "https://capture.example/watch?v=slug",
    }
    return LibraryEntry(**values | fields)
