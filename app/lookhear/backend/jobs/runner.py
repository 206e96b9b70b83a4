"""Takes jobs from the queue and has them done, for as long as the server runs. Owned by the backend's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from typing import TYPE_CHECKING, Final, Protocol

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
_FIRST_DELAY_S: Final = 2.0
_LONGEST_DELAY_S: Final = 600.0

_LOG: Final = logging.getLogger(__name__)


class Handler(Protocol):
    """Does the jobs of one queue. It may be given a job again that it did already, when a crash came between."""

    async def run(self, job: Job) -> None:
        """Do it. Raises LookhearError when it cannot be done now, ValueError for a payload that makes no sense."""
        ...

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """It failed as often as it may, and is given up in this transaction: note it for whoever waits; gives the bells to ring.

        Must raise nothing of its own, whatever the payload is.
        """
        ...


class JobRunner:
    """Runs up to ``slots`` jobs at a time. A lease is renewed while its job runs, and a job whose lease was lost is abandoned.

    What is wrong with a job counts: after ``max_attempts`` it is given up, also when what it did ended the server each time. What
    is wrong with the disk, or a server that ends, does not count: it is tried again for as long as it takes.
    """

    name = "jobs"

    def __init__(
        self,
        *,
        store: Store,
        bus: Bus,
        handlers: Mapping[str, Handler],
        now_ns: Callable[[], int],
        slots: int = 2,
        lease_s: float = LEASE_S,
        look_every_s: float = LOOK_EVERY_S,
        max_attempts: int = MAX_ATTEMPTS,
    ) -> None:
        self._store = store
        self._bus = bus
        self._handlers = handlers
        self._queues = tuple(handlers)
        self._now_ns = now_ns
        self._slots = slots
        self._lease_s = lease_s
        self._look_every_s = look_every_s
        self._max_attempts = max_attempts
        self._owner = new_secret("runner")
        self._bell = asyncio.Event()
        self._setbacks: dict[int, int] = {}  # by job: how often in a row the disk was in its way

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            for number in range(self._slots):
                tasks.create_task(self._work(), name=f"jobs-{number}")

    async def _listen(self) -> None:
        async with self._bus.subscribe(DOORBELL) as messages:
            async for _ in messages:
                self._bell.set()

    async def _work(self) -> None:
        while True:
            self._bell.clear()
            try:
                job = await self._lease()
            except LookhearError as exc:
                _LOG.warning("no job can be taken now: %s", exc)
                job = None
            if job is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), self._look_every_s)
                continue
            self._bell.set()  # there may be more than one
            try:
                await self._run_job(job)
            except LookhearError as exc:  # its lease runs out, and it is done again
                _LOG.warning("what became of job %s of %s could not be noted: %s", job.id, job.queue, exc)

    async def _lease(self) -> Job | None:
        now_ns = self._now_ns()
        until_ns = now_ns + round(self._lease_s * NS_PER_S)
        return await self._store.write(lambda tx: tx.jobs.lease(self._queues, owner=self._owner, now_ns=now_ns, until_ns=until_ns))

    async def _run_job(self, job: Job) -> None:
        if job.attempts > self._max_attempts:  # nobody ever answered for it: the server went down each time
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
            await self._store.write(lambda tx: tx.jobs.finish(job.id, owner=self._owner))
        elif isinstance(failure, Exception):
            await self._failed(job, failure)
        else:
            raise failure

    async def _renew(self, job: Job, work: asyncio.Task[None]) -> None:
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
        if _is_passing(failure):
            setbacks = self._setbacks[job.id] = self._setbacks.get(job.id, 0) + 1
            await self._retry(job, message, delay_s=_delay_s(setbacks), is_counted=False)
        elif job.attempts >= self._max_attempts:
            await self._give_up(job, message)
        else:
            await self._retry(job, message, delay_s=_delay_s(job.attempts), is_counted=True)

    async def _retry(self, job: Job, message: str, *, delay_s: float, is_counted: bool) -> None:
        run_at_ns = self._now_ns() + round(delay_s * NS_PER_S)
        await self._store.write(
            lambda tx: tx.jobs.retry(job.id, owner=self._owner, run_at_ns=run_at_ns, error=message, is_counted=is_counted)
        )

    async def _give_up(self, job: Job, message: str) -> None:
        """Let it be, and tell whoever waits for it, both or none."""
        now_ns = self._now_ns()

        def work(tx: Transaction) -> list[Notice]:
            if not tx.jobs.retry(job.id, owner=self._owner, run_at_ns=now_ns, error=message, max_attempts=0):
                return []  # it belongs to another runner now
            return self._handlers[job.queue].given_up(tx, job, message)

        self._setbacks.pop(job.id, None)
        for topic, bell in await self._store.write(work):
            self._bus.publish(topic, bell)


def _is_passing(failure: Exception) -> bool:
    """Whether it says nothing about the job: a store that is busy, or a disk that is full or gone for a while."""
    return isinstance(failure, StoreFull | StoreUnwritable) or (isinstance(failure, LookhearError) and failure.is_retryable)


def _delay_s(failures: int) -> float:
    """How long to wait after so many failures in a row: seconds at first, ten minutes in the end."""
    doubled = min(_LONGEST_DELAY_S, _FIRST_DELAY_S * float(1 << min(failures - 1, 32)))
    return doubled * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load
