"""Waiting in any asyncio loop for what a thread will say."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")

_LOOK_EVERY_S: Final = 1.0


async def until_done(future: Future[Any], *, within_s: float | None, look: Callable[[], None]) -> None:
    """Wait until a future is done, or raise TimeoutError; ``look`` is called each second. What the future holds is left to the caller.

    `asyncio.wrap_future` would cancel the future along with the waiter, although others may wait for it, and complains when the loop
    that waited has been closed before the thread answers.
    """
    loop, is_done = asyncio.get_running_loop(), asyncio.Event()

    ticking: asyncio.TimerHandle

    def wake(_: Future[Any]) -> None:
        with contextlib.suppress(RuntimeError):  # that loop is closed: nobody waits in it any more
            loop.call_soon_threadsafe(is_done.set)

    def tick() -> None:
        nonlocal ticking
        look()
        ticking = loop.call_later(_LOOK_EVERY_S, tick)

    ticking = loop.call_later(_LOOK_EVERY_S, tick)
    future.add_done_callback(wake)
    try:
        async with asyncio.timeout(within_s):
            await is_done.wait()
    finally:
        ticking.cancel()


async def outcome(future: Future[T], *, within_s: float, look: Callable[[], None]) -> T:
    """What a thread answers, or the exception it answers with. Raises TimeoutError; a waiter that is cancelled leaves the future alone."""
    await until_done(future, within_s=within_s, look=look)
    return future.result()
