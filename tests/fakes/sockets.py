"""A line to a client that a test can stop, cut and look at."""

from __future__ import annotations

import asyncio
import json
from typing import Any


class FakeWire:
    """Port `Wire`. While ``has_room`` is not set nothing can be sent; ``leave`` is the client going away."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None
        self.has_room = asyncio.Event()
        self.has_room.set()
        self._gone = asyncio.Event()
        self._changed = asyncio.Event()

    @property
    def events(self) -> list[object]:
        """What was sent behind the first message, in the words of the tests."""
        return [message["n"] for message in self.sent[1:]]

    async def send(self, text: str) -> None:
        await self.has_room.wait()
        if self._gone.is_set():
            raise ConnectionResetError("the client is gone")
        self.sent.append(json.loads(text))
        self._note()

    async def until_gone(self) -> None:
        await self._gone.wait()

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)
        self._note()

    def leave(self) -> None:
        """The client is gone."""
        self._gone.set()
        self.has_room.set()

    async def until_sent(self, count: int) -> None:
        """Wait until so many messages were sent, the first one counted."""
        async with asyncio.timeout(60):
            while len(self.sent) < count:
                await self._changed.wait()

    async def until_told(self, event: object) -> None:
        """Wait until something was sent, in the words of the tests."""
        async with asyncio.timeout(60):
            while event not in self.events:
                await self._changed.wait()

    def _note(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
