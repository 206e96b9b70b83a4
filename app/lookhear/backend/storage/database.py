"""The store of rows in one SQLite file: one writer with group commit, a few readers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Self, TypeVar

from lookhear.backend.records import DEFAULT_COLLECTION, Collection
from lookhear.backend.storage import schema
from lookhear.backend.storage.connections import engine_of, open_reader, open_writer
from lookhear.backend.storage.failures import telling
from lookhear.backend.storage.readers import READERS, Readers
from lookhear.backend.storage.transaction import SqlTransaction
from lookhear.backend.storage.writer import MAX_WAITING, Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.storage.connections import Opened

T = TypeVar("T")

FILE_NAME: Final = "backend.sqlite3"


class SqliteStore:
    """Port `Store` on a file. One for a file; close it, so that the file is left tidy."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    @classmethod
    def open(cls, path: Path, *, now_ns: Callable[[], int], readers: int = READERS, max_waiting: int = MAX_WAITING) -> Self:
        """Open a file, making or migrating it as needed; waits for the disk.

        Raises StoreTooNew for a file of a newer program, StoreUnwritable, StoreFull, StoreBusy.
        """
        engine = engine_of(path)
        opened = [open_writer(engine, path)]
        try:
            _prepare(opened[0], path, now_ns=now_ns)
            opened.extend(open_reader(engine, path) for _ in range(readers))
        except BaseException:
            for one in reversed(opened):
                one.close()
            raise
        return cls(Writer(opened[0], path, max_waiting=max_waiting), Readers(opened[1:], path, max_waiting=max_waiting))

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run a unit of work; returns when it is durable. What it raises takes back its own changes only, and is raised here."""
        return await self._writer.submit(work)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a function over one consistent view of what is committed; it must change nothing."""
        return await self._readers.read(work)

    async def close(self) -> None:
        """Finish what waits and close the file. Nothing may be asked for any more."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._readers.close()  # the last to close moves the log into the file, and that must be the writer
        self._writer.close()


def _prepare(opened: Opened, path: Path, *, now_ns: Callable[[], int]) -> None:
    with telling(path):
        opened.raw.execute("BEGIN IMMEDIATE")
        try:
            schema.prepare(opened.connection, path)
            collections = SqlTransaction(opened.connection, path).collections
            if collections.get(DEFAULT_COLLECTION) is None:
                collections.add(Collection(id=DEFAULT_COLLECTION, name="Default", description="", is_public=False, created_ns=now_ns()))
            opened.raw.execute("COMMIT")
        except BaseException:
            if opened.raw.in_transaction:
                opened.raw.execute("ROLLBACK")
            raise
