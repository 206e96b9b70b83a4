"""Work beside the loop that nobody's end waits for."""

from __future__ import annotations

import asyncio
import threading

import pytest

from lookhear.desktop.engine.aside import aside


def test_what_it_gives_and_what_it_raises_come_back() -> None:
    def refuse() -> int:
        raise KeyError("no")

    async def scene() -> None:
        assert await aside(lambda: threading.current_thread().name, name="aside") == "aside"
        with pytest.raises(KeyError):
            await aside(refuse, name="aside")

    asyncio.run(scene())


@pytest.mark.parametrize("fails", [True, False])
def test_whoever_was_cancelled_is_told_nothing(*, fails: bool) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(30)
        if fails:
            raise KeyError("too late")

    async def scene() -> None:
        task = asyncio.create_task(aside(work, name="aside"))
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        may_end.set()
        await aside(lambda: None, name="another")

    asyncio.run(scene())


def test_a_loop_that_has_ended_is_told_nothing() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(30)

    async def scene() -> None:
        task = asyncio.create_task(aside(work, name="aside"))
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()

    asyncio.run(scene())
    may_end.set()
