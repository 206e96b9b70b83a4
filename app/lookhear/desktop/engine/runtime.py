"""The thread `engine` with its asyncio loop: everything the desktop application does happens there. Knows no Qt."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_LOG: Final = logging.getLogger(__name__)
_CLOSE_S: Final = 20.0  # what was captured is sealed in less; a source that hangs is given up

_Result = TypeVar("_Result")


class Runtime:
    """Owns the thread and the loop. `submit` may be called by any thread, the rest by the one that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_report)
        self._thread = threading.Thread(target=self._run, name="engine")
        self._is_running = threading.Event()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The engine loop."""
        return self._loop

    def start(self) -> None:
        """Start the thread; returns when the loop runs."""
        self._thread.start()
        self._is_running.wait()

    def submit(self, work: Coroutine[Any, Any, _Result]) -> Future[_Result]:
        """Run a coroutine on the loop. After `close` it is cancelled at once."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:  # the loop is closed
            work.close()
            never: Future[_Result] = Future()
            never.cancel()
            return never

    def tell(self, callback: Callable[[], object]) -> None:
        """Call something on the loop soon."""
        self._loop.call_soon_threadsafe(callback)

    def close(self, last_work: Coroutine[Any, Any, object] | None = None, *, within_s: float = _CLOSE_S) -> None:
        """Run the last work, cancel everything else, end the loop and the thread.

        Whoever waits for threads that do not come back is given up after ``within_s`` more: what holds this application's place is free
        then, and another one can be started.
        """
        if last_work is not None:
            future = self.submit(last_work)
            try:
                future.result(within_s)
            except TimeoutError:
                _LOG.warning("the engine did not come to its end within %g s", within_s)
                future.cancel()
            except Exception as exc:  # noqa: BLE001 - the outermost frame of its last task: the thread must end all the same
                _LOG.error("the engine's end failed", exc_info=exc)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(within_s)
        if self._thread.is_alive():
            _LOG.warning("threads of the engine are still at work after %g s: %s", within_s, _names_of_threads())

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(self._is_running.set)
        try:
            self._loop.run_forever()
        finally:
            self._wind_down()

    def _wind_down(self) -> None:
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def _names_of_threads() -> str:
    return ", ".join(sorted(thread.name for thread in threading.enumerate() if not thread.daemon and thread is not threading.main_thread()))


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What no task of ours caught: a bug, for the log."""
    _LOG.error("%s", context.get("message", "something failed on the engine loop"), exc_info=context.get("exception"))
