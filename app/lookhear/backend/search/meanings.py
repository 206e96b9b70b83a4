"""The vectors of whichever engine makes them now: none without an engine, and new ones when its model is another one. One event loop.

An engine may come, go and change while the backend runs. What an earlier model made stays until the present one has made all of its
own, so that who changes their mind soon finds it again; then it is removed.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.engine_bell import ENGINES

if TYPE_CHECKING:
    from lookhear.backend.ports import Bus, Store
    from lookhear.backend.search.embedding import Embeddings
    from lookhear.understanding.ports import Engines

_LOOK_EVERY_S: Final = 10.0  # for bells that were not heard


class Meanings:
    """Has vectors made beside the requests, as long as there is an engine for it."""

    name = "embeddings"

    def __init__(self, *, store: Store, bus: Bus, engines: Engines) -> None:
        self._store = store
        self._bus = bus
        self._engines = engines
        self._last: Embeddings | None = None
        self._bell = asyncio.Event()

    def now(self) -> Embeddings | None:
        """The vectors of the engine there is now; None where there is none."""
        embedder = self._engines.embedder
        if embedder is None:
            return None
        if self._last is None or self._last.model_id != embedder.model_id:
            from lookhear.backend.search.embedding import Embeddings  # imports numpy: a backend without an engine does without

            self._last = Embeddings(store=self._store, bus=self._bus, engines=self._engines, model_id=embedder.model_id)
        return self._last

    async def run(self) -> None:
        """Work until cancelled."""
        listening = asyncio.create_task(self._listen())
        working: asyncio.Task[None] | None = None
        at_work: Embeddings | None = None
        try:
            while True:
                self._bell.clear()
                wanted = self.now()
                if wanted is not at_work:
                    await _ended(working)
                    working, at_work = None if wanted is None else asyncio.create_task(wanted.run(), name="embeddings"), wanted
                elif working is not None and working.done():
                    working.result()  # it never ends by itself: who runs this hears why, and begins again
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), _LOOK_EVERY_S)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await _ended(working)

    async def _listen(self) -> None:
        async with self._bus.subscribe(ENGINES) as messages:
            async for _ in messages:
                self._bell.set()


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
