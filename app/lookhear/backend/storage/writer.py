"""The one thread that writes rows: whatever waits is committed together.

Each unit of work runs in a savepoint of its own, so that one which raises takes back itself only. Nobody hears of a result, nor of
an error, before the commit it depends on is durable.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from lookhear.backend.storage.failures import translated
from lookhear.backend.storage.transaction import SqlTransaction
from lookhear.errors import StoreBusy, StoreFull, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.backend.ports import Transaction
    from lookhear.backend.storage.connections import Opened

T = TypeVar("T")

MAX_WAITING: Final = 2000
MAX_BATCH: Final = 256  # so that the first of many does not wait for all of them


@dataclass(slots=True)
class _Unit:
    work: Callable[[Transaction], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    result: Any = None
    error: Exception | None = None


class Writer:
    """Owns the writing connection and its thread. `submit` from any event loop, `close` from anywhere, once."""

    def __init__(self, opened: Opened, path: Path, *, max_waiting: int = MAX_WAITING, max_batch: int = MAX_BATCH) -> None:
        self._raw = opened.raw
        self._opened = opened
        self._path = path
        self._transaction = SqlTransaction(opened.connection, path)
        self._max_waiting = max_waiting
        self._max_batch = max_batch
        self._waiting: deque[_Unit] = deque()
        self._condition = threading.Condition()
        self._is_closing = False
        # A program that ends without closing must be able to end: what was not committed was never acknowledged.
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Transaction], T]) -> asyncio.Future[T]:
        """Queue a unit of work; cancelled before its turn it is left out. Raises StoreBusy when too many wait, or after `close`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._condition:
            if self._is_closing:
                raise StoreBusy("The backend is being stopped.")
            if len(self._waiting) >= self._max_waiting:
                raise StoreBusy(f"{self._max_waiting} changes wait for the disk already.")
            self._waiting.append(_Unit(work, future, loop))
            self._condition.notify()
        return future

    def close(self) -> None:
        """Run what waits, then end the thread and close the connection."""
        with self._condition:
            self._is_closing = True
            self._condition.notify()
        self._thread.join()
        self._opened.close()

    def _run(self) -> None:
        while batch := self._next_batch():
            self._commit(batch)
            _hand_out(batch)

    def _next_batch(self) -> list[_Unit]:
        """What waits, but those nobody waits for any more; empty when there is nothing left to do ever."""
        with self._condition:
            while True:
                units = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._max_batch))]
                wanted = [unit for unit in units if not unit.future.cancelled()]
                if wanted or (self._is_closing and not self._waiting):
                    return wanted
                if not self._waiting:
                    self._condition.wait()

    def _commit(self, batch: list[_Unit]) -> None:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            for unit in batch:
                self._run_unit(unit)
            self._raw.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it was, the batch did not happen, and the next one must
            self._take_back()
            for unit in batch:
                unit.error = self._failure(error)

    def _run_unit(self, unit: _Unit) -> None:
        self._raw.execute("SAVEPOINT unit")
        try:
            unit.result = unit.work(self._transaction)
        except (StoreFull, StoreUnwritable):
            raise  # SQLite may have taken back the whole transaction
        except Exception as error:  # noqa: BLE001 - goes to whoever asked
            unit.error = RuntimeError("a unit of work raised StopIteration") if isinstance(error, StopIteration) else error
            self._raw.execute("ROLLBACK TO unit")
        self._raw.execute("RELEASE unit")

    def _take_back(self) -> None:
        if self._raw.in_transaction:
            try:
                self._raw.execute("ROLLBACK")
            except sqlite3.Error:  # the next BEGIN says what is wrong
                return

    def _failure(self, error: Exception) -> Exception:
        """An exception of its own for each of a batch, so that their tracebacks stay apart."""
        ours = translated(error, self._path) if isinstance(error, sqlite3.Error) else None
        if ours is None and isinstance(error, StoreFull | StoreUnwritable):
            ours = type(error)(str(error), hint=error.hint)
        if ours is None:
            ours = StoreUnwritable(f"A change of {self._path} could not be stored ({error!r}).")
        ours.__cause__ = error
        return ours


def _hand_out(batch: list[_Unit]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Unit]] = defaultdict(list)
    for unit in batch:
        by_loop[unit.loop].append(unit)
    for loop, units in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle, units)
        except RuntimeError:  # that loop is closed: nobody listens there any more
            continue


def _settle(units: list[_Unit]) -> None:
    for unit in units:
        if unit.future.done():  # cancelled meanwhile
            continue
        if unit.error is not None:
            unit.future.set_exception(unit.error)
        else:
            unit.future.set_result(unit.result)
