"""What delivers webhooks, over a store of its own, with time that a test moves; and the scene of a receiver that comes back after hours."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.webhooks import compose_webhooks
from lookhear.backend.records import DeliveryState
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from lookhear.backend.delivery.webhooks import Webhooks
    from lookhear.backend.ports import Notice, Transaction
    from tests.tools.receiver import Received, Receiver

KEYS = 50
WAIT_S = 300.0


@dataclass
class Office:
    """What delivers, over a store of its own, with wall time that goes on by itself and can be moved."""

    store: SqliteStore
    bus: InProcessBus
    settings: Settings
    webhooks: Webhooks = field(init=False)
    ahead_ns: int = 0

    def __post_init__(self) -> None:
        self.webhooks = compose_webhooks(settings=self.settings, store=self.store, bus=self.bus, now_ns=self.now_ns)

    def now_ns(self) -> int:
        return time.time_ns() + self.ahead_ns

    async def post(self, url: str, *payloads: Mapping[str, object]) -> None:
        """Webhooks, all in one transaction."""

        def work(tx: Transaction) -> list[Notice]:
            return [notice for each in payloads for notice in post(tx, url=url, payload=each, session_id=None, now_ns=self.now_ns())]

        for topic, message in (await self.store.write(work))[:1]:
            self.bus.publish(topic, message)

    def let_pass(self, seconds: int) -> None:
        self.ahead_ns += seconds * 10**9
        self.bus.publish("jobs", {})

    async def until_refused(self, key: str, times: int) -> None:
        """Wait until the first of a key was refused so often, and waits for its next try."""
        async with asyncio.timeout(WAIT_S):
            while True:
                [first] = await self.store.read(lambda tx: tx.outbox.waiting(key, limit=1))
                [job] = await self.store.read(lambda tx: tx.jobs.of_key(key))
                if first.attempts == times and job.state == "ready":
                    return
                await asyncio.sleep(0.02)

    async def count(self, state: DeliveryState) -> int:
        return (await self.webhooks.desk.counts())[state]

    async def until(self, state: DeliveryState, count: int) -> None:
        """Wait until so many are in a state."""
        async with asyncio.timeout(WAIT_S):
            while await self.count(state) != count:  # noqa: ASYNC110 - rows have no event
                await asyncio.sleep(0.2)


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=time.time_ns)
    found = Office(store, InProcessBus(), Settings(data_dir=folder, api_key="k" * 16, is_embedded=True))
    task = asyncio.create_task(found.webhooks.work.run())
    try:
        yield found
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await store.close()


def by_path(received: list[Received]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = defaultdict(list)
    for each in received:
        found[each.path].append(each.body)
    return dict(found)


def body(key: int, number: int) -> dict[str, object]:
    return {"event": "capture_session.active", "key": key, "number": number, "name": f"Zoë {number} 🙂"}


def text(payload: dict[str, object]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


async def come_back(folder: Path, receiver: Receiver, other: Receiver, *, many: int) -> None:
    """A receiver is down for hours while so many webhooks pile up; then all come, each once, in the order of its key."""
    receiver.down()
    wanted = {f"/hook/{key}": [text(body(key, number)) for number in range(many // KEYS)] for key in range(KEYS)}
    async with office(folder) as at:
        for key in range(KEYS):
            await at.post(f"{receiver.url}/hook/{key}", *(body(key, number) for number in range(many // KEYS)))
        for _ in range(6):  # six hours in which it is tried
            at.let_pass(3600)
            await asyncio.sleep(0.1)
        await at.post(other.url, {"n": 1})
        await at.until(DeliveryState.DELIVERED, 1)  # in the meantime
        assert await at.count(DeliveryState.WAITING) == many
        receiver.up()
        for _ in range(4):
            at.let_pass(3600)
        await at.until(DeliveryState.DELIVERED, many + 1)
    assert by_path(receiver.received) == wanted  # each once, for nothing crashed
