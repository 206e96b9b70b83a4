"""Waiting between two questions: once for a loop, once for a thread. The blocking twins of `lookhear.sdk.aio` are made with the second."""

from __future__ import annotations

import asyncio
import threading
import time


async def pause_async(seconds: float) -> None:
    """Let the loop do other things for so long."""
    await asyncio.sleep(seconds)


def pause(seconds: float) -> None:
    """Hold this thread for so long."""
    threading.Event().wait(seconds)


def now_s() -> float:
    """Seconds of a clock that never goes back, since some moment: for how long something has been waited for."""
    return time.monotonic()
