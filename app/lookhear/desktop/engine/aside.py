"""Work that may wait for a person or a stranger's server, on a thread that the end of the application does not wait for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")


async def aside(work: Callable[[], _Result], *, name: str) -> _Result:
    """What it gives or raises. Whoever is cancelled meanwhile leaves it behind; what it comes to is dropped then."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Result] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - the outermost frame of a thread: it is raised where it is waited for
            _tell(loop, _fail, future, error)
        else:
            _tell(loop, _succeed, future, result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await future


def _tell(loop: asyncio.AbstractEventLoop, *call: object) -> None:
    callback, *arguments = call
    with contextlib.suppress(RuntimeError):  # the application has ended
        loop.call_soon_threadsafe(callback, *arguments)  # type: ignore[arg-type]


def _fail(future: asyncio.Future[object], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def _succeed(future: asyncio.Future[object], result: object) -> None:
    if not future.done():
        future.set_result(result)
