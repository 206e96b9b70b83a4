from __future__ import annotations

import asyncio

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.pipelines.engine_bell import ENGINES, ring_engines


def test_whoever_listens_hears_that_there_are_other_engines() -> None:
    async def scene() -> dict[str, object]:
        bus = InProcessBus()
        async with bus.subscribe(ENGINES) as messages:
            ring_engines(bus)
            return await anext(messages)

    assert asyncio.run(scene()) == {"what": "changed"}
