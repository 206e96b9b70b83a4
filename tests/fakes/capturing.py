"""A `Capturing` that records nothing: it notes what it is asked, and waits where a test says so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelKind
    from lookhear.sdk.engine.ports import Emit, StartWish


class NotedCapturing:
    """``refusals`` are raised by the command of that name. A start waits for ``may_start``, which is set at first."""

    def __init__(self, emit: Emit | None = None, *, refusals: Mapping[str, Exception | LookhearError] | None = None) -> None:
        self.emit = emit
        self._refusals = refusals or {}
        self.is_begun = False
        self.asked: list[tuple[str, object]] = []
        self.wishes: list[StartWish] = []
        self.may_start = asyncio.Event()
        self.may_start.set()
        self.may_close = asyncio.Event()
        self.may_close.set()

    def begin(self) -> None:
        self.is_begun = True

    async def start(self, wish: StartWish) -> dict[str, object]:
        self._note("start", wish.session_id)
        self.wishes.append(wish)
        await self.may_start.wait()
        if self.emit is not None:
            self.emit("recording-started", {"session_id": wish.session_id, "recording_id": "rec-1"})
        return {"status": "recording"}

    async def stop(self) -> dict[str, object]:
        self._note("stop", None)
        return {"recording_id": "rec-1"}

    async def pause(self, kinds: frozenset[ChannelKind]) -> None:
        self._note("pause", kinds)

    async def resume(self, kinds: frozenset[ChannelKind]) -> None:
        self._note("resume", kinds)

    async def close(self, *, within_s: float) -> None:
        self._note("close", within_s)
        await self.may_close.wait()

    def _note(self, command: str, value: object) -> None:
        self.asked.append((command, value))
        if command in self._refusals:
            raise self._refusals[command]
