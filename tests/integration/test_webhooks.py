"""Webhooks over real HTTP: receivers that are slow, gone for hours, rude or broken, and what that means to all others."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.delivery.outbox import post
from lookhear.backend.delivery.webhooks import compose_webhooks
from lookhear.backend.records import DeliveryState
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import SqliteStore
from tests.tools.receiver import Answer, Received, Receiver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

    from lookhear.backend.delivery.webhooks import Webhooks
    from lookhear.backend.ports import Notice, Transaction

MANY = 10_000
KEYS = 50
HOUR_NS = 3_600 * 10**9
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


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Ten thousand requests are not to be kept line by line."""
    caplog.set_level(logging.WARNING, "httpcore")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def other() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def by_path(received: list[Received]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = defaultdict(list)
    for each in received:
        found[each.path].append(each.body)
    return dict(found)


def body(key: int, number: int) -> dict[str, object]:
    return {"event": "capture_session.active", "key": key, "number": number, "name": f"Zoë {number} 🙂"}


def text(payload: dict[str, object]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


async def arrived(receiver: Receiver, is_so: Callable[[list[Received]], bool]) -> list[Received]:
    return await asyncio.to_thread(receiver.wait_for, is_so)


@pytest.mark.timeout(600)
def test_ten_thousand_come_in_order_after_a_receiver_was_gone_for_hours(tmp_path: Path, receiver: Receiver, other: Receiver) -> None:
    receiver.down()
    wanted = {f"/hook/{key}": [text(body(key, number)) for number in range(MANY // KEYS)] for key in range(KEYS)}

    async def scene() -> None:
        async with office(tmp_path) as at:
            for key in range(KEYS):
                await at.post(f"{receiver.url}/hook/{key}", *(body(key, number) for number in range(MANY // KEYS)))
            for _ in range(6):  # six hours in which it is tried
                at.let_pass(3600)
                await asyncio.sleep(0.1)
            await at.post(other.url, {"n": 1})
            await at.until(DeliveryState.DELIVERED, 1)  # in the meantime
            assert await at.count(DeliveryState.WAITING) == MANY
            receiver.up()
            for _ in range(4):
                at.let_pass(3600)
            await at.until(DeliveryState.DELIVERED, MANY + 1)

    asyncio.run(scene())
    assert by_path(receiver.received) == wanted  # each once, for nothing crashed


@pytest.mark.timeout(600)
def test_what_piled_up_for_one_session_comes_in_order(tmp_path: Path, receiver: Receiver) -> None:
    count = 1000
    refused = iter([503, 500, 429, 302])
    receiver.answers = lambda _: Answer(status=next(refused, 200))

    async def scene() -> None:
        async with office(tmp_path) as at:
            await at.post(receiver.url, *({"n": number} for number in range(count)))
            for number in range(1, 5):
                await at.until_refused(f"webhook - {receiver.url}", number)
                at.let_pass(200)
            await at.until(DeliveryState.DELIVERED, count)

    asyncio.run(scene())
    assert [json.loads(each.body)["n"] for each in receiver.received] == [0, 0, 0, 0, *range(count)]
    assert len({each.message_id for each in receiver.received[:5]}) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hangs=True),
        Answer(drips_s=1.0, body=b"x" * 100),
        Answer(status=307, headers={"location": "http://127.0.0.1:1/"}),
        Answer(raw=b"SSH-2.0-OpenSSH_9.2\r\n"),
        Answer(closes=True),
        Answer(status=500, after_s=0.2),
    ],
)
def test_a_receiver_that_behaves_badly_delays_nobody_else(tmp_path: Path, receiver: Receiver, other: Receiver, answer: Answer) -> None:
    receiver.answers = lambda _: answer

    async def scene() -> None:
        async with office(tmp_path) as at:
            for key in range(300):
                await at.post(f"{receiver.url}/{key}", body(key, 0))
            await arrived(receiver, lambda got: len(got) >= 1)
            for number in range(50):
                await at.post(f"{other.url}/{number % 5}", body(number % 5, number))
            await arrived(other, lambda got: len(got) == 50)
            assert len(receiver.received) < 300  # it was still at it

    asyncio.run(scene())
    for key, bodies in by_path(other.received).items():
        assert bodies == [text(body(int(key[1:]), number)) for number in range(int(key[1:]), 50, 5)]


def test_one_receiver_is_not_asked_for_more_than_a_few_things_at_a_time(tmp_path: Path, receiver: Receiver) -> None:
    receiver.answers = lambda _: Answer(after_s=0.05)

    async def scene() -> None:
        async with office(tmp_path) as at:
            for key in range(40):
                await at.post(f"{receiver.url}/{key}", body(key, 0))
            await at.until(DeliveryState.DELIVERED, 40)

    asyncio.run(scene())
    assert 1 < receiver.connections <= 4


def test_a_dead_one_is_sent_again_in_its_order_when_somebody_wants_it(tmp_path: Path, receiver: Receiver) -> None:
    receiver.answers = lambda _: Answer(status=410)

    async def scene() -> None:
        async with office(tmp_path) as at:
            await at.post(receiver.url, *({"n": number} for number in range(3)))
            await at.until(DeliveryState.DEAD, 3)
            receiver.answers = lambda _: Answer()
            assert await at.webhooks.desk.resend_dead() == 3
            await at.until(DeliveryState.DELIVERED, 3)

    asyncio.run(scene())
    assert [json.loads(each.body)["n"] for each in receiver.received] == [0, 0, 1, 2]
    assert receiver.received[0].message_id == receiver.received[1].message_id


def test_what_comes_can_be_verified_also_while_the_secret_is_exchanged(tmp_path: Path, receiver: Receiver) -> None:
    async def scene() -> list[str]:
        async with office(tmp_path) as at:
            old = (await at.webhooks.signer.secrets()).current
            await at.post(receiver.url, {"n": 1})
            await at.until(DeliveryState.DELIVERED, 1)
            new = (await at.webhooks.signer.rotate()).current
            await at.post(receiver.url, {"n": 2})
            await at.until(DeliveryState.DELIVERED, 2)
            return [old, new]

    old, new = asyncio.run(scene())
    first, second = receiver.received
    Webhook(old).verify(first.body, first.headers)
    for secret in (old, new):
        Webhook(secret).verify(second.body, second.headers)


def test_what_an_ended_process_left_goes_on_at_once(tmp_path: Path, receiver: Receiver) -> None:
    release = threading.Event()
    receiver.answers = lambda _: Answer() if release.is_set() else Answer(hangs=True)

    async def scene() -> None:
        async with office(tmp_path) as at:
            await at.post(receiver.url, {"n": 1})
            await arrived(receiver, lambda got: len(got) == 1)
            # a crash: the lease stays
            [job] = await at.store.read(lambda tx: tx.jobs.of_key(f"webhook - {receiver.url}"))
            assert job.state == "leased"
        store = SqliteStore.open(tmp_path / "rows.sqlite3", now_ns=time.time_ns)
        now_ns = time.time_ns()
        taken = await store.write(lambda tx: tx.jobs.lease(["webhook"], owner="gone", now_ns=now_ns, until_ns=now_ns + 24 * HOUR_NS))
        assert taken is not None
        await store.close()
        release.set()
        async with office(tmp_path) as at:
            await at.until(DeliveryState.DELIVERED, 1)

    asyncio.run(scene())
    assert {each.body for each in receiver.received} == {b'{"n":1}'}
