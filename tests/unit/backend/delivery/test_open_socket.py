"""What goes over one socket: every message once and in order, whatever the bus does; a handful is held, however slow the client is."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.delivery.open_socket import MAX_WAITING, CloseCode, OpenSocket, Position
from lookhear.backend.delivery.pushing import KEPT_MESSAGES, push, topic_of, whisper
from lookhear.backend.records import Connection
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import StoreBusy
from tests.fakes.sockets import FakeWire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from lookhear.backend.delivery.open_socket import Ending
    from lookhear.backend.ports import Notice, Store, Transaction

T = TypeVar("T")
CONNECTION = Connection(id="conn-1", sha256="ab", created_ns=0, expires_ns=1)


class Reads:
    """Store; counts how often it is read, and is too busy while it is told so."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.count = 0
        self.is_busy = False

    async def read(self, work: Callable[[Transaction], T]) -> T:
        self.count += 1
        if self.is_busy:
            raise StoreBusy("Too much waits.")
        return await self._store.read(work)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return await self._store.write(work)


@dataclass
class Place:
    """A connection that is told numbered messages, and its client."""

    store: Reads
    bus: InProcessBus
    wire: FakeWire

    async def kept(self, *numbers: int) -> list[Notice]:
        """Messages are committed; their bells are given back."""

        def work(tx: Transaction) -> list[Notice]:
            return [notice for number in numbers for notice in push(tx, CONNECTION.id, {"n": number}, now_ns=0)]

        return await self.store.write(work)

    def ring(self, notices: list[Notice]) -> None:
        for topic, notice in notices:
            self.bus.publish(topic, notice)

    async def told(self, *numbers: int) -> None:
        """Messages are committed and rung."""
        self.ring(await self.kept(*numbers))

    @asynccontextmanager
    async def open(self, *, behind: Position | None = None, newest: int = 0) -> AsyncIterator[asyncio.Task[Ending | None]]:
        """The client opens it; behind the end of the context it is gone."""
        store: Store = self.store
        async with self.bus.subscribe(topic_of(CONNECTION.id)) as heard:
            socket = OpenSocket(CONNECTION.id, wire=self.wire, store=store, behind=behind or Position(), newest=newest)
            task = asyncio.create_task(socket.run(heard))
            try:
                yield task
            finally:
                self.wire.leave()
                await asyncio.wait([task])


@asynccontextmanager
async def place(folder: Path, *, limit: int = 256) -> AsyncIterator[Place]:
    store = SqliteStore.open(folder / "rows.sqlite3", now_ns=lambda: 0)
    try:
        await store.write(lambda tx: tx.connections.add(CONNECTION))
        wire = FakeWire()
        wire.sent.append({"connection_id": CONNECTION.id})
        yield Place(Reads(store), InProcessBus(limit=limit), wire)
    finally:
        await store.close()


def test_what_was_told_before_comes_before_what_is_told_now(tmp_path: Path) -> None:
    async def scene() -> list[object]:
        async with place(tmp_path) as here:
            await here.told(*range(100))
            async with here.open(newest=100):
                await here.told(*range(100, 110))
                await here.wire.until_sent(111)
            return here.wire.events

    assert asyncio.run(scene()) == list(range(110))


def test_it_goes_on_behind_the_position_of_its_client_and_says_where_that_is(tmp_path: Path) -> None:
    async def scene() -> list[tuple[object, object]]:
        async with place(tmp_path) as here:
            await here.told(*range(5))
            async with here.open(behind=Position(message_id=3, number=3), newest=5):
                await here.told(5)
                await here.wire.until_sent(4)
            return [(message["n"], message["message_id"]) for message in here.wire.sent[1:]]

    assert asyncio.run(scene()) == [(3, 4), (4, 5), (5, 6)]


def test_a_message_that_is_the_next_one_costs_no_look_at_the_rows(tmp_path: Path) -> None:
    async def scene() -> tuple[int, list[object]]:
        async with place(tmp_path) as here, here.open():
            await here.told(0)
            await here.wire.until_sent(2)
            before = here.store.count
            for number in range(1, 20):
                await here.told(number)
                await here.wire.until_sent(number + 2)
            return here.store.count - before, here.wire.events

    assert asyncio.run(scene()) == (0, list(range(20)))


def test_bells_that_come_in_another_order_or_twice_or_not_at_all_change_nothing(tmp_path: Path) -> None:
    async def scene() -> list[object]:
        async with place(tmp_path) as here, here.open():
            await here.wire.until_sent(1)
            notices = await here.kept(0, 1, 2, 3, 4, 5)
            for index in (2, 0, 0, 4, 1):
                here.ring([notices[index]])
                await asyncio.sleep(0.02)
            await here.told(6)
            await here.wire.until_sent(8)
            return here.wire.events

    assert asyncio.run(scene()) == list(range(7))


def test_a_bus_that_lost_bells_makes_it_look_at_the_rows(tmp_path: Path) -> None:
    async def scene() -> list[object]:
        async with place(tmp_path, limit=2) as here, here.open():
            await asyncio.sleep(0.05)
            here.ring(await here.kept(*range(50)))
            await here.wire.until_sent(51)
            return here.wire.events

    assert asyncio.run(scene()) == list(range(50))


