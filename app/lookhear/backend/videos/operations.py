"""Work that takes longer than a request may: a row that says how far it is, in the transaction of what it does (contract §1.4)."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.backend.records import Operation, OperationState
from lookhear.errors import Forbidden, NotFound
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Credential

POLL_WAIT_S: Final = 4.0
"""How long a question is held when the answer may come any moment: SDKs ask again only after five seconds."""
_LOOK_S: Final = 1.0


class OperationKind(StrEnum):
    """What is done."""

    IMPORT = "import"  # the target is an upload; the result names a video or an image
    TRANSCRIPT = "transcript"  # the target is a video
    SCENES = "scenes"  # the target is a pipeline; the result names it and its video
    ANSWER = "answer"  # a text that a language engine writes


class Probe(Protocol):
    """Looks how far work is that nobody reports on: the operation as it stands now."""

    async def __call__(self, operation: Operation) -> Operation:
        """The operation, with what changed."""
        ...


def topic_of(operation_id: str) -> str:
    """The bus topic of an operation."""
    return f"operation.{operation_id}"


def begin(
    tx: Transaction, kind: OperationKind, target: str, *, now_ns: int, session_id: str | None = None, is_anew: bool = False
) -> Operation:
    """The operation of a kind about a target: the one that is under way or done, or a new one when there is none or it failed."""
    known = tx.operations.find(kind, target)
    if known is not None and known.state is not OperationState.FAILED and not (is_anew and known.state is OperationState.DONE):
        return known
    operation = Operation(
        id=new_id("op"),
        kind=kind,
        target=target,
        state=OperationState.PROCESSING,
        created_ns=now_ns,
        updated_ns=now_ns,
        session_id=session_id,
    )
    tx.operations.add(operation)
    return operation


def progress(tx: Transaction, operation_id: str, percentage: float, *, now_ns: int) -> None:
    """Note how far it is; never moves back."""
    operation = tx.operations.get(operation_id)
    if operation is not None and operation.state is OperationState.PROCESSING and operation.percentage < percentage:
        tx.operations.update(dataclasses.replace(operation, percentage=percentage, updated_ns=now_ns))


def finish(tx: Transaction, operation_id: str, result: Mapping[str, object], *, now_ns: int) -> list[Notice]:
    """It is done; gives the bell to ring."""
    return _end(tx, operation_id, OperationState.DONE, now_ns=now_ns, result=dict(result), percentage=100.0)


def fail(tx: Transaction, operation_id: str, error: str, *, now_ns: int) -> list[Notice]:
    """Nothing comes of it; gives the bell to ring."""
    return _end(tx, operation_id, OperationState.FAILED, now_ns=now_ns, error=error)


def _end(tx: Transaction, operation_id: str, state: OperationState, *, now_ns: int, **changes: object) -> list[Notice]:
    operation = tx.operations.get(operation_id)
    if operation is None or operation.state is not OperationState.PROCESSING:
        return []
    tx.operations.update(dataclasses.replace(operation, state=state, updated_ns=now_ns, **changes))  # type: ignore[arg-type]
    return [(topic_of(operation_id), {"state": state.value})]


class OperationService:
    """Tells clients how far work is. What work reports goes into its row; for what nobody reports there is a `Probe`."""

    def __init__(self, store: Store, bus: Bus, *, stopping: asyncio.Event, probes: Mapping[OperationKind, Probe]) -> None:
        self._store = store
        self._bus = bus
        self._stopping = stopping
        self._probes = probes

    async def get(self, operation_id: str, *, who: Credential) -> Operation:
        """How far one is. Raises NotFound, Forbidden."""
        operation = await self._store.read(lambda tx: tx.operations.get(operation_id))
        if operation is None:
            raise NotFound(f"There is no operation {operation_id!r} here.", hint="What ended is told for some days.")
        if who.session_id is not None and who.session_id != operation.session_id:
            raise Forbidden("This credential is for another session.")
        return await self.looked_at(operation)

    async def looked_at(self, operation: Operation) -> Operation:
        """An operation as it stands now."""
        probe = self._probes.get(OperationKind(operation.kind))
        if probe is None or operation.state is not OperationState.PROCESSING:
            return operation
        seen = await probe(operation)
        if seen.state is not operation.state:
            await self._store.write(lambda tx: tx.operations.update(seen))
        return seen

    async def settled(self, operation: Operation, *, within_s: float = POLL_WAIT_S) -> Operation:
        """The operation when it has ended, or as it is after a while, or when the server ends."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s), self._bus.subscribe(topic_of(operation.id)) as bells:
                while operation.state is OperationState.PROCESSING and not self._stopping.is_set():
                    await heard(bells, within_s=_LOOK_S)
                    operation = await self._again(operation)
        return operation

    async def _again(self, operation: Operation) -> Operation:
        stored = await self._store.read(lambda tx: tx.operations.get(operation.id))
        return operation if stored is None else await self.looked_at(stored)


async def heard(bells: AsyncIterator[object], *, within_s: float) -> None:
    """Wait for the next bell, or for so long."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            async for _ in bells:
                return
            await asyncio.Event().wait()  # the bus says nothing any more


def is_ended(operation: Operation) -> bool:
    """Whether it is done or has failed."""
    return operation.state is not OperationState.PROCESSING
