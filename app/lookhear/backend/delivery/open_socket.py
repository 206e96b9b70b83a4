"""One WebSocket that is open: what is told over it, in order and without gap, and why it ends. Owned by the event loop.

The rows are the queue. What is rung goes out at once while it is the next one; as soon as something is missing, or waits, the rest is
read from the rows when there is room again. So a socket holds a handful of messages, however slow its client is.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, Protocol

from lookhear.backend.delivery.pushing import KEPT_MESSAGES, told
from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from lookhear.backend.ports import Listener, Store
    from lookhear.backend.records import SocketMessage

MAX_WAITING: Final = KEPT_MESSAGES // 2
"""So many messages may wait in the rows for a client that is slow; then it is closed, while all of them are still kept."""
_HELD: Final = 32  # messages that one socket holds
_PAGE: Final = 32  # messages that are read at once


class CloseCode(IntEnum):
    """Why a socket was closed. Below 4000: RFC 6455 §7.4.1 and the IANA registry; from there on ours."""

    GOING_AWAY = 1001  # the server ends
    TRY_AGAIN_LATER = 1013  # the client is too slow, or the server has no room: it may come back and name the last message it got
    OPENED_AGAIN = 4001  # the same URL was opened somewhere else
    NOT_ALLOWED = 4401  # the credential it was asked for with was taken back


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the server closes a socket; ``reason`` is for people, 123 bytes at most (RFC 6455 §5.5)."""

    code: CloseCode
    reason: str


class Wire(Protocol):
    """The line to a client. What that sends means nothing."""

    async def send(self, text: str) -> None:
        """Send one message; waits for room. Raises OSError when the client is gone."""
        ...

    async def until_gone(self) -> None:
        """Return when the client is gone."""
        ...

    async def close(self, code: int, reason: str) -> None:
        """Close it, also when there is no room. Harmless when the client is gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The last message a client has: its id, and its number among those of the connection. Both zero before the first."""

    message_id: int = 0
    number: int = 0


class OpenSocket:
    """Tells one client what its connection is told, behind a position. ``newest`` is the number of the last message when it was opened."""

    def __init__(self, connection_id: str, *, wire: Wire, store: Store, behind: Position, newest: int) -> None:
        self.connection_id = connection_id
        self._wire = wire
        self._store = store
        self._behind = behind
        self._newest = newest
        self._held: deque[dict[str, object]] = deque()
        self._is_in_rows = True  # something may be that is not held
        self._bell = asyncio.Event()
        self._ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()

    def end(self, code: CloseCode, reason: str) -> None:
        """Have it closed; the first reason counts."""
        if not self._ending.done():
            self._ending.set_result(Ending(code, reason))

    async def run(self, heard: Listener) -> Ending | None:
        """Tell until it ends: why the server ends it, or None when the client is gone. ``heard`` is the topic of the connection."""
        tasks = [asyncio.create_task(work) for work in (self._tell(), self._listen(heard), self._wire.until_gone())]
        ends: list[asyncio.Future[Any]] = [*tasks, self._ending]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        if self._ending.done():
            return self._ending.result()
        for failure in results:
            if isinstance(failure, LookhearError):
                return Ending(CloseCode.TRY_AGAIN_LATER, "The messages cannot be read now.")
            if isinstance(failure, Exception) and not isinstance(failure, OSError):
                raise failure
        return None

    async def _listen(self, heard: Listener) -> None:
        lost = heard.lost
        async for notice in heard:
            if "opened" in notice:
                self.end(CloseCode.OPENED_AGAIN, "This URL was opened again.")
                return
            if heard.lost != lost:
                lost, self._is_in_rows = heard.lost, True
            self._hold(notice)

    def _hold(self, notice: dict[str, object]) -> None:
        number = notice.get("number")
        if isinstance(number, int) and number - max(self._behind.number, self._newest) > MAX_WAITING:
            self.end(CloseCode.TRY_AGAIN_LATER, "Too slow: open it again with the last message_id as last_event_id.")
            return
        if len(self._held) >= _HELD:
            self._held.clear()  # what counts is in the rows; what is not final was soon to be replaced
            self._is_in_rows = True
        self._held.append(notice)
        self._bell.set()

    async def _tell(self) -> None:
        while True:
            if self._is_in_rows:
                await self._tell_rows()
            elif self._held:
                await self._tell_one(self._held.popleft())
            else:
                self._bell.clear()
                await self._bell.wait()

    async def _tell_rows(self) -> None:
        self._is_in_rows = False  # before they are read: what is rung from here on is looked at again
        for kept in (page := await self._page()):
            await self._send(told(kept.payload, message_id=kept.id, number=kept.number))
        if len(page) == _PAGE:
            self._is_in_rows = True

    async def _tell_one(self, notice: dict[str, object]) -> None:
        number = notice.get("number")
        if not isinstance(number, int) or number == self._behind.number + 1:
            await self._send(notice)
        elif number > self._behind.number:
            self._is_in_rows = True  # one before it was not heard yet, or was lost on the way

    async def _send(self, notice: dict[str, object]) -> None:
        message, number = notice["message"], notice.get("number")
        await self._wire.send(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
        if isinstance(message, dict) and isinstance(number, int):
            self._behind = Position(message_id=message["message_id"], number=number)

    async def _page(self) -> list[SocketMessage]:
        after_id = self._behind.message_id
        return await self._store.read(lambda tx: tx.connections.messages(self.connection_id, after_id=after_id, limit=_PAGE))
