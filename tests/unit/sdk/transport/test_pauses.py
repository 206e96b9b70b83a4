"""Pauses of a loop and of a thread."""

from __future__ import annotations

import asyncio

from lookhear.sdk.transport.pauses import now_s, pause, pause_async


def test_a_pause_lasts_as_long_as_it_should() -> None:
    begin = now_s()
    pause(0.05)
    middle = now_s()
    asyncio.run(pause_async(0.05))
    assert middle - begin >= 0.05
    assert now_s() - middle >= 0.05


def test_a_loop_does_other_things_meanwhile() -> None:
    async def run() -> list[str]:
        done: list[str] = []

        async def other() -> None:
            done.append("other")

        task = asyncio.create_task(other())
        await pause_async(0)
        done.append("self")
        await task
        return done

    assert asyncio.run(run()) == ["other", "self"]
