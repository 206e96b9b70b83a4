from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.library.lanes import Cancelled, Lane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def lane() -> AsyncIterator[Lane]:
    made = Lane("test-lane")
    try:
        yield made
    finally:
        await made.end()


def test_work_is_done_one_after_the_other_on_a_thread_of_its_own() -> None:
    async def use() -> None:
        names: list[str] = []
        async with lane() as made:
            await asyncio.gather(*(made.run(lambda: names.append(threading.current_thread().name)) for _ in range(3)))
            assert await made.run(lambda one, other: one + other, 1, other=2) == 3
        assert len(set(names)) == 1
        assert names[0].startswith("test-lane")

    asyncio.run(use())


def test_a_failure_reaches_whoever_waits() -> None:
    async def use() -> None:
        async with lane() as made:
            with pytest.raises(ZeroDivisionError):
                await made.run(lambda: 1 / 0)

    asyncio.run(use())


def test_nothing_begins_behind_the_end() -> None:
    async def use() -> None:
        async with lane() as made:
            await made.end()
            with pytest.raises(Cancelled):
                await made.run(lambda: 1)

    asyncio.run(use())


def test_the_end_calls_off_work_that_tells_how_far_it_is() -> None:
    began, told = threading.Event(), threading.Event()
    shares: list[float] = []

    async def use() -> None:
        async with lane() as made:
            progress = made.told(shares.append)

            def work() -> None:
                progress(0.5)
                began.set()
                assert told.wait(30)
                progress(0.6)

            waiting = asyncio.create_task(made.run(work))
            await asyncio.to_thread(began.wait, 30)
            ending = asyncio.create_task(made.end())
            await asyncio.sleep(0)
            told.set()
            with pytest.raises(Cancelled):
                await waiting
            await ending

    asyncio.run(use())
    assert shares == [0.5]
