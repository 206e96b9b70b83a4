"""Group commit: what waits goes to the disk together, nobody hears of it before, and a failed commit stops nothing."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.storage.connections import engine_of, open_writer
from lookhear.backend.storage.tables import METADATA
from lookhear.backend.storage.writer import Writer
from lookhear.errors import StoreBusy, StoreConflict, StoreFull, StoreUnwritable
from tests.fakes.stored import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

    from lookhear.backend.ports import Transaction

NOBODY_ANSWERS_S = 20.0


class WatchedConnection(sqlite3.Connection):
    """Remembers what begins and ends transactions, and does something before a commit when it was told to."""

    before_commit: Callable[[], object] | None = None
    commands: list[str]

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        if not hasattr(self, "commands"):
            self.commands = []
        self.commands.append(sql)
        if sql == "COMMIT" and self.before_commit is not None:
            self.before_commit()
        return super().execute(sql, parameters)  # type: ignore[arg-type]


def run(path: Path, scene: Callable[[Writer, WatchedConnection], Coroutine[object, object, None]], **limits: int) -> None:
    """Play a scene with a writer on a new file."""
    opened = open_writer(engine_of(path, factory=WatchedConnection), path)
    METADATA.create_all(opened.connection)
    assert isinstance(opened.raw, WatchedConnection)
    opened.raw.commands.clear()
    writer = Writer(opened, path, **limits)
    try:
        asyncio.run(asyncio.wait_for(scene(writer, opened.raw), NOBODY_ANSWERS_S))
    finally:
        writer.close()


def adding(name: str) -> Callable[[Transaction], str]:
    def work(rows: Transaction) -> str:
        rows.collections.add(replace(COLLECTION, id=name))
        return name

    return work


def names(rows: Transaction) -> set[str]:
    return {row.id for row in rows.collections.all()}


class Gate:
    """A unit of work that holds the writer up until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, rows: Transaction) -> None:
        self.reached.set()
        assert self.opened.wait(NOBODY_ANSWERS_S)

    async def hold(self, writer: Writer) -> asyncio.Future[None]:
        """Let the writer run into it."""
        held = writer.submit(self)
        await asyncio.to_thread(self.reached.wait, NOBODY_ANSWERS_S)
        return held


