"""Vectors of an engine that comes, goes and becomes another one while the backend runs."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.pipelines.engine_bell import ENGINES
from lookhear.backend.search.meanings import Meanings
from tests.fakes.engines import ChangingEngines, WordEmbedder
from tests.fakes.found import SPEECH, FoundRows, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class OtherEmbedder(WordEmbedder):
    model_id = "another-64"


class Changing:
    """A store with two records, and engines that are put in and taken out."""

    def __init__(self, rows: FoundRows) -> None:
        self.rows = rows
        self.bus = InProcessBus()
        self.engines = ChangingEngines()
        self.meanings = Meanings(store=rows.store, bus=self.bus, engines=self.engines)
        rows.found(record(SPEECH, "a red car"), record(SPEECH, "the blue sky"))

    async def vectors(self, model_id: str) -> int:
        return len(await self.rows.store.read(lambda tx: tx.records.placed_vectors(model_id, after_id=0, limit=9)))

    async def models(self) -> list[str]:
        return await self.rows.store.read(lambda tx: tx.records.models())

    async def put_in(self, embedder: WordEmbedder) -> None:
        """Until it has made everything, and nothing else is left."""
        self.engines.embedder = embedder
        async with asyncio.timeout(30):
            while await self.vectors(embedder.model_id) < 2 or await self.models() != [embedder.model_id]:
                self.bus.publish(ENGINES, {"what": "changed"})
                await asyncio.sleep(0.01)


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Changing]:
    with FoundRows(tmp_path) as rows:
        yield Changing(rows)


def test_without_an_engine_there_are_no_meanings(changing: Changing) -> None:
    assert changing.meanings.now() is None


def test_they_stay_the_same_while_the_model_does_whatever_object_has_it(changing: Changing) -> None:
    changing.engines.embedder = WordEmbedder()
    first = changing.meanings.now()
    assert first is not None
    changing.engines.embedder = WordEmbedder()
    assert changing.meanings.now() is first
    changing.engines.embedder = None
    assert changing.meanings.now() is None
    changing.engines.embedder = WordEmbedder()
    assert changing.meanings.now() is first
    changing.engines.embedder = OtherEmbedder()
    assert changing.meanings.now() is not first


def test_an_engine_that_comes_makes_them_and_another_one_makes_its_own_in_their_place(changing: Changing) -> None:
    async def scene() -> None:
        working = asyncio.create_task(changing.meanings.run())
        await changing.put_in(WordEmbedder())
        await changing.put_in(OtherEmbedder())
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working

    changing.rows.run(scene())
    made = changing.meanings.now()
    assert made is not None
    assert (made.model_id, made.count) == (OtherEmbedder.model_id, 2)
