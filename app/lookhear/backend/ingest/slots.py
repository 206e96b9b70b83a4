"""Room for the bodies that are being received: what does not fit is sent away before a byte of it is read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


class Slots:
    """At most so many bodies with at most so many bytes at once. Used from one event loop."""

    def __init__(self, *, bodies: int, size_bytes: int) -> None:
        self._bodies = bodies
        self._bytes = size_bytes

    @contextmanager
    def take(self, size_bytes: int) -> Iterator[None]:
        """Hold room for one body while it is received and stored. Raises IngestRefused (busy) when there is none."""
        if self._bodies < 1 or self._bytes < size_bytes:
            raise IngestRefused(
                "The backend is receiving as much as it can hold.", hint="Send this again in a moment.", problem=Problem.BUSY
            )
        self._bodies -= 1
        self._bytes -= size_bytes
        try:
            yield
        finally:
            self._bodies += 1
            self._bytes += size_bytes
