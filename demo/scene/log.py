"""What a scene did and when, one JSON object per line, in nanoseconds of CLOCK_BOOTTIME: the clock recordings are stamped with."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path


class EventLog:
    """Appends events to a file. May be used by several threads: each event is one write to a file opened for appending.

    Events: ``{"event": "paint", "n", "t_ns", "shown_ns"}`` (sent at t_ns, on the screen not later than shown_ns),
    ``{"event": "paragraph", "number", "t_ns", "shown_ns"}`` (as a paint; see `demo.scene.typing`),
    ``{"event": "flash", "second", "n", "sent_ns", "t_ns"}`` (white since some moment between the two) and
    ``{"event": "beep", "second", "sink", "t_ns", "is_certain"}`` (audible from t_ns).
    """

    def __init__(self, path: Path | None) -> None:
        self._fd = None if path is None else os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)

    def add(self, event: str, **values: int | str | bool) -> None:
        """Append one event; without a file nothing happens."""
        if self._fd is not None:
            os.write(self._fd, json.dumps({"event": event, **values}).encode() + b"\n")

    def close(self) -> None:
        """Close the file. Harmless when called twice."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
