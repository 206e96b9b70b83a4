"""What a process knows of streams: looked up once, bounded, and forgotten on request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lookhear.backend.ingest.view import StreamViews
from tests.fakes.ingesting import CONTEXT, DISPLAY, MIC, Ingesting
from tests.fakes.stored import INIT, add_rows, fragments

if TYPE_CHECKING:
    from pathlib import Path


def test_a_view_holds_what_the_store_has_and_is_the_same_one_next_time(tmp_path: Path) -> None:
    async def scene() -> None:
        async with Ingesting(tmp_path) as on:
            await on.store.write(lambda tx: add_rows(tx, INIT, *fragments(1, 2, 5)))
            views = StreamViews(on.store)
            view, again = await asyncio.gather(views.get(DISPLAY.id), views.get(DISPLAY.id))
            assert view is not None
            assert view is again
            assert (view.stream, view.inits, view.have.ranges) == (DISPLAY, {1: INIT}, ((1, 2), (5, 5)))
            assert await views.get("rts-9") is None
            views.forget(DISPLAY.id)
            assert await views.get(DISPLAY.id) is not view

    asyncio.run(scene())


def test_the_streams_that_were_asked_for_longest_ago_are_forgotten(tmp_path: Path) -> None:
    async def scene() -> None:
        async with Ingesting(tmp_path) as on:
            views = StreamViews(on.store, limit=2)
            first = await views.get(DISPLAY.id)
            await views.get(MIC.id)
            assert await views.get(DISPLAY.id) is first
            await views.get(CONTEXT.id)
            assert list(views._views) == [DISPLAY.id, CONTEXT.id]

    asyncio.run(scene())
