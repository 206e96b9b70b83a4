"""Threads of the library: one for each kind of work that may block, each doing one thing after the other."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Cancelled(LookhearError):
    """Somebody does not want it any more: no failure that a person is told of."""

    code = "desktop.cancelled"


class Lane:
    """One thread that begins with its first work. `run` belongs to the engine loop."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._is_over = False

    async def run(self, work: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Have it done when what came before is. Raises what it raises, and Cancelled after `end`."""
        if self._is_over:
            raise Cancelled("The library is closed.")
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: work(*args, **kwargs))

    def told(self, progress: Callable[[float], None]) -> Callable[[float], None]:
        """The same progress, which ends the work it tells of when the lane is to end: it raises Cancelled then."""

        def tell(share: float) -> None:
            if self._is_over:
                raise Cancelled("The library is closed.")
            progress(share)

        return tell

    async def end(self) -> None:
        """Begin nothing more, and wait for what is at work."""
        self._is_over = True
        await asyncio.to_thread(self._executor.shutdown, wait=True, cancel_futures=True)
