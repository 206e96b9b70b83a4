"""A whole backend that listens on a real port inside the test's own process, so that engines made by the test can be given to it."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from lookhear.backend.app import create_app
from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.server import Server, listen
from lookhear.backend.services import compose
from lookhear.backend.settings import Settings
from lookhear.backend.storage.database import FILE_NAME, SqliteStore
from lookhear.backend.storage.objects import LocalObjects

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from lookhear.backend.services import Services
    from lookhear.understanding.ports import Engines

API_KEY = "sk-test-key-of-this-backend"
READY_S = 60.0
_THREADS = 4


class HostedBackend:
    """On a data folder, with its background work. Stopped and started again it is at the same port, with what engines it is given.

    ``settings`` are those of `Settings`. The services belong to its thread: touch them with `call` only.
    """

    def __init__(self, data_dir: Path, *, engines: Engines | None = None, **settings: Any) -> None:  # noqa: ANN401 - as Settings
        data_dir.mkdir(parents=True, exist_ok=True)
        self.engines = engines
        self.settings = replace(Settings(data_dir=data_dir, api_key=API_KEY, port=0), **settings)
        self.key = self.settings.api_key
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._services: Services | None = None
        self._failure: BaseException | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.settings.host}:{self.settings.port}"

    @property
    def services(self) -> Services:
        """What it is made of, while it runs."""
        assert self._services is not None
        return self._services

    def start(self) -> Self:
        """Start it and wait until it answers."""
        assert self._thread is None
        self._ready.clear()
        self._thread = threading.Thread(target=self._run, name="hosted-backend")
        self._thread.start()
        assert self._ready.wait(READY_S)
        if self._failure is not None:
            raise self._failure
        return self

    def stop(self) -> None:
        """End it in order, as a signal does."""
        if self._thread is None:
            return
        if self._loop is not None and self._services is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._services.stopping.set)
        self._thread.join()
        self._thread = self._loop = self._services = None

    def restart(self, engines: Engines | None = None) -> None:
        """End it and start it again, with other engines."""
        self.stop()
        self.engines = engines
        self.start()

    def call(self, work: Any) -> Any:  # noqa: ANN401 - what the coroutine gives
        """What a coroutine of the services gives, run on their loop."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(READY_S)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as exc:  # noqa: BLE001 - a thread's last line: whoever waits for it raises it
            self._failure = exc
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await _begin_threads(self._loop)
        with listen(self.settings.host, self.settings.port) as sock:
            self.settings = replace(self.settings, port=sock.getsockname()[1])
            objects = LocalObjects.open(self.settings.data_dir / "objects", threads=1)
            await _begin_threads_of(objects)
            store = SqliteStore.open(self.settings.data_dir / FILE_NAME, now_ns=time.time_ns, readers=_THREADS)
            try:
                await _together(store.read)
                self._services = compose(settings=self.settings, store=store, objects=objects, bus=InProcessBus(), engines=self.engines)
                server = Server(create_app(self._services), stopping=self._services.stopping, ready=self._ready.set)
                await server.serve(sockets=[sock])
            finally:
                await store.close()
                await objects.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.stop()


async def _begin_threads(loop: asyncio.AbstractEventLoop) -> None:
    """Have all threads of the loop from the start: one that comes later would count as left behind by the test it came in."""
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="hosted"))
    await _together(lambda work: asyncio.to_thread(work, None))


async def _together(run: Callable[[Callable[[object], None]], Awaitable[None]]) -> None:
    """Do something in every thread of a pool at once, so that all of them are there."""
    barrier = threading.Barrier(_THREADS)

    def meet(_: object) -> None:
        barrier.wait()

    await asyncio.gather(*(run(meet) for _ in range(_THREADS)))


async def _begin_threads_of(objects: LocalObjects) -> None:
    """The same for the two threads of the objects."""
    await objects.put("hosted", b"")
    await objects.delete(["hosted"])
