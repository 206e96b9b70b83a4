"""The context log of a recording, as far as it was uploaded: what the person did in a stretch of time."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final

from lookhear.errors import ObjectMissing
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Fragment

MOST_EVENTS: Final = 200  # of one stretch: the last ones
_PAGE: Final = 64
_KEPT: Final = 10_000  # events that are remembered


class ContextLog:
    """The events of one session's recording, read once each. Owned by one task."""

    def __init__(self, store: Store, objects: ObjectStore, session_id: str) -> None:
        self._store = store
        self._objects = objects
        self._session_id = session_id
        self._after_seq = 0
        self._events: list[tuple[int, Mapping[str, object]]] = []

    async def between(self, start_ns: int, end_ns: int) -> tuple[Mapping[str, object], ...]:
        """The events of a stretch of session time, in order; ``t_ns`` is theirs."""
        await self._read_on()
        found = sorted((each for each in self._events if start_ns <= each[0] < end_ns), key=lambda each: each[0])
        return tuple(event for _, event in found[-MOST_EVENTS:])

    async def _read_on(self) -> None:
        while rows := await self._store.read(self._rows):
            for row in rows:
                with contextlib.suppress(ObjectMissing):  # retention was quicker
                    self._events += _parsed(await self._objects.get(row.key))
                self._after_seq = row.seq
            del self._events[:-_KEPT]

    def _rows(self, tx: Transaction) -> list[Fragment]:
        stream = next((each for each in tx.streams.of_session(self._session_id) if each.kind is TrackKind.CONTEXT), None)
        return [] if stream is None else tx.streams.fragments(stream.id, after_seq=self._after_seq, limit=_PAGE)


def _parsed(data: bytes) -> list[tuple[int, Mapping[str, object]]]:
    """The lines of a file that was checked when it came."""
    events = [json.loads(line) for line in data.splitlines()]
    return [(event["t_ns"], event) for event in events]