def test_words_that_are_not_final_go_out_between_the_others_and_are_not_kept(tmp_path: Path) -> None:
    async def scene() -> tuple[list[dict[str, object]], int]:
        async with place(tmp_path) as here, here.open():
            await here.told(0)
            await here.wire.until_sent(2)
            whisper(here.bus, CONNECTION.id, {"n": "Hel"})
            await here.told(1)
            await here.wire.until_sent(4)
            kept = await here.store.read(lambda tx: tx.connections.messages(CONNECTION.id, after_id=0, limit=10))
            return here.wire.sent[1:], len(kept)

    assert asyncio.run(scene()) == ([{"n": 0, "message_id": 1}, {"n": "Hel"}, {"n": 1, "message_id": 2}], 2)


def test_a_client_that_does_not_read_holds_a_handful_and_gets_all_when_it_does(tmp_path: Path) -> None:
    async def scene() -> tuple[int, list[object]]:
        async with place(tmp_path) as here:
            here.wire.has_room.clear()
            store: Store = here.store
            async with here.bus.subscribe(topic_of(CONNECTION.id)) as heard:
                socket = OpenSocket(CONNECTION.id, wire=here.wire, store=store, behind=Position(), newest=0)
                task = asyncio.create_task(socket.run(heard))
                for number in range(200):
                    await here.told(number)
                held = len(socket._held)
                here.wire.has_room.set()
                await here.wire.until_sent(201)
                here.wire.leave()
                await asyncio.wait([task])
            return held, here.wire.events

    held, events = asyncio.run(scene())
    assert held <= 32
    assert events == list(range(200))


def test_a_client_that_is_too_far_behind_is_closed_while_all_it_lacks_is_kept(tmp_path: Path) -> None:
    async def scene() -> tuple[Ending | None, list[object], int]:
        async with place(tmp_path) as here:
            here.wire.has_room.clear()
            async with here.open() as task:
                for first in range(0, MAX_WAITING, 100):
                    await here.told(*range(first, first + 100))
                    await asyncio.sleep(0)
                assert not task.done()
                await here.told(MAX_WAITING)
                ending = await asyncio.wait_for(task, 20)
            kept = await here.store.read(lambda tx: tx.connections.messages(CONNECTION.id, after_id=0, limit=KEPT_MESSAGES))
            return ending, here.wire.events, len(kept)

    ending, events, kept = asyncio.run(scene())
    assert ending is not None
    assert ending.code is CloseCode.TRY_AGAIN_LATER
    assert "last_event_id" in ending.reason
    assert len(ending.reason.encode()) <= 123  # of RFC 6455 §5.5
    assert (events, kept) == ([], MAX_WAITING + 1)


def test_a_long_replay_is_no_slowness(tmp_path: Path) -> None:
    async def scene() -> list[object]:
        async with place(tmp_path) as here:
            await here.told(*range(KEPT_MESSAGES))
            async with here.open(newest=KEPT_MESSAGES) as task:
                await here.told(*range(KEPT_MESSAGES, KEPT_MESSAGES + 10))
                await here.wire.until_told(KEPT_MESSAGES + 9)
                assert not task.done()
            return here.wire.events

    events = asyncio.run(scene())
    assert events[-1] == KEPT_MESSAGES + 9
    assert events == sorted(events, key=lambda number: int(str(number)))


def test_it_ends_when_the_same_connection_is_opened_again(tmp_path: Path) -> None:
    async def scene() -> Ending | None:
        async with place(tmp_path) as here, here.open() as task:
            await asyncio.sleep(0)
            here.bus.publish(topic_of(CONNECTION.id), {"opened": True})
            return await asyncio.wait_for(task, 20)

    ending = asyncio.run(scene())
    assert ending is not None
    assert ending.code is CloseCode.OPENED_AGAIN


@pytest.mark.parametrize("is_told", [True, False])
def test_a_client_that_is_gone_ends_it_without_a_word(is_told: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test
    async def scene() -> Ending | None:
        async with place(tmp_path) as here, here.open() as task:
            here.wire.leave()
            if is_told:
                await here.told(1)
            return await asyncio.wait_for(task, 20)

    assert asyncio.run(scene()) is None


def test_rows_that_cannot_be_read_send_the_client_away_to_come_back(tmp_path: Path) -> None:
    async def scene() -> Ending | None:
        async with place(tmp_path) as here:
            here.store.is_busy = True
            async with here.open() as task:
                return await asyncio.wait_for(task, 20)

    ending = asyncio.run(scene())
    assert ending is not None
    assert ending.code is CloseCode.TRY_AGAIN_LATER


def test_the_first_reason_to_end_counts(tmp_path: Path) -> None:
    async def scene() -> Ending | None:
        async with place(tmp_path) as here, here.bus.subscribe("t") as heard:
            store: Store = here.store
            socket = OpenSocket(CONNECTION.id, wire=here.wire, store=store, behind=Position(), newest=0)
            socket.end(CloseCode.NOT_ALLOWED, "first")
            socket.end(CloseCode.GOING_AWAY, "second")
            return await socket.run(heard)

    ending = asyncio.run(scene())
    assert ending is not None
    assert (ending.code, ending.reason) == (4401, "first")
