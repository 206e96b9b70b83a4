"""The threads that read rows, each with a connection of its own that cannot write."""

from __future__ import annotations

import asyncio
import queue
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from lookhear.backend.storage.failures import telling
from lookhear.backend.storage.transaction import SqlTransaction
from lookhear.errors import StoreBusy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.storage.connections import Opened

T = TypeVar("T")

READERS: Final = 4
MAX_WAITING: Final = 2000


class Readers:
    """A small pool. `read` from one event loop, `close` once that has nothing to read any more."""

    def __init__(self, opened: Sequence[Opened], path: Path, *, max_waiting: int = MAX_WAITING) -> None:
        self._path = path
        self._opened = tuple(opened)
        self._max_waiting = max_waiting
        self._waiting = 0
        self._free: queue.SimpleQueue[tuple[sqlite3.Connection, SqlTransaction]] = queue.SimpleQueue()
        for one in opened:
            self._free.put((one.raw, SqlTransaction(one.connection, path, may_write=False)))
        self._threads = ThreadPoolExecutor(len(opened), thread_name_prefix="store-reader")

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a function over one consistent view. Raises StoreBusy when too many wait."""
        if self._waiting >= self._max_waiting:
            raise StoreBusy(f"{self._max_waiting} questions wait for the disk already.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the threads and close the connections."""
        self._threads.shutdown()
        for one in self._opened:
            one.close()

    def _run(self, work: Callable[[Transaction], T]) -> T:
        raw, transaction = self._free.get_nowait()  # there are as many as threads
        try:
            with telling(self._path):
                raw.execute("BEGIN")
                try:
                    return work(transaction)
                finally:
                    raw.execute("ROLLBACK")
        finally:
            self._free.put((raw, transaction))
