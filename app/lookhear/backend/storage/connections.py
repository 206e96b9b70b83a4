"""Connections to the database file, each with the settings that make its promises true."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from lookhear.backend.storage.failures import telling
from lookhear.system import files

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_MS: Final = 5000
_ALL: Final = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
)
_WRITER: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL syncs at checkpoints only: a power cut would take acknowledged rows
    "PRAGMA fullfsync=ON",  # macOS: empty the drive's cache too; nothing elsewhere
    "PRAGMA checkpoint_fullfsync=ON",
    f"PRAGMA journal_size_limit={64 << 20}",
)
_READER: Final = (
    "PRAGMA query_only=ON",
    # Only the writer moves pages from the log to the file: several at it can corrupt it before SQLite 3.51.3 (sqlite.org/wal.html).
    "PRAGMA wal_autocheckpoint=0",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection as SQLAlchemy sees it and as SQLite does. Transactions are begun and ended on the raw one."""

    connection: Connection
    raw: sqlite3.Connection

    def close(self) -> None:
        """Close both."""
        self.connection.close()
        self.raw.close()


def engine_of(path: Path, *, factory: type[sqlite3.Connection] = sqlite3.Connection) -> Engine:
    """An engine for a database file; it keeps no connection, only what was compiled. Its errors, which may be logged, hide values."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=factory)

    return create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)


def open_writer(engine: Engine, path: Path) -> Opened:
    """The connection that writes; makes the file if there is none. Raises StoreFull, StoreUnwritable, StoreBusy."""
    with telling(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its own files the same mode
        files.sync_folder(path.parent)
        return _opened(engine, (*_ALL, *_WRITER))


def open_reader(engine: Engine, path: Path) -> Opened:
    """A connection that cannot write. The writer has to be open before and closed after it. Raises as `open_writer`."""
    with telling(path):
        return _opened(engine, (*_ALL, *_READER))


def _opened(engine: Engine, pragmas: tuple[str, ...]) -> Opened:
    connection = engine.connect()
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(f"{raw!r} is no connection of SQLite")
    try:
        for pragma in pragmas:
            raw.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raw.close()
        raise
    return Opened(connection, raw)
