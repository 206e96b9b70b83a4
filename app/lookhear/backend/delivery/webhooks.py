"""Webhooks as their owner sees them, and the parts that deliver them, put together over the ports."""

from __future__ import annotations

import asyncio
import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.delivery.dispatch import Dispatcher
from lookhear.backend.delivery.guard import Guard
from lookhear.backend.delivery.outbox import send
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.delivery.signing import Signer
from lookhear.backend.jobs.queues import WEBHOOK_QUEUE
from lookhear.backend.jobs.runner import JobRunner, Policy
from lookhear.backend.records import DeliveryState
from lookhear.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.delivery.dispatch import Attempt
    from lookhear.backend.delivery.dispatch_http import Postman
    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Delivery
    from lookhear.backend.settings import Settings

SLOTS: Final = 256  # a receiver that hangs holds four of them, for ten seconds, and one once it did
_OF_ONE_RECEIVER: Final = 4
_RESENT_AT_ONCE: Final = 100  # in one unit of work: others write too


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """Some webhooks, newest first, and the id to go on from, None behind the last."""

    deliveries: tuple[Delivery, ...]
    next_before: int | None


class WebhookDesk:
    """What became of webhooks, and sending them again. Owned by the event loop."""

    def __init__(self, *, store: Store, bus: Bus, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._bus = bus
        self._now_ns = now_ns

    async def page(self, *, state: DeliveryState | None, session_id: str | None, limit: int, before: int | None) -> DeliveryPage:
        """A page of them."""
        rows = await self._store.read(lambda tx: tx.outbox.search(state=state, session_id=session_id, limit=limit + 1, before=before))
        shown = tuple(rows[:limit])
        return DeliveryPage(deliveries=shown, next_before=shown[-1].id if len(rows) > limit else None)

    async def counts(self) -> dict[DeliveryState, int]:
        """How many there are of each kind."""
        return await self._store.read(lambda tx: {state: tx.outbox.count(state) for state in DeliveryState})

    async def get(self, delivery_id: int) -> Delivery:
        """One of them. Raises NotFound."""
        return _known(await self._store.read(lambda tx: tx.outbox.get(delivery_id)), delivery_id)

    async def resend(self, delivery_id: int) -> Delivery:
        """Send one again, whatever became of it; one that waits is tried now. Raises NotFound."""

        def work(tx: Transaction) -> tuple[Delivery, list[Notice]]:
            return self._again(tx, _known(tx.outbox.get(delivery_id), delivery_id))

        delivery, notices = await self._store.write(work)
        ring(self._bus, notices)
        return delivery

    async def resend_dead(self, *, session_id: str | None = None) -> int:
        """Send again what was given up, in the order in which it happened; gives how many."""
        count = after_id = 0
        while True:

            def work(tx: Transaction, after_id: int = after_id) -> tuple[list[Delivery], list[Notice]]:
                dead = tx.outbox.dead(after_id=after_id, session_id=session_id, limit=_RESENT_AT_ONCE)
                return dead, [notice for delivery in dead for notice in self._again(tx, delivery)[1]]

            dead, notices = await self._store.write(work)
            ring(self._bus, notices[:1])
            count += len(dead)
            if len(dead) < _RESENT_AT_ONCE:
                return count
            after_id = dead[-1].id

    def _again(self, tx: Transaction, delivery: Delivery) -> tuple[Delivery, list[Notice]]:
        now_ns = self._now_ns()
        if delivery.state is not DeliveryState.WAITING:
            delivery = dataclasses.replace(
                delivery, state=DeliveryState.WAITING, attempts=0, status=None, error=None, delivered_ns=None, resent_ns=now_ns
            )
            tx.outbox.update(delivery)
        notices = send(tx, delivery, now_ns=now_ns)
        tx.jobs.hasten(delivery.lane, now_ns=now_ns)
        return delivery, notices


class PostOffice:
    """A `Carrier` that begins to exist with the first webhook: what speaks HTTP takes a while to load."""

    def __init__(self, make: Callable[[], Postman]) -> None:
        self._make = make
        self._lock = asyncio.Lock()
        self._postman: Postman | None = None

    async def take(self, delivery: Delivery) -> Attempt:
        """Try once."""
        return await (await self.ready()).take(delivery)

    async def close(self) -> None:
        """End the connections; they are made again when there is something to deliver."""
        postman, self._postman = self._postman, None
        if postman is not None:
            await postman.close()

    async def ready(self) -> Postman:
        """Load what is needed, if nobody did before."""
        async with self._lock:
            if self._postman is None:
                self._postman = await asyncio.to_thread(self._make)
            return self._postman


class WebhookWork:
    """Delivers for as long as the server runs. ``is_hosted``: there will be webhooks, and the first one is not to wait."""

    name = "webhooks"

    def __init__(self, runner: JobRunner, office: PostOffice, *, is_hosted: bool) -> None:
        self._runner = runner
        self._office = office
        self._is_hosted = is_hosted

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            if self._is_hosted:
                await self._office.ready()
            await self._runner.run()
        finally:
            await self._office.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """Everything about webhooks. ``guard`` decides for all URLs that others choose; ``work`` runs beside the requests."""

    guard: Guard
    signer: Signer
    desk: WebhookDesk
    work: WebhookWork


def compose_webhooks(*, settings: Settings, store: Store, bus: Bus, now_ns: Callable[[], int]) -> Webhooks:
    """Put the parts together. Raises UsageError and AddressRefused for settings that make no sense."""
    guard = Guard.of(settings)
    if settings.default_callback_url is not None:
        guard.check_url(settings.default_callback_url, what="The callback_url of sessions that name none")
    signer = Signer(settings.data_dir, now_ns=now_ns)

    def postman() -> Postman:
        from lookhear.backend.delivery.dispatch_http import Postman
        from lookhear.backend.delivery.guarded_http import GuardedTransport

        return Postman(GuardedTransport(guard), signer=signer, now_ns=now_ns)

    office = PostOffice(postman)
    dispatcher = Dispatcher(store=store, carrier=office, now_ns=now_ns, try_s=settings.webhook_try_s)
    runner = JobRunner(
        store=store,
        bus=bus,
        handlers={WEBHOOK_QUEUE: dispatcher},
        policies={WEBHOOK_QUEUE: Policy(max_attempts=None)},  # webhooks end by their age
        now_ns=now_ns,
        slots=SLOTS,
        lane_limit=_OF_ONE_RECEIVER,
        takes_over=True,
    )
    desk = WebhookDesk(store=store, bus=bus, now_ns=now_ns)
    return Webhooks(guard=guard, signer=signer, desk=desk, work=WebhookWork(runner, office, is_hosted=not settings.is_embedded))


def _known(delivery: Delivery | None, delivery_id: int) -> Delivery:
    if delivery is None:
        raise NotFound(f"There is no webhook {delivery_id}.", hint="`lookhear webhooks list` shows what there is.")
    return delivery
