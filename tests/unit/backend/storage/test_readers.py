"""Readers: several at once, each on one moment; what raises spoils nothing for the next."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.storage.connections import engine_of, open_reader, open_writer
from lookhear.backend.storage.readers import Readers
from lookhear.backend.storage.tables import METADATA
from lookhear.errors import StoreBusy
from tests.fakes.stored import SESSION

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction

NOBODY_COMES_S = 20.0


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "rows"
    writer = open_writer(engine_of(path), path)
    METADATA.create_all(writer.connection)
    yield path
    writer.close()


def run(path: Path, scene: Callable[[Readers], Coroutine[object, object, None]], **limits: int) -> None:
    engine = engine_of(path)
    readers = Readers([open_reader(engine, path) for _ in range(2)], path, **limits)
    try:
        asyncio.run(asyncio.wait_for(scene(readers), NOBODY_COMES_S))
    finally:
        readers.close()


def test_as_many_read_at_once_as_there_are_connections(path: Path) -> None:
    meeting = threading.Barrier(2)

    def meet(rows: Transaction) -> object:
        meeting.wait(NOBODY_COMES_S)
        return rows.sessions.get("nobody")

    async def scene(readers: Readers) -> None:
        assert await asyncio.gather(*(readers.read(meet) for _ in range(6))) == [None] * 6

    run(path, scene)


def test_a_question_that_raises_ends_its_view_and_the_connection_is_used_again(path: Path) -> None:
    async def scene(readers: Readers) -> None:
        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                await readers.read(lambda rows: rows.sessions.search(limit=1) or 1 // 0)
        assert await readers.read(lambda rows: rows.sessions.search(limit=1)) == []

    run(path, scene)


def test_a_read_that_would_change_something_is_a_bug(path: Path) -> None:
    async def scene(readers: Readers) -> None:
        with pytest.raises(RuntimeError, match="must change nothing"):
            await readers.read(lambda rows: rows.sessions.add(SESSION))

    run(path, scene)


def test_no_more_questions_wait_than_may(path: Path) -> None:
    gate = threading.Event()

    async def scene(readers: Readers) -> None:
        held = [asyncio.create_task(readers.read(lambda _: gate.wait(NOBODY_COMES_S))) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(StoreBusy):
            await readers.read(lambda _: None)
        gate.set()
        assert await asyncio.gather(*held) == [True] * 3
        assert await readers.read(lambda _: "free again") == "free again"

    run(path, scene, max_waiting=3)
