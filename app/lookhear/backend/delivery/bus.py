"""The bus of a backend that is one process: a doorbell between its parts. Publishing is for any thread, listening for event loops."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DEFAULT_LIMIT: Final = 256  # messages that wait for one listener


class InProcessBus:
    """A `Bus` of listeners in this process. ``limit`` messages wait for each; who falls behind loses the oldest."""

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
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[dict[str, object]]]:
        """Listen to a topic while the context is open; what was published before is not heard."""
        listener = _Listener(asyncio.get_running_loop(), self._limit)
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
    """What waits for one listener. `offer` is for any thread, the rest for the listener's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, limit: int) -> None:
        self._loop = loop
        self._waiting: deque[dict[str, object]] = deque(maxlen=limit)
        self._bell = asyncio.Event()

    def offer(self, message: dict[str, object]) -> None:
        """Put a message behind the others and wake the listener."""
        self._waiting.append(message)
        if _running_loop() is self._loop:
            self._bell.set()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, object]:
        while not self._waiting:
            self._bell.clear()
            await self._bell.wait()
        return self._waiting.popleft()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
