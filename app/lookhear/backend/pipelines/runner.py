"""The work beside the requests: one follower for each running pipeline whose engines are there, woken by what arrives. One event loop."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING

from lookhear.backend.pipelines.engine_bell import ENGINES
from lookhear.backend.pipelines.follower import Follower, Pace
from lookhear.backend.pipelines.readiness import is_ready
from lookhear.backend.pipelines.writing import BELL, FORCED, STARTED, STOPPED, WRITTEN
from lookhear.backend.records import PipelineKind, PipelineState
from lookhear.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.backend.pipelines.work import Tools
    from lookhear.backend.ports import Bus, Listener, Transaction
    from lookhear.backend.records import Pipeline


class PipelineRunner:
    """Follows every running pipeline. What it is cancelled in begins again where its records end.

    ``busy`` is called whenever something was done.
    """

    name = "pipelines"

    def __init__(self, tools: Tools, bus: Bus, *, busy: Callable[[], None] = lambda: None, pace: Pace | None = None) -> None:
        self._tools = tools
        self._bus = bus
        self._busy = busy
        self._pace = pace or Pace()
        self._followers: dict[str, tuple[Follower, asyncio.Task[None]]] = {}
        self._ending: dict[str, asyncio.Task[None]] = {}

    def is_following(self, pipeline_id: str) -> bool:
        """Whether it works on a pipeline now, or waits for its end."""
        return pipeline_id in self._followers or pipeline_id in self._ending

    async def run(self) -> None:
        """Work until cancelled."""
        async with self._bus.subscribe(BELL) as messages, self._bus.subscribe(ENGINES) as changes:
            sweeping = asyncio.create_task(self._sweep(), name="pipelines-sweep")
            changing = asyncio.create_task(self._follow_engines(changes), name="pipelines-engines")
            try:
                async for message in messages:
                    await self._heard(str(message.get("pipeline_id")), str(message.get("what")))
            finally:
                tasks = [sweeping, changing, *self._ending.values(), *(task for _, task in self._followers.values())]
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                self._followers.clear()
                self._ending.clear()

    async def _sweep(self) -> None:
        """Follow whatever runs and is not followed yet, and nothing else: at the start, and in case a bell was missed."""
        while True:
            with contextlib.suppress(StoreError):  # too much waits for the disk: the next time
                await self._follow_all()
                for pipeline_id in tuple(self._followers):
                    row = await self._tools.store.read(partial(_row, pipeline_id=pipeline_id))
                    if row is None or row.state is not PipelineState.RUNNING:
                        self._stop(pipeline_id, is_graceful=True)
            self._leave_old_engines()
            await asyncio.sleep(self._pace.sweep_s)

    async def _follow_engines(self, changes: Listener) -> None:
        """There are other engines: whoever works with old ones begins again where the records end, and who waited for one begins."""
        async for _ in changes:
            self._leave_old_engines()
            with contextlib.suppress(StoreError):  # then the sweep finds them
                await self._follow_all()

    def _leave_old_engines(self) -> None:
        for pipeline_id, (follower, _) in tuple(self._followers.items()):
            if follower.is_outdated:
                self._stop(pipeline_id, is_graceful=False)

    async def _follow_all(self) -> None:
        for pipeline in await self._tools.store.read(lambda tx: tx.pipelines.in_state(PipelineState.RUNNING)):
            self._follow(pipeline)

    async def _heard(self, pipeline_id: str, what: str) -> None:
        if what == WRITTEN:
            for follower, _ in self._followers.values():
                if follower.pipeline.source_id == pipeline_id:
                    follower.wake()
        elif what in {STOPPED, FORCED}:
            self._stop(pipeline_id, is_graceful=what == STOPPED)
        elif what == STARTED:
            await self._look_at(pipeline_id)

    def _stop(self, pipeline_id: str, *, is_graceful: bool) -> None:
        if pipeline_id in self._followers:
            follower, task = self._followers.pop(pipeline_id)
            follower.end(is_graceful=is_graceful)
            self._ending[pipeline_id] = asyncio.create_task(self._end(pipeline_id, task), name=f"pipeline-{pipeline_id}-end")

    async def _end(self, pipeline_id: str, task: asyncio.Task[None]) -> None:
        """Wait until it has ended, for a while; then it is cancelled. It may have been started again meanwhile."""
        try:
            await asyncio.wait({task}, timeout=self._pace.finish_s)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self._ending.pop(pipeline_id, None)
        await self._look_at(pipeline_id)

    async def _look_at(self, pipeline_id: str) -> None:
        with contextlib.suppress(StoreError):  # then the sweep finds it
            pipeline = await self._tools.store.read(partial(_row, pipeline_id=pipeline_id))
            if pipeline is not None:
                self._follow(pipeline)

    def _follow(self, pipeline: Pipeline) -> None:
        if self.is_following(pipeline.id) or not self._can_follow(pipeline):
            return
        follower = Follower(pipeline, tools=self._tools, bus=self._bus, pace=self._pace, busy=self._busy)
        task = asyncio.create_task(follower.run(), name=f"pipeline-{pipeline.id}")
        self._followers[pipeline.id] = (follower, task)
        task.add_done_callback(lambda _: self._forget(follower))

    def _can_follow(self, pipeline: Pipeline) -> bool:
        is_wanted = pipeline.state is PipelineState.RUNNING and pipeline.kind is not PipelineKind.INDEX
        return is_wanted and is_ready(pipeline, self._tools.engines)

    def _forget(self, follower: Follower) -> None:
        known = self._followers.get(follower.pipeline.id)
        if known is not None and known[0] is follower:
            del self._followers[follower.pipeline.id]


def _row(tx: Transaction, *, pipeline_id: str) -> Pipeline | None:
    return tx.pipelines.get(pipeline_id)
