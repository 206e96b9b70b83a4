"""Webhooks over real HTTP: receivers that are slow, gone for hours, rude or broken, and what that means to all others."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from lookhear.backend.records import DeliveryState
from lookhear.backend.storage.database import SqliteStore
from tests.tools.office import body, by_path, come_back, office, text
from tests.tools.receiver import Answer, Received, Receiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


MANY = 1000  # ten thousand: tests/system/test_webhook_backlog.py
HOUR_NS = 3_600 * 10**9


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A thousand requests are not to be kept line by line."""
    caplog.set_level(logging.WARNING, "httpcore")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def other() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


async def arrived(receiver: Receiver, is_so: Callable[[list[Received]], bool]) -> list[Received]:
    return await asyncio.to_thread(receiver.wait_for, is_so)


@pytest.mark.timeout(600)
def test_all_come_in_order_after_a_receiver_was_gone_for_hours(tmp_path: Path, receiver: Receiver, other: Receiver) -> None:
    asyncio.run(come_back(tmp_path, receiver, other, many=MANY))


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
