"""The privacy pause: until when nothing may be recorded. It outlives the application. Belongs to the engine loop."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from lookhear.errors import NotNow

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.viewing import Views

_NAME: Final = "private_until_s"
_LAST_S: Final = 4e9  # what was remembered may be damaged; clocks and calendars tell times until 2096 well enough
_LOOK_S: Final = 30.0  # a wall clock may be set, and a computer may sleep


class Memory(Protocol):
    """As much of `lookhear.desktop.engine.memory.Memory` as is needed here."""

    async def recall(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        """What was remembered under a name."""
        ...

    async def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember it."""
        ...


class Privacy:
    """``on_change`` is told when it begins or is over. ``now_s`` is wall time (epoch seconds)."""

    def __init__(self, views: Views, memory: Memory, *, now_s: Callable[[], float] = time.time) -> None:
        self._views, self._memory, self._now_s = views, memory, now_s
        self._timer: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self.on_change: Callable[[], object] = lambda: None

    @property
    def is_on(self) -> bool:
        """Whether nothing may be recorded now."""
        until_s = self._views.now.private_until_s
        return until_s is not None and self._now_s() < until_s

    async def begin(self) -> None:
        """Go on with what was wished before the last end."""
        until_s = await self._memory.recall(_NAME)
        if isinstance(until_s, int | float) and self._now_s() < until_s < _LAST_S:
            self._show(float(until_s))

    async def end(self) -> None:
        """Watch the clock no longer."""
        self._unwatch()
        if self._ending:
            await asyncio.wait(self._ending)

    async def set(self, until_s: float | None) -> None:
        """Let nothing be recorded until then; None ends it. What it changes is done before it is remembered."""
        if until_s is not None and until_s <= self._now_s():
            until_s = None
        self._show(until_s)
        await self._memory.remember(_NAME, until_s)

    def check(self) -> None:
        """Raise NotNow while nothing may be recorded."""
        if self.is_on:
            raise NotNow("A privacy pause lasts.", hint="End it first: nothing is recorded before that.")

    def _show(self, until_s: float | None) -> None:
        self._unwatch()
        self._views.change(private_until_s=until_s)
        if until_s is not None:
            self._watch(until_s)
        self.on_change()

    def _watch(self, until_s: float) -> None:
        left_s = max(0.0, until_s - self._now_s())
        self._timer = asyncio.get_running_loop().call_later(min(left_s, _LOOK_S), self._look)

    def _unwatch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        until_s = self._views.now.private_until_s
        if self.is_on and until_s is not None:
            self._watch(until_s)
            return
        task = asyncio.get_running_loop().create_task(self.set(None))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
