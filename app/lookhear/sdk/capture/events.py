"""What the engine tells, from its reader thread to whoever iterates over `CaptureClient.events()` in a loop."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_WAITING: Final = 10_000
_PROGRESS: Final = "upload-progress"
_ENDS: Final = frozenset({"recording-complete", "error"})  # exactly one of them for each recording: contract §5.4


class CaptureEvent(dict[str, Any]):
    """One event (contract §5.4): a dictionary with ``type``, ``event`` and ``payload``, as in the official SDK, and attributes too."""

    @property
    def event(self) -> str:
        """Its name, with hyphens, such as ``recording-started`` or ``error`` (contract §5.4)."""
        name = self.get("event")
        return name if isinstance(name, str) else ""

    @property
    def payload(self) -> dict[str, Any]:
        """What it tells; ``session_id`` is among it where it is about a session."""
        payload = self.get("payload")
        return payload if isinstance(payload, dict) else {}

    def __repr__(self) -> str:
        return f"CaptureEvent({super().__repr__()})"


class EventBox:
    """The events nobody has taken yet, and which recording still owes its end. Thread-safe; each event is taken once.

    Bounded: when too many wait, old progress is forgotten first. Open before the first engine, so that a program may listen before it
    starts, and closed from the end of an engine to the beginning of the next.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[CaptureEvent] = deque()
        self._waiting: list[Future[None]] = []
        self._listeners = 0
        self._is_open = True
        self._session_id: str | None = None

    def put(self, message: Mapping[str, object]) -> None:
        """An event of the engine."""
        event = CaptureEvent(message)
        with self._lock:
            if event.event in _ENDS:
                self._session_id = None
            self._add(event)

    def engine_begins(self) -> None:
        """Events may come."""
        with self._lock:
            self._is_open = True

    def session_begins(self, session_id: str) -> str | None:
        """From now on a recording owes its end; gives back the one that did before, for `session_is`.

        Where nobody listens, what an earlier session told and nobody took is forgotten: a loop that waits for the end would take that of
        the earlier recording for its own.
        """
        with self._lock:
            before, self._session_id = self._session_id, session_id
            if not self._listeners:
                self._events = deque(event for event in self._events if _may_be_of(event, session_id))
            return before

    def session_is(self, session_id: str | None) -> None:
        """That recording did not begin: the one before is still the one, or none."""
        with self._lock:
            self._session_id = session_id

    def engine_ended(self, *, was_wished: bool, reason: str) -> None:
        """No more events come. A recording that was not told the end of is told to have failed, unless the end was wished."""
        with self._lock:
            if self._session_id is not None and not was_wished:
                payload = {"code": "engine_gone", "message": reason, "session_id": self._session_id}
                self._add(CaptureEvent(type="event", event="error", payload=payload))
            self._session_id, self._is_open = None, False
            self._wake()

    def next(self) -> CaptureEvent | Future[None] | None:
        """The next event, or what is set when it is worth to ask again, or None when no more come."""
        with self._lock:
            if self._events:
                return self._events.popleft()
            if not self._is_open:
                return None
            waiter: Future[None] = Future()
            self._waiting.append(waiter)
            return waiter

    def forget(self, waiter: Future[None]) -> None:
        """Nobody waits for this one any more."""
        with self._lock, contextlib.suppress(ValueError):
            self._waiting.remove(waiter)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """While somebody iterates, nothing is forgotten."""
        with self._lock:
            self._listeners += 1
        try:
            yield
        finally:
            with self._lock:
                self._listeners -= 1

    def _add(self, event: CaptureEvent) -> None:
        if len(self._events) >= MAX_WAITING:
            old = next((place for place, waiting in enumerate(self._events) if waiting.event == _PROGRESS), 0)
            del self._events[old]
        self._events.append(event)
        self._wake()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            waiter.set_result(None)


def _may_be_of(event: CaptureEvent, session_id: str) -> bool:
    told = event.payload.get("session_id")
    return told is None or told == session_id
