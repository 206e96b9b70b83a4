"""The doorbell: everybody who listens hears, nobody waits, and who is slow loses the oldest."""

from __future__ import annotations

import asyncio
import threading

from lookhear.backend.delivery.bus import InProcessBus


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
