"""A runner of jobs at work on a real store, with a worker that does what a test says, and a clock that can be moved."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.jobs.queues import DOORBELL
from lookhear.backend.jobs.runner import JobRunner, Policy, Postponed
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from lookhear.backend.ports import Notice, Store, Transaction
    from lookhear.backend.records import Job, JobState

T = TypeVar("T")

QUEUE = "work"


@dataclass
class Clock:
    """Wall time that goes on by itself and can be moved."""

    ahead_ns: int = 0

    def now_ns(self) -> int:
        return time.time_ns() + self.ahead_ns


@dataclass
class Worker:
    """Does what its function says, and keeps what it was given."""

    does: Callable[[Job], Awaitable[None]] | None = None
    says: Callable[[Job], Postponed | None] | None = None
    ran: list[str] = field(default_factory=list)
    given_up_for: list[str] = field(default_factory=list)

    async def run(self, job: Job) -> Postponed | None:
        self.ran.append(str(job.payload["name"]))
        if self.does is not None:
            await self.does(job)
        return None if self.says is None else self.says(job)

    def given_up(self, _tx: Transaction, _job: Job, message: str) -> list[Notice]:
        self.given_up_for.append(message)
        return []


class BusyStore:
    """A store that refuses the first few writes after a job was done."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store = store
        self._worker = worker
        self.refusals = 3

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self._worker.ran and self.refusals:
            self.refusals -= 1
            raise StoreBusy("Too much waits.")
        return await self._store.write(work)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return await self._store.read(work)


@dataclass
class Place:
    """A store with a runner at work on it."""

    store: SqliteStore
    bus: InProcessBus
    clock: Clock
    runner: JobRunner

    async def add(self, name: str, *, key: str = "a", lane: str | None = None) -> None:
        await self.store.write(lambda tx: tx.jobs.add(QUEUE, key, {"name": name}, run_at_ns=0, lane=lane))
        self.bus.publish(DOORBELL, {"queue": QUEUE})

    async def states(self, key: str = "a") -> list[JobState]:
        return [job.state for job in await self.store.read(lambda tx: tx.jobs.of_key(key))]

    async def until(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(20):
            while not await is_so():  # noqa: ASYNC110 - rows have no event
                await asyncio.sleep(0.01)

    async def until_all_are(self, state: JobState, *, key: str = "a") -> None:
        async def is_so() -> bool:
            return {*await self.states(key)} == {state}

        await self.until(is_so)


@asynccontextmanager
async def at_work(
    folder: Path,
    worker: Worker,
    *,
    lease_s: float = 60.0,
    max_attempts: int | None = 8,
    look_every_s: float = 0.05,
    slots: int = 2,
    lane_limit: int | None = None,
    takes_over: bool = False,
) -> AsyncIterator[Place]:
    clock, bus = Clock(), InProcessBus()
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=clock.now_ns)
    runner = JobRunner(
        store=store,
        bus=bus,
        handlers={QUEUE: worker},
        now_ns=clock.now_ns,
        lease_s=lease_s,
        look_every_s=look_every_s,
        slots=slots,
        lane_limit=lane_limit,
        takes_over=takes_over,
        policies={QUEUE: Policy(max_attempts=max_attempts)},
    )
    task = asyncio.create_task(runner.run())
    try:
        yield Place(store, bus, clock, runner)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await store.close()
