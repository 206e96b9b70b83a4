"""Delivers webhooks: a job is a receiver of one session, and takes it what waits, in order, as long as it is taken.

A receiver that does not take one holds up what is behind it, and nothing else: see `schedule` for how long. What nobody took for as
long as the settings say is dead, and can be sent again; so is at once what a receiver answers 410 to.
"""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.backend.delivery.schedule import LONGEST_DELAY_S, delay_s
from lookhear.backend.jobs.lanes import LaneHealth
from lookhear.backend.jobs.runner import Postponed
from lookhear.backend.records import DeliveryState
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.ports import Notice, Store, Transaction
    from lookhear.backend.records import Delivery, Job

AT_ONCE: Final = 100  # of one key, or as many as are taken in five seconds; then the others of the same receiver have their turn
_TURN_NS: Final = 5 * NS_PER_S
_MORE: Final = "There is more to deliver."

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of one. ``error`` is a sentence, None when the receiver took it; ``is_final``: trying again is useless."""

    status: int | None = None
    error: str | None = None
    lane: LaneHealth = LaneHealth.WELL
    is_final: bool = False
    retry_after_s: float = 0.0

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has it."""
        return self.error is None


class Carrier(Protocol):
    """Takes webhooks to their receivers."""

    async def take(self, delivery: Delivery) -> Attempt:
        """Try once. What is wrong with the receiver is in what comes back; raises LookhearError for what is wrong here."""
        ...


class Dispatcher:
    """`Handler` of the queue of webhooks. Holds nothing: where a receiver stands is in the rows."""

    def __init__(self, *, store: Store, carrier: Carrier, now_ns: Callable[[], int], try_s: float) -> None:
        self._store = store
        self._carrier = carrier
        self._now_ns = now_ns
        self._try_ns = round(try_s * NS_PER_S)

    async def run(self, job: Job) -> Postponed | None:
        """Take what waits of a key to its receiver; None once nothing does. Raises ValueError for a payload that names no key."""
        key = _key_of(job.payload)
        waiting = await self._store.read(lambda tx: tx.outbox.waiting(key, limit=AT_ONCE))
        end_ns = self._now_ns() + _TURN_NS
        for number, delivery in enumerate(waiting):
            if number and self._now_ns() > end_ns:
                return Postponed(delay_s=0.0, reason=_MORE)
            attempt = await self._carrier.take(delivery)
            tried = _tried(delivery, attempt, now_ns=self._now_ns())
            if attempt.is_taken:
                await self._note(tried, was_failing=delivery.attempts > 0)
            else:
                _LOG.info("webhook %s, attempt %s, at %s: %s", delivery.id, tried.attempts, delivery.lane, attempt.error)
                return await self._missed(tried, attempt)
        return Postponed(delay_s=0.0, reason=_MORE) if len(waiting) == AT_ONCE else None

    def given_up(self, tx: Transaction, job: Job, message: str) -> list[Notice]:
        """Webhooks end by their age, not by how often somebody tried: there is nothing more to note."""
        del tx
        _LOG.error("job %s of webhooks made no sense: %s", job.id, message)
        return []

    async def _note(self, tried: Delivery, *, was_failing: bool) -> None:
        def work(tx: Transaction) -> None:
            _replace(tx, tried)
            if was_failing:  # what else waits for this receiver need not wait any longer
                tx.jobs.hasten(tried.lane, now_ns=self._now_ns())

        await self._store.write(work)

    async def _missed(self, tried: Delivery, attempt: Attempt) -> Postponed | None:
        """Note a failure; gives when to go on with this key, None when nothing is left of it."""
        now_ns = self._now_ns()
        until_ns = since_ns(tried) + self._try_ns
        error = attempt.error or ""
        is_over = attempt.is_final or now_ns >= until_ns

        def work(tx: Transaction) -> bool:
            _replace(tx, tried)
            if is_over:
                # "Gone" is about all that waits; what nobody took for long takes along what is as old.
                before_ns = now_ns + 1 if attempt.is_final else now_ns - self._try_ns + 1
                tx.outbox.give_up(tried.key, created_before_ns=before_ns, error=error)
            return bool(tx.outbox.waiting(tried.key, limit=1))

        if not await self._store.write(work):
            return None
        if is_over:
            return Postponed(delay_s=0.0 if attempt.is_final else LONGEST_DELAY_S, reason=error, lane=attempt.lane)
        wait_s = delay_s(tried.attempts, retry_after_s=attempt.retry_after_s)
        left_s = (until_ns - now_ns) / NS_PER_S  # a last try right before it is given up
        return Postponed(delay_s=min(wait_s, left_s), reason=error, lane=attempt.lane)


def since_ns(delivery: Delivery) -> int:
    """Since when a webhook is tried: its creation, or when somebody wanted it sent again."""
    return delivery.created_ns if delivery.resent_ns is None else delivery.resent_ns


def _key_of(payload: dict[str, object]) -> str:
    match payload:
        case {"key": str(key)}:
            return key
    raise ValueError(f"{payload!r} names no webhooks")


def _tried(delivery: Delivery, attempt: Attempt, *, now_ns: int) -> Delivery:
    tried = dataclasses.replace(delivery, attempts=delivery.attempts + 1, last_try_ns=now_ns, status=attempt.status, error=attempt.error)
    return dataclasses.replace(tried, state=DeliveryState.DELIVERED, delivered_ns=now_ns) if attempt.is_taken else tried


def _replace(tx: Transaction, tried: Delivery) -> None:
    """Note what came of an attempt, unless its session was removed meanwhile, or the webhook sent again."""
    found = tx.outbox.get(tried.id)
    if found is not None and found.resent_ns == tried.resent_ns:
        tx.outbox.update(tried)
