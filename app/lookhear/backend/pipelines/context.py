"""The context log of a recording, as far as it was uploaded: what the person did in a stretch of time."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final, TypeAlias

from lookhear.errors import ObjectMissing
from lookhear.protocol.tracks import TrackKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.backend.ports import ObjectStore, Store, Transaction
    from lookhear.backend.records import Fragment

    _Event: TypeAlias = tuple[int, Mapping[str, object]]

MOST_EVENTS: Final = 200  # of one stretch: the last ones
_PAGE: Final = 64
_KEPT: Final = 10_000  # events that are remembered
_WINDOW: Final = "window"
_TELLING: Final = frozenset({_WINDOW, "pause"})


class ContextLog:
    """The events of one session's recording, read once each. Owned by one task."""

    def __init__(self, store: Store, objects: ObjectStore, session_id: str) -> None:
        self._store = store
        self._objects = objects
        self._session_id = session_id
        self._after_seq = 0
        self._events: list[_Event] = []

    async def between(self, start_ns: int, end_ns: int) -> tuple[Mapping[str, object], ...]:
        """The events of a stretch of session time, in order; ``t_ns`` is theirs.

        In front of them stands the last one about the active window that came before: what somebody looked at when the stretch began.
        """
        await self._read_on()
        found = sorted((each for each in self._events if start_ns <= each[0] < end_ns), key=_time)
        before = _last_window(each for each in self._events if each[0] < start_ns)
        return tuple(event for _, event in [*before, *found[-MOST_EVENTS:]])

    async def _read_on(self) -> None:
        while rows := await self._store.read(self._rows):
            for row in rows:
                with contextlib.suppress(ObjectMissing):  # retention was quicker
                    self._events += _parsed(await self._objects.get(row.key))
                self._after_seq = row.seq
            forgotten = self._events[:-_KEPT]
            self._events[: len(forgotten)] = _last_window(forgotten)

    def _rows(self, tx: Transaction) -> list[Fragment]:
        stream = next((each for each in tx.streams.of_session(self._session_id) if each.kind is TrackKind.CONTEXT), None)
        return [] if stream is None else tx.streams.fragments(stream.id, after_seq=self._after_seq, limit=_PAGE)


def _last_window(events: Iterable[_Event]) -> list[_Event]:
    """The last of them about the active window; none where there was none, or where nobody knows since a pause."""
    last = max((each for each in events if each[1].get("kind") in _TELLING), key=_time, default=None)
    return [last] if last is not None and last[1].get("kind") == _WINDOW else []


def _time(event: _Event) -> int:
    return event[0]


def _parsed(data: bytes) -> list[_Event]:
    """The lines of a file that was checked when it came."""
    events = [json.loads(line) for line in data.splitlines()]
    return [(event["t_ns"], event) for event in events]
