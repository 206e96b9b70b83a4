"""Takes jobs from the queue and has them done, for as long as the server runs. Owned by the backend's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.backend.delivery.ringing import ring
from lookhear.backend.jobs.lanes import LaneHealth, Lanes
from lookhear.backend.jobs.queues import DOORBELL
from lookhear.errors import LookhearError, StoreFull, StoreUnwritable
from lookhear.media.samples import NS_PER_S
from lookhear.protocol.ids import new_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Job

LEASE_S: Final = 60.0
MAX_ATTEMPTS: Final = 8
LOOK_EVERY_S: Final = 5.0  # for jobs whose time has come and bells that were not heard
_AT_ONCE: Final = 16  # jobs that are taken in one unit of work

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """A job that goes on later. That costs no attempt: nothing is wrong with the job. ``lane`` is what the try says of its lane."""

    delay_s: float
    reason: str
    lane: LaneHealth = LaneHealth.WELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How often a job of a queue may fail, None for as often as it takes, and how long it waits after the first failure and in the end."""

    max_attempts: int | None = MAX_ATTEMPTS
    first_delay_s: float = 2.0
    longest_delay_s: float = 600.0

    def is_over(self, attempts: int) -> bool:
        """Whether so many attempts are too many."""
        return self.max_attempts is not None and attempts > self.max_attempts

    def delay_s(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        doubled = min(self.longest_delay_s, self.first_delay_s * float(1 << min(failures - 1, 32)))
        return doubled * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load


class Handler(Protocol):
    """Does the jobs of one queue. It may be given a job again that it did already, when a crash came between."""

    async def run(self, job: Job) -> Postponed | None:
        """Do it; or say when to go on with it. Raises LookhearError when it cannot be done now, ValueError for a senseless payload."""
        ...

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """It failed as often as it may, and is given up in this transaction: note it for whoever waits; gives the bells to ring.

        Must raise nothing of its own, whatever the payload is.
        """
        ...


class JobRunner:
    """Runs up to ``slots`` jobs at a time. A lease is renewed while its job runs, and a job whose lease was lost is abandoned.

    What is wrong with a job counts: after as many attempts as its queue's policy allows it is given up, also when what it did ended
    the server each time. What is wrong with the disk, or a server that ends, does not count: it is tried again for as long as it takes.

    ``lane_limit`` jobs of one lane run at a time: see `Lanes`. ``takes_over``: nobody else runs these queues, so what is leased when
    it starts was left by a crash and goes on at once.
    """

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        handlers: Mapping[str, Handler],
        now_ns: Callable[[], int],
        policies: Mapping[str, Policy] | None = None,
        slots: int = 2,
        lane_limit: int | None = None,
        takes_over: bool = False,
        lease_s: float = LEASE_S,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._store = store
        self._bus = bus
        self._handlers = handlers
        self._queues = tuple(handlers)
        self.name = f"jobs of {', '.join(handlers)}"
        self._policies = {queue: (policies or {}).get(queue, Policy()) for queue in handlers}
        self._now_ns = now_ns
        self._slots = slots
        self._lanes = Lanes(limit=lane_limit)
        self._takes_over = takes_over
        self._lease_s = lease_s
        self._look_every_s = look_every_s
        self._owner = new_secret("runner")
        self._bell = asyncio.Event()
        self._at_work: set[int] = set()
        self._setbacks: dict[int, int] = {}  # by job: how often in a row the disk was in its way

    async def run(self) -> None:
        """Work until cancelled."""
        if self._takes_over:
            await self._store.write(lambda tx: tx.jobs.release(self._queues, now_ns=self._now_ns()))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._take(tasks))

    async def _listen(self) -> None:
        async with self._bus.subscribe(DOORBELL) as messages:
            async for message in messages:
                if message.get("queue", self._queues[0]) in self._queues:
                    self._bell.set()

    async def _take(self, tasks: asyncio.TaskGroup) -> None:
        """Begin jobs while there are any and a slot is free; else wait for a bell, which each job rings when it is over."""
        while True:
            self._bell.clear()
            jobs: list[Job] = []
            room = min(self._slots - len(self._at_work), _AT_ONCE)
            if room > 0:
                try:
                    jobs = await self._lease(room)
                except LookhearError as exc:
                    _LOG.warning("no job can be taken now: %s", exc)
            for job in jobs:
                if job.id in self._at_work:  # the clock was moved, or the computer slept: its lease ran out, and is held again now
                    continue
                self._at_work.add(job.id)
                self._lanes.enter(job.lane)
                tasks.create_task(self._work(job)).add_done_callback(functools.partial(self._over, job))
            if room <= 0 or len(jobs) < room:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._look_every_s):  # wait_for loses a cancellation that comes with the bell
                        await self._bell.wait()

    async def _lease(self, room: int) -> list[Job]:
        now_ns = self._now_ns()
        until_ns = now_ns + round(self._lease_s * NS_PER_S)
        rooms = self._lanes.rooms(now_ns=now_ns)

        def work(tx: Transaction) -> list[Job]:
            jobs: list[Job] = []
            while len(jobs) < room:
                job = tx.jobs.lease(self._queues, owner=self._owner, now_ns=now_ns, until_ns=until_ns, busy_lanes=rooms.closed())
                if job is None:
                    break
                rooms.take(job.lane)
                jobs.append(job)
            return jobs

        return await self._store.write(work)

    async def _work(self, job: Job) -> None:
        try:
            await self._run_job(job)
        except LookhearError as exc:  # its lease runs out, and it is done again
            _LOG.warning("what became of job %s of %s could not be noted: %s", job.id, job.queue, exc)

    def _over(self, job: Job, _task: asyncio.Task[None]) -> None:
        self._at_work.discard(job.id)
        self._lanes.leave(job.lane)
        self._bell.set()  # the next one of its key or its lane may begin

    async def _run_job(self, job: Job) -> None:
        if self._policies[job.queue].is_over(job.attempts):  # nobody ever answered for it: the server went down each time
            await self._give_up(job, "It was begun as often as it may, and never came to an end.")
            return
        handler = self._handlers[job.queue]
        work = asyncio.create_task(handler.run(job), name=f"job-{job.id}")
        renewal = asyncio.create_task(self._renew(job, work))
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            with contextlib.suppress(LookhearError):  # then its lease runs out
                await self._retry(job, "It was interrupted.", delay_s=0.0, is_counted=False)
            raise
        finally:
            renewal.cancel()
            await asyncio.gather(renewal, return_exceptions=True)
        if work.cancelled():
            _LOG.warning("job %s of %s took longer than its lease and belongs to another runner now", job.id, job.queue)
            return
        failure = work.exception()
        if failure is None:
            self._setbacks.pop(job.id, None)
            await self._ended(job, work.result())
        elif isinstance(failure, Exception):
            await self._failed(job, failure)
        else:
            raise failure

    async def _ended(self, job: Job, outcome: Postponed | None) -> None:
        """It is done, or goes on later; what that says of its lane is good for the other jobs of it."""
        now_ns, lane = self._now_ns(), job.lane
        is_back = False
        if outcome is None or outcome.lane is LaneHealth.WELL:
            is_back = self._lanes.reached(lane, now_ns=now_ns)
        elif rest_s := self._lanes.missed(lane, outcome.lane, now_ns=now_ns):
            self._ring_in(rest_s)

        def work(tx: Transaction) -> None:
            if outcome is None:
                tx.jobs.finish(job.id, owner=self._owner)
            if is_back and lane is not None:
                tx.jobs.hasten(lane, now_ns=now_ns)

        if outcome is None or is_back:
            await self._store.write(work)
        if outcome is not None:
            await self._retry(job, outcome.reason, delay_s=outcome.delay_s, is_counted=False)

    async def _renew(self, job: Job, work: asyncio.Task[Postponed | None]) -> None:
        while True:
            await asyncio.sleep(self._lease_s / 3)
            try:
                if not await self._hold_on(job):
                    work.cancel("the lease was lost")
                    return
            except LookhearError as exc:  # the store is busy or full: the lease has two more tries
                _LOG.warning("the lease of job %s could not be renewed: %s", job.id, exc)

    async def _hold_on(self, job: Job) -> bool:
        until_ns = self._now_ns() + round(self._lease_s * NS_PER_S)
        return await self._store.write(lambda tx: tx.jobs.renew(job.id, owner=self._owner, until_ns=until_ns))

    async def _failed(self, job: Job, failure: Exception) -> None:
        is_expected = isinstance(failure, LookhearError | ValueError)
        message = str(failure) if is_expected else f"It failed in a way nobody expected ({type(failure).__name__})."
        # one job that fails in a way nobody expected must not end the others
        trace = None if is_expected else failure
        _LOG.warning("job %s of %s, attempt %s: %s", job.id, job.queue, job.attempts, message, exc_info=trace)
        policy = self._policies[job.queue]
        if _is_passing(failure):
            setbacks = self._setbacks[job.id] = self._setbacks.get(job.id, 0) + 1
            await self._retry(job, message, delay_s=policy.delay_s(setbacks), is_counted=False)
        elif policy.is_over(job.attempts + 1):
            await self._give_up(job, message)
        else:
            await self._retry(job, message, delay_s=policy.delay_s(job.attempts), is_counted=True)

    async def _retry(self, job: Job, message: str, *, delay_s: float, is_counted: bool) -> None:
        run_at_ns = self._now_ns() + round(delay_s * NS_PER_S)
        await self._store.write(
            lambda tx: tx.jobs.retry(job.id, owner=self._owner, run_at_ns=run_at_ns, error=message, is_counted=is_counted)
        )
        if 0 < delay_s < self._look_every_s:
            self._ring_in(delay_s)

    def _ring_in(self, delay_s: float) -> None:
        asyncio.get_running_loop().call_later(delay_s, self._bell.set)

    async def _give_up(self, job: Job, message: str) -> None:
        """Let it be, and tell whoever waits for it, both or none."""
        now_ns = self._now_ns()

        def work(tx: Transaction) -> list[Notice]:
            if not tx.jobs.retry(job.id, owner=self._owner, run_at_ns=now_ns, error=message, max_attempts=0):
                return []  # it belongs to another runner now
            return self._handlers[job.queue].given_up(tx, job, message)

        self._setbacks.pop(job.id, None)
        ring(self._bus, await self._store.write(work))


def _is_passing(failure: Exception) -> bool:
    """Whether it says nothing about the job: a store that is busy, or a disk that is full or gone for a while."""
    return isinstance(failure, StoreFull | StoreUnwritable) or (isinstance(failure, LookhearError) and failure.is_retryable)
