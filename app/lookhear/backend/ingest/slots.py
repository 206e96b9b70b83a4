"""Room for the bodies that are being received: what does not fit is sent away before a byte of it is read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Held:
    """What one owner holds."""

    bodies: int = 0
    size_bytes: int = 0


class Slots:
    """At most so many bodies with at most so many bytes at once, and for one owner a part of that. Used from one event loop.

    ``share`` says how large that part is: 4 means a quarter. Who holds nothing gets room for a body of any size.
    """

    def __init__(self, *, bodies: int, size_bytes: int, share: int) -> None:
        self._bodies = bodies
        self._bytes = size_bytes
        self._most = _Held(max(1, bodies // share), size_bytes // share)
        self._owners: dict[str, _Held] = {}

    @contextmanager
    def take(self, size_bytes: int, *, owner: str) -> Iterator[None]:
        """Hold room for one body while it is received and stored. Raises IngestRefused (busy) when there is none."""
        held = self._owners.get(owner, _Held())
        if self._bodies < 1 or self._bytes < size_bytes or self._is_too_much(held, size_bytes):
            raise IngestRefused(
                "The backend is receiving as much as it can hold.", hint="Send this again in a moment.", problem=Problem.BUSY
            )
        self._add(owner, held, bodies=1, size_bytes=size_bytes)
        try:
            yield
        finally:
            self._add(owner, held, bodies=-1, size_bytes=-size_bytes)

    def _is_too_much(self, held: _Held, size_bytes: int) -> bool:
        return held.bodies > 0 and (held.bodies >= self._most.bodies or held.size_bytes + size_bytes > self._most.size_bytes)

    def _add(self, owner: str, held: _Held, *, bodies: int, size_bytes: int) -> None:
        self._bodies -= bodies
        self._bytes -= size_bytes
        held.bodies += bodies
        held.size_bytes += size_bytes
        if held.bodies:
            self._owners[owner] = held
        else:
            self._owners.pop(owner, None)
