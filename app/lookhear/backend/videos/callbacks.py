"""Telling a callback that an operation has ended: a job looks at it until it has (contract §2.10, `callback_url`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.jobs.queues import DOORBELL, OPERATION_QUEUE
from lookhear.backend.jobs.runner import Postponed
from lookhear.backend.records import OperationState
from lookhear.backend.videos.operations import is_ended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.delivery.guard import Guard
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Job, Operation
    from lookhear.backend.videos.operations import OperationService

_LOOK_AGAIN_S: Final = 3.0


class Callbacks:
    """Handler of the operation queue, and who fills it."""

    def __init__(self, *, store: Store, bus: Bus, operations: OperationService, guard: Guard, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._operations = operations
        self._guard = guard
        self._now_ns = now_ns

    async def when_ended(self, operation: Operation | None, *, url: str, told: Mapping[str, object]) -> None:
        """Have a URL told ``told`` once an operation has ended; at once when there is none to wait for. Raises AddressRefused."""
        self._guard.check_url(url)
        now_ns = self._now_ns()

        def work(tx: Transaction) -> list[Notice]:
            if operation is None:
                return _post(tx, url, None, told=told, now_ns=now_ns)
            payload: dict[str, object] = {"operation_id": operation.id, "url": url, "told": dict(told)}
            tx.jobs.add(OPERATION_QUEUE, f"callback {operation.id} {url}", payload, run_at_ns=now_ns)
            return [(DOORBELL, {"queue": OPERATION_QUEUE})]

        ring(self._bus, await self._store.write(work))

    async def run(self, job: Job) -> Postponed | None:
        """Look at an operation. Raises ValueError for a payload that makes no sense."""
        match job.payload:
            case {"operation_id": str(operation_id), "url": str(url), "told": dict(told)}:
                pass
            case _:
                raise ValueError("this is no callback of an operation")
        operation = await self._store.read(lambda tx: tx.operations.get(operation_id))
        if operation is None:
            return None
        operation = await self._operations.looked_at(operation)
        if not is_ended(operation):
            return Postponed(delay_s=_LOOK_AGAIN_S, reason="It is not through yet.")
        ring(self._bus, await self._store.write(lambda tx: _post(tx, url, operation, told=told, now_ns=self._now_ns())))
        return None

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """Nobody else waits for it."""
        del tx, job, message
        return []


def _post(tx: Transaction, url: str, operation: Operation | None, *, told: Mapping[str, object], now_ns: int) -> list[Notice]:
    is_failed = operation is not None and operation.state is OperationState.FAILED
    result = {} if operation is None else operation.result or {}
    payload = {
        "success": not is_failed,
        "status": "failed" if is_failed else "done",
        "message": (operation.error or "") if operation is not None else "",
        "data": {**told, **result},
    }
    return post(tx, url=url, payload=payload, session_id=None, now_ns=now_ns)
