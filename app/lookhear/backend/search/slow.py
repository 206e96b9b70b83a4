"""Answers that may take longer than a client waits: those that do go on behind their request, and are asked for later (contract §1.4).

They live in this process. One that the server's end interrupts says so when it is asked for, and is asked anew by its client.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.records import OperationState
from lookhear.backend.videos.operations import OperationKind, begin, fail, finish
from lookhear.errors import LookhearError, TooMany
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Operation

WITHIN_S: Final = 20.0  # SDKs give up after thirty
MOST: Final = 64
_INTERRUPTED: Final = "The server ended before the answer was there. Ask again."
_BROKEN: Final = "The answer failed in a way nobody expected."

_LOG: Final = logging.getLogger(__name__)


class SlowAnswers:
    """Waits a while for answers, and looks after those that take longer. Owned by the event loop."""

    name = "slow answers"

    def __init__(self, *, store: Store, bus: Bus, now_ns: Callable[[], int], within_s: float = WITHIN_S, most: int = MOST) -> None:
        self._store = store
        self._bus = bus
        self._now_ns = now_ns
        self._within_s = within_s
        self._most = most
        self._under_way: dict[str, asyncio.Task[None]] = {}  # by operation
        self._count = 0

    async def run(self) -> None:
        """Look after what is under way until cancelled, and end it then."""
        try:
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """End what is under way."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def answer(self, work: Coroutine[object, object, dict[str, object]], *, session_id: str | None) -> dict[str, object] | Operation:
        """The answer, or the operation that will have it. Raises what the work does while it is waited for, and TooMany."""
        if self._count >= self._most:
            work.close()
            raise TooMany("Too many answers are being written now.", hint="Try again in a moment.")
        self._count += 1
        task = asyncio.create_task(work)
        task.add_done_callback(self._done)
        try:
            await asyncio.wait({task}, timeout=self._within_s)
            if task.done():
                return task.result()
            operation = await self._store.write(
                lambda tx: begin(tx, OperationKind.ANSWER, new_id("answer"), now_ns=self._now_ns(), session_id=session_id)
            )
        except asyncio.CancelledError:
            task.cancel()
            raise
        self._under_way[operation.id] = asyncio.create_task(self._look_after(operation.id, task))
        return operation

    async def probe(self, operation: Operation) -> Operation:
        """An operation as it stands: one that nobody here works on any more has failed."""
        if operation.id in self._under_way:
            return operation
        stored = await self._store.read(lambda tx: tx.operations.get(operation.id)) or operation
        if stored.state is not OperationState.PROCESSING:
            return stored
        return dataclasses.replace(stored, state=OperationState.FAILED, error=_INTERRUPTED, updated_ns=self._now_ns())

    def _done(self, _task: asyncio.Task[dict[str, object]]) -> None:
        self._count -= 1

    async def _look_after(self, operation_id: str, task: asyncio.Task[dict[str, object]]) -> None:
        try:
            await asyncio.wait({task})
            ring(self._bus, await self._store.write(lambda tx: self._noted(tx, operation_id, task)))
        except LookhearError as exc:  # the store: who asks hears that it was interrupted
            _LOG.warning("the answer %s could not be noted: %s", operation_id, exc)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self._under_way.pop(operation_id, None)

    def _noted(self, tx: Transaction, operation_id: str, task: asyncio.Task[dict[str, object]]) -> list[Notice]:
        failure = None if task.cancelled() else task.exception()
        if failure is None and not task.cancelled():
            return finish(tx, operation_id, task.result(), now_ns=self._now_ns())
        if isinstance(failure, LookhearError):
            return fail(tx, operation_id, failure.for_people(), now_ns=self._now_ns())
        _LOG.error("the answer %s failed", operation_id, exc_info=failure)
        return fail(tx, operation_id, _BROKEN, now_ns=self._now_ns())