def test_everything_that_waits_is_committed_at_once(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        gate = Gate()
        held = await gate.hold(writer)
        results = [writer.submit(adding(f"c-{number}")) for number in range(50)]
        gate.opened.set()
        await held
        assert await asyncio.gather(*results) == [f"c-{number}" for number in range(50)]
        assert [command for command in raw.commands if command in {"BEGIN IMMEDIATE", "COMMIT"}] == ["BEGIN IMMEDIATE", "COMMIT"] * 2

    run(tmp_path / "rows", scene)


def test_one_commit_takes_no_more_than_so_many(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        gate = Gate()
        held = await gate.hold(writer)
        results = [writer.submit(adding(f"c-{number}")) for number in range(10)]
        gate.opened.set()
        await asyncio.gather(held, *results)
        assert raw.commands.count("COMMIT") == 1 + 3

    run(tmp_path / "rows", scene, max_batch=4)


def test_nobody_hears_of_a_result_or_an_error_before_the_commit(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        loop = asyncio.get_running_loop()
        seen: list[tuple[bool, ...]] = []

        async def look() -> None:
            seen.append(tuple(result.done() for result in results))

        def before_commit() -> None:
            asyncio.run_coroutine_threadsafe(look(), loop).result(NOBODY_ANSWERS_S)  # after all the writer has told the loop so far

        gate = Gate()
        held = await gate.hold(writer)
        results: list[asyncio.Future[str]] = [writer.submit(adding("c-1")), writer.submit(adding("c-1"))]
        raw.before_commit = before_commit
        gate.opened.set()
        await held
        done = await asyncio.gather(*results, return_exceptions=True)
        assert done[0] == "c-1"
        assert isinstance(done[1], StoreConflict)  # true only because of the first, and known only once that is durable
        assert seen[-1] == (False, False)

    run(tmp_path / "rows", scene)


@pytest.mark.parametrize(
    ("code", "expected"),
    [(sqlite3.SQLITE_FULL, StoreFull), (sqlite3.SQLITE_IOERR_FSYNC, StoreUnwritable), (sqlite3.SQLITE_BUSY, StoreBusy)],
)
def test_a_failed_commit_is_told_to_all_of_it_and_the_next_one_works(tmp_path: Path, code: int, expected: type[Exception]) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        def refuse_once() -> None:
            raw.before_commit = None
            error = sqlite3.OperationalError("as the disk says")
            error.sqlite_errorcode = code
            raise error

        def set_trap(_: Transaction) -> None:
            raw.before_commit = refuse_once

        gate = Gate()
        held = await gate.hold(writer)
        results: list[Awaitable[object]] = [writer.submit(set_trap), writer.submit(adding("c-1")), writer.submit(lambda _: 1 // 0)]
        gate.opened.set()
        await held
        errors = await asyncio.gather(*results, return_exceptions=True)
        assert [type(error) for error in errors] == [expected] * 3
        assert len({id(error) for error in errors}) == 3
        assert await writer.submit(names) == set()
        assert await writer.submit(adding("c-1")) == "c-1"

    run(tmp_path / "rows", scene)


def test_a_full_file_refuses_what_it_has_no_room_for_and_takes_the_rest_again_later(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        def big(rows: Transaction) -> None:
            rows.collections.add(replace(COLLECTION, id="big", description="x" * 1_000_000))

        [pages] = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count={pages + 8}")
        gate = Gate()
        held = await gate.hold(writer)
        results: list[Awaitable[object]] = [writer.submit(adding("c-1")), writer.submit(big), writer.submit(adding("c-2"))]
        gate.opened.set()
        await held
        errors = await asyncio.gather(*results, return_exceptions=True)
        assert [type(error) for error in errors] == [StoreFull] * 3
        assert await writer.submit(adding("c-3")) == "c-3"
        raw.execute("PRAGMA max_page_count=100000")
        await writer.submit(big)
        assert await writer.submit(names) == {"c-3", "big"}

    run(tmp_path / "rows", scene)


def test_no_more_wait_than_may(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        gate = Gate()
        held = await gate.hold(writer)
        results = [writer.submit(adding(f"c-{number}")) for number in range(3)]
        with pytest.raises(StoreBusy) as busy:
            await writer.submit(adding("too much"))
        assert busy.value.is_retryable
        gate.opened.set()
        await asyncio.gather(held, *results)
        assert await writer.submit(names) == {"c-0", "c-1", "c-2"}

    run(tmp_path / "rows", scene, max_waiting=3)


def test_what_nobody_waits_for_any_more_is_left_out(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        gate = Gate()
        held = await gate.hold(writer)
        given_up, wanted = writer.submit(adding("c-1")), writer.submit(adding("c-2"))
        given_up.cancel()
        gate.opened.set()
        await asyncio.gather(held, wanted)
        assert await writer.submit(names) == {"c-2"}

    run(tmp_path / "rows", scene)


def test_a_loop_that_is_gone_keeps_nobody_from_being_answered(tmp_path: Path) -> None:
    gate = Gate()

    async def leave(writer: Writer) -> None:
        abandoned = await gate.hold(writer)
        assert not abandoned.done()

    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        await asyncio.to_thread(asyncio.run, leave(writer))
        result = writer.submit(adding("c-1"))
        gate.opened.set()
        assert await result == "c-1"

    run(tmp_path / "rows", scene)


def test_closing_finishes_what_waits_and_takes_nothing_more(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        gate = Gate()
        held = await gate.hold(writer)
        results = [writer.submit(adding(f"c-{number}")) for number in range(5)]
        closing = asyncio.create_task(asyncio.to_thread(writer.close))
        gate.opened.set()
        await asyncio.gather(held, *results)
        await closing
        with pytest.raises(StoreBusy, match="being stopped"):
            await writer.submit(adding("too late"))

    run(tmp_path / "rows", scene)
    with sqlite3.connect(tmp_path / "rows") as connection:
        assert connection.execute("SELECT count(*) FROM collections").fetchone() == (5,)
    connection.close()


def test_an_iteration_that_ends_in_a_unit_is_told_as_a_bug(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        with pytest.raises(RuntimeError, match="StopIteration"):
            await writer.submit(lambda _: next(iter([])))

    run(tmp_path / "rows", scene)


def test_a_unit_that_breaks_the_transaction_itself_is_refused_with_all_beside_it(tmp_path: Path) -> None:
    async def scene(writer: Writer, raw: WatchedConnection) -> None:
        with pytest.raises(StoreUnwritable):
            await writer.submit(lambda _: raw.execute("ROLLBACK"))
        assert await writer.submit(adding("c-1")) == "c-1"

    run(tmp_path / "rows", scene)
