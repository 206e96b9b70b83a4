"""The bus of a backend that is one process: a doorbell between its parts. Publishing is for any thread, listening for event loops."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lookhear.backend.ports import Listener

DEFAULT_LIMIT: Final = 256  # messages that wait for one listener

_LOG: Final = logging.getLogger(__name__)


class InProcessBus:
    """A `Bus` of listeners in this process. ``limit`` messages wait for each; who falls behind loses the oldest, and is told.

    Publishing costs what its own listeners cost, however many other topics there are.
    """

    def __init__(self, *, limit: int = DEFAULT_LIMIT) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._topics: dict[str, tuple[_Listener, ...]] = {}  # guarded by _lock

    def publish(self, topic: str, message: dict[str, object]) -> None:
        """Ring for everybody who listens to the topic now; never waits."""
        with self._lock:
            listeners = self._topics.get(topic, ())
        for listener in listeners:
            listener.offer(message)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Listener]:
        """Listen to a topic while the context is open; what was published before is not heard."""
        listener = _Listener(asyncio.get_running_loop(), topic, self._limit)
        with self._lock:
            self._topics[topic] = (*self._topics.get(topic, ()), listener)
        try:
            yield listener
        finally:
            self._leave(topic, listener)

    def _leave(self, topic: str, listener: _Listener) -> None:
        with self._lock:
            left = tuple(other for other in self._topics[topic] if other is not listener)
            if left:
                self._topics[topic] = left
            else:
                del self._topics[topic]


class _Listener:
    """Port `Listener`: what waits for one of them. `offer` is for any thread, the rest for the listener's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, topic: str, limit: int) -> None:
        self._loop = loop
        self._topic = topic
        self._limit = limit
        self._lock = threading.Lock()
        self._waiting: deque[dict[str, object]] = deque()  # guarded by _lock
        self._lost = 0  # guarded by _lock
        self._bell = asyncio.Event()

    @property
    def lost(self) -> int:
        """How many messages it has lost so far."""
        with self._lock:
            return self._lost

    def offer(self, message: dict[str, object]) -> None:
        """Put a message behind the others and wake the listener; when as many wait as may, the oldest is lost."""
        with self._lock:
            self._waiting.append(message)
            is_first_loss = len(self._waiting) > self._limit and self._lost == 0
            if len(self._waiting) > self._limit:
                self._waiting.popleft()
                self._lost += 1
        if is_first_loss:
            _LOG.warning("a listener to %s is too slow: it loses what it was told first", self._topic.partition(".")[0])
        if _running_loop() is self._loop:
            self._bell.set()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, object]:
        while True:
            with self._lock:
                if self._waiting:
                    return self._waiting.popleft()
                self._bell.clear()
            await self._bell.wait()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
