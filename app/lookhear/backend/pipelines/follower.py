"""The life of one pipeline's work in this process: step after step, with patience for engines and disks. Owned by its task."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.readiness import engines_of, work_of
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.records import PipelineState
from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed, LookhearError, NotFound, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lookhear.backend.pipelines.work import Tools, Work
    from lookhear.backend.ports import Bus
    from lookhear.backend.records import Pipeline

_MOST_FAILURES: Final = 5  # that nobody expected, of one step, before what it works on is left out
_MOST_CRASHES: Final = 3  # of an engine at one stretch, before that is left out

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long is waited. ``look_s`` is for what the bus does not tell: a track that is complete, a gap that has lasted long enough."""

    look_s: float = 3.0
    longest_look_s: float = 24.0
    retry_s: float = 1.0
    longest_retry_s: float = 60.0
    longest_asked_s: float = 3600.0  # that a service may ask to be left alone
    finish_s: float = 5.0
    sweep_s: float = 30.0


class Follower:
    """Follows a pipeline until its stream has ended, somebody says stop, or it is cancelled. ``busy`` is called for steps with a result."""

    def __init__(self, pipeline: Pipeline, *, tools: Tools, bus: Bus, pace: Pace, busy: Callable[[], None]) -> None:
        self.pipeline = pipeline
        self._tools = tools
        self._bus = bus
        self._pace = pace
        self._busy = busy
        self._bell = asyncio.Event()
        self._is_wanted = True
        self._is_graceful = True
        self._failures = 0
        self._crashes, self._crashed_ns = 0, -1  # at the stretch that begins there
        self._in_trouble = False
        self._engines: tuple[object, ...] | None = None  # that it works with

    def wake(self) -> None:
        """There may be something to do."""
        self._bell.set()

    @property
    def is_outdated(self) -> bool:
        """Whether it works with engines that are not those of now."""
        return self._engines is not None and self._engines != engines_of(self.pipeline, self._tools.engines)

    def end(self, *, is_graceful: bool) -> None:
        """Somebody said stop."""
        self._is_wanted, self._is_graceful = False, is_graceful
        self._bell.set()

    async def run(self) -> None:
        """Work until there is nothing left to do."""
        try:
            async with AsyncExitStack() as stack:
                topics = (f"stream.{self.pipeline.stream_id}", f"session.{self.pipeline.session_id}")
                for messages in [await stack.enter_async_context(self._bus.subscribe(topic)) for topic in topics]:
                    listening = asyncio.create_task(_pass_on(messages, self._bell), name=f"pipeline-{self.pipeline.id}-bell")
                    stack.push_async_callback(_cancelled, listening)
                await self._work_on()
        except NotFound:
            pass  # the stream was deleted, and this with it
        except LookhearError as error:
            _LOG.warning("%s was left before it could finish: %s", self.pipeline.id, error)
        except Exception:  # noqa: BLE001 - a supervisor: one pipeline must not end the others
            _LOG.exception("%s was left before it could finish", self.pipeline.id)

    async def _work_on(self) -> None:
        """With the row as it is now: it may have been stopped, or moved, since it was found.

        It is asked for in the line of those who write: what somebody began to write who was cancelled meanwhile is in front of it. Who
        looked past that would begin where the records do not end, and find them a second time.
        """
        pipeline = await self._tools.store.write(lambda tx: tx.pipelines.get(self.pipeline.id))
        self._engines = engines_of(self.pipeline, self._tools.engines)
        work = None if pipeline is None or pipeline.state is not PipelineState.RUNNING else work_of(pipeline, self._tools)
        if work is None:
            return
        await self._follow(work)
        if not self._is_wanted and self._is_graceful:
            await work.finish()

    async def _follow(self, work: Work) -> None:
        pace = self._pace
        look_s, retry_s = pace.look_s, pace.retry_s
        while self._is_wanted:
            self._bell.clear()
            try:
                outcome = await work.step()
            except NotFound:
                raise
            except Exception as error:  # noqa: BLE001 - a supervisor: see _met
                if not await self._met(error, work):
                    return
                if isinstance(error, EngineBusy) or not isinstance(error, EngineFailed):
                    await self._rest(max(retry_s, self._asked_s(error)))
                    retry_s = min(pace.longest_retry_s, 2 * retry_s)
                continue
            retry_s, self._failures = pace.retry_s, 0
            await self._note(None)
            if outcome is Outcome.ENDED:
                return
            if outcome is Outcome.MORE:
                self._busy()
                await asyncio.sleep(0)
            else:
                is_rung = await self._heard_bell(look_s)
                look_s = pace.look_s if is_rung else min(pace.longest_look_s, 2 * look_s)

    async def _met(self, error: Exception, work: Work) -> bool:
        """What follows from a step's failure; False when nothing can come of this pipeline any more."""
        if isinstance(error, StoreError):
            _LOG.warning("%s waits for the disk: %s", self.pipeline.id, error)
            return True
        if isinstance(error, EngineBusy) and not await self._crashed_again(error):
            await self._note(error)
            return True
        if isinstance(error, EngineCrashed):
            error = EngineCrashed(f"{error} It was the third time here, so this is left out.", hint=error.hint)
        elif not isinstance(error, EngineFailed):
            self._failures += 1
            _LOG.error("%s failed in a way nobody expected", self.pipeline.id, exc_info=error)
            if self._failures < _MOST_FAILURES:
                return True
            error = EngineFailed(f"This failed {self._failures} times, in a way nobody expected.", hint="The backend's log says more.")
        self._failures = 0
        if await work.skip(error):
            return True
        if isinstance(error, EngineCrashed):  # before it was given anything: nothing is to blame but itself
            await self._note(error)
            return True
        await self._tools.writer.note_trouble(self.pipeline.id, _told(error), is_fatal=True)
        return False

    async def _crashed_again(self, error: EngineBusy) -> bool:
        """Whether an engine crashed so often at one stretch that the stretch is to blame. One goes on for ever where records come."""
        if not isinstance(error, EngineCrashed):
            return False
        row = await self._tools.store.read(lambda tx: tx.pipelines.get(self.pipeline.id))
        position_ns = -1 if row is None else row.position_ns
        self._crashes = self._crashes + 1 if position_ns == self._crashed_ns else 1
        self._crashed_ns = position_ns
        if self._crashes < _MOST_CRASHES:
            return False
        self._crashes = 0
        return True

    def _asked_s(self, error: Exception) -> float:
        """How long whoever has no time wants to be left alone."""
        asked_s = error.retry_after_s if isinstance(error, EngineBusy) else None
        return 0.0 if asked_s is None else min(asked_s, self._pace.longest_asked_s)

    async def _note(self, error: EngineFailed | None) -> None:
        """Keep why nothing comes; None when all is well again."""
        if error is None and not self._in_trouble:
            return
        self._in_trouble = error is not None
        await self._tools.writer.note_trouble(self.pipeline.id, None if error is None else _told(error))

    async def _heard_bell(self, seconds: float) -> bool:
        """Wait until there may be something to do, or for a while."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await self._bell.wait()
        return False

    async def _rest(self, seconds: float) -> None:
        """Leave an engine or a disk alone for a while, whatever comes; only the end wakes it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._is_wanted:
                    self._bell.clear()
                    await self._bell.wait()


def _told(error: EngineFailed) -> dict[str, object]:
    return {"code": error.code, "message": error.for_people()}


async def _pass_on(messages: AsyncIterator[dict[str, object]], bell: asyncio.Event) -> None:
    async for _ in messages:
        bell.set()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
