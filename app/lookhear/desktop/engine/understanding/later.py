"""The choosing of engines, loaded when somebody first asks for it: the icon must not wait for what only a page of the settings shows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from lookhear.desktop.engine.understanding.ports import EngineService

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.understanding.engine_values import EnginesView, EngineTest, EngineWish
    from lookhear.understanding.plugin import EngineKind


class Ending(EngineService, Protocol):
    """An `EngineService` that has threads to be ended."""

    async def end(self) -> None:
        """End its threads."""
        ...


class LaterEngines:
    """`lookhear.desktop.engine.understanding.ports.EngineService` over one that ``make`` imports and makes, once, on a thread."""

    def __init__(self, make: Callable[[], Ending]) -> None:
        self._make = make
        self._made: Ending | None = None
        self._making = asyncio.Lock()

    async def end(self) -> None:
        """End what was made."""
        async with self._making:
            if self._made is not None:
                await self._made.end()

    async def look(self) -> EnginesView:
        """See the port."""
        return await (await self._service()).look()

    async def choose(self, wish: EngineWish) -> EnginesView:
        """See the port."""
        return await (await self._service()).choose(wish)

    async def set_masking(self, *, is_on: bool) -> EnginesView:
        """See the port."""
        return await (await self._service()).set_masking(is_on=is_on)

    async def test(self, kind: EngineKind) -> EngineTest:
        """See the port."""
        return await (await self._service()).test(kind)

    async def install(self, name: str, *, progress: Callable[[float], None]) -> EnginesView:
        """See the port."""
        return await (await self._service()).install(name, progress=progress)

    async def _service(self) -> Ending:
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
            return self._made
