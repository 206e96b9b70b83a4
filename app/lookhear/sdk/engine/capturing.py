"""Records for the program at the engine's other end: see `lookhear.sdk.engine.ports.Capturing`. Belongs to the engine loop (asyncio)."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineEnding, LookhearError, NotNow
from lookhear.recorder.spool.rows import EndReason
from lookhear.sdk.engine.capturing_session import PATIENCE, CapturedSession, not_now

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelKind
    from lookhear.sdk.engine.capturing_session import Ended, Patience, Rig
    from lookhear.sdk.engine.ports import Emit, StartWish

_log = logging.getLogger(__name__)
_CLOSING_S: Final = 0.5  # what ending the threads of an upload takes


class EngineCapturing:
    """One recording at a time, whose upload may go on beside the next."""

    def __init__(self, rig: Rig, emit: Emit, *, patience: Patience = PATIENCE) -> None:
        self._rig, self._emit, self._patience = rig, emit, patience
        self._current: CapturedSession | None = None  # the last one that was begun
        self._beginning: asyncio.Task[dict[str, object]] | None = None
        self._all: list[CapturedSession] = []  # whose uploads may go on
        self._closing = asyncio.Event()
        self._taking_up: asyncio.Task[None] | None = None
        self._leave_it = threading.Event()  # what is being taken up

    def begin(self) -> None:
        """See the port."""
        if self._taking_up is None:
            self._taking_up = asyncio.create_task(self._take_up())

    async def start(self, wish: StartWish) -> dict[str, object]:
        """See the port."""
        if self._closing.is_set():
            raise EngineEnding("The capture engine is shutting down.")
        while (current := self._running()) is not None and current.is_ending and current.wish.session_id != wish.session_id:
            await asyncio.wait({self._beginning or current.ended})  # what is left to do for it does not take long
        if (current := self._running()) is not None:
            if current.wish.session_id != wish.session_id:
                raise not_now(current.wish.session_id)
            if self._beginning is None:
                return current.answer
        else:
            self._current = current = CapturedSession(wish, self._rig, self._emit, patience=self._patience)
            self._beginning = asyncio.create_task(current.begin())
            self._beginning.add_done_callback(lambda _task: self._begun(current))
        beginning = self._beginning
        try:
            return await asyncio.shield(beginning)
        except asyncio.CancelledError:
            if not beginning.cancelled():  # it is us who do not wait any more
                beginning.cancel()
                raise
            raise EngineEnding("The capture engine is shutting down; nothing was recorded.") from None

    async def stop(self) -> dict[str, object]:
        """See the port."""
        if self._current is None:
            return {}
        if self._beginning is not None:
            self._current.ask_to_end(EndReason.STOPPED)
            await asyncio.wait({self._beginning})
        if self._current is None:  # it came to nothing
            return {}
        self._current.ask_to_end(EndReason.STOPPED)
        return _told(await asyncio.shield(self._current.ended))

    async def pause(self, kinds: frozenset[ChannelKind]) -> None:
        """See the port."""
        await self._recording().hold(kinds)

    async def resume(self, kinds: frozenset[ChannelKind]) -> None:
        """See the port."""
        await self._recording().release(kinds)

    async def close(self, *, within_s: float) -> None:
        """See the port."""
        self._closing.set()
        self._leave_it.set()
        deadline_s = asyncio.get_running_loop().time() + within_s
        current = self._current
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.wait({self._beginning})
        elif current is not None:
            current.ask_to_end(EndReason.STOPPED)
            for session in self._all:
                session.hurry(within_s - _CLOSING_S)
            await asyncio.shield(current.ended)
        await asyncio.to_thread(self._rig.close)  # nobody need wait for a backend that is only being started
        left_s = max(0.0, deadline_s - asyncio.get_running_loop().time())
        closing = [asyncio.create_task(session.close()) for session in self._all]
        if self._taking_up is not None:
            closing.append(self._taking_up)
        if closing:
            await asyncio.wait(closing, timeout=left_s)

    async def _take_up(self) -> None:
        try:
            async with asyncio.timeout(self._patience.take_up_after_s):
                await self._closing.wait()
        except TimeoutError:
            try:
                await asyncio.to_thread(self._rig.take_up, self._leave_it)
            except LookhearError as exc:
                _log.info("what earlier recordings left stays for now: %s", exc)

    def _running(self) -> CapturedSession | None:
        return self._current if self._current is not None and not self._current.ended.done() else None

    def _recording(self) -> CapturedSession:
        current = self._running()
        if current is None or self._beginning is not None:
            raise NotNow("Nothing is being recorded.", hint="Start a session first.")
        return current

    def _begun(self, session: CapturedSession) -> None:
        """It records now, or it came to nothing."""
        beginning, self._beginning = self._beginning, None
        if beginning is None or beginning.cancelled() or beginning.exception() is not None:
            self._current = None
            return
        self._all = [earlier for earlier in self._all if not earlier.is_put_away]
        self._all.append(session)


def _told(ended: Ended) -> dict[str, object]:
    return {"status": "stopped", **{key: value for key, value in ended.payload.items() if key != "status"}}
