"""The doorbell: everybody who listens hears, nobody waits, and who is slow loses the oldest and is told."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from lookhear.backend.delivery.bus import InProcessBus

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest


def test_everybody_who_listens_to_a_topic_hears_its_messages_in_order() -> None:
    async def scene() -> list[list[object]]:
        bus = InProcessBus()
        async with bus.subscribe("stream.a") as first, bus.subscribe("stream.a") as second, bus.subscribe("stream.b") as other:
            for seq in (1, 2):
                bus.publish("stream.a", {"seq": seq})
            bus.publish("stream.b", {"seq": 9})
            twice = [[(await anext(heard))["seq"] for _ in range(2)] for heard in (first, second)]
            return [*twice, [(await anext(other))["seq"]]]

    assert asyncio.run(scene()) == [[1, 2], [1, 2], [9]]


def test_a_slow_listener_loses_the_oldest_and_nobody_waits_for_it() -> None:
    async def scene() -> list[object]:
        bus = InProcessBus(limit=3)
        async with bus.subscribe("t") as heard:
            for number in range(10):
                bus.publish("t", {"n": number})
            return [(await anext(heard))["n"] for _ in range(3)]

    assert asyncio.run(scene()) == [7, 8, 9]


def test_a_listener_is_told_how_many_messages_it_has_lost() -> None:
    async def scene() -> list[int]:
        bus = InProcessBus(limit=3)
        async with bus.subscribe("t") as heard, bus.subscribe("other") as other:
            lost = []
            for number in range(5):
                bus.publish("t", {"n": number})
                lost.append(heard.lost)
            await anext(heard)
            bus.publish("t", {"n": 5})
            return [*lost, heard.lost, other.lost]

    assert asyncio.run(scene()) == [0, 0, 0, 1, 2, 2, 0]


def test_a_listener_that_loses_messages_is_named_in_the_log_once_and_without_what_it_listens_to(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        bus = InProcessBus(limit=1)
        async with bus.subscribe("ws.conn-1"):
            for number in range(4):
                bus.publish("ws.conn-1", {"n": number})

    asyncio.run(scene())
    assert [record.getMessage() for record in caplog.records if record.name.startswith("lookhear")] == [
        "a listener to ws is too slow: it loses what it was told first"
    ]


def test_a_message_wakes_the_listeners_of_its_topic_only_however_many_others_there_are() -> None:
    async def scene() -> tuple[bool, int]:
        bus = InProcessBus()
        heard: list[str] = []

        async def listen(topic: str) -> None:
            async with bus.subscribe(topic) as messages:
                await anext(messages)
                heard.append(topic)

        tasks = [asyncio.ensure_future(listen(f"ws.{number}")) for number in range(1000)]
        await asyncio.sleep(0)
        bus.publish("ws.500", {})
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        return heard == ["ws.500"], len(bus._topics)

    assert asyncio.run(scene()) == (True, 0)


def test_messages_from_many_threads_are_all_heard() -> None:
    async def scene() -> set[object]:
        bus = InProcessBus(limit=10_000)
        heard: set[object] = set()
        async with bus.subscribe("t") as messages:
            threads = [threading.Thread(target=_publish, args=(bus, range(first, first + 200))) for first in range(0, 800, 200)]
            for thread in threads:
                thread.start()
            while len(heard) < 800:
                heard.add((await anext(messages))["n"])
            for thread in threads:
                thread.join()
        return heard

    assert asyncio.run(scene()) == set(range(800))


def test_what_was_said_before_or_after_the_context_is_not_heard_and_nothing_is_kept() -> None:
    async def scene() -> object:
        bus = InProcessBus()
        bus.publish("t", {"n": 1})
        async with bus.subscribe("t") as heard:
            bus.publish("t", {"n": 2})
            message = await anext(heard)
        bus.publish("t", {"n": 3})
        assert bus._topics == {}
        return message["n"]

    assert asyncio.run(scene()) == 2


def test_a_listener_that_waits_is_woken_from_another_thread() -> None:
    async def scene() -> object:
        bus = InProcessBus()
        async with bus.subscribe("t") as heard:
            waiting = asyncio.ensure_future(anext(heard))
            await asyncio.sleep(0)
            ringing = threading.Thread(target=bus.publish, args=("t", {"n": 5}))
            ringing.start()
            message = await waiting
            ringing.join()
        return message["n"]

    assert asyncio.run(scene()) == 5


def test_a_listener_that_was_cancelled_while_it_waited_leaves_nothing_behind() -> None:
    async def scene() -> dict[str, object]:
        bus = InProcessBus()

        async def listen() -> None:
            async with bus.subscribe("t") as heard:
                await anext(heard)

        task = asyncio.ensure_future(listen())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return dict(bus._topics)

    assert asyncio.run(scene()) == {}


def _publish(bus: InProcessBus, numbers: Iterable[int]) -> None:
    for number in numbers:
        bus.publish("t", {"n": number})
