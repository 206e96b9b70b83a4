"""Who may log in: names, hashed passwords and logins, in a SQLite file. Threads may share it: SQLite lets them take turns.

A password is kept as scrypt (RFC 7914) with the parameters that OWASP names: N = 2^17, r = 8, p = 1, a salt of 16 random bytes. That
costs 128 MiB and some tenths of a second, which is what makes guessing dear. A login is a random token; only its SHA-256 is kept, so that
a stolen file logs nobody in. After five wrong passwords a name has to wait a minute.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOGIN_S = 12 * 3600
SHORTEST_PASSWORD = 12
TRIES, WAIT_S = 5, 60

_TABLES = """
CREATE TABLE IF NOT EXISTS person (name TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS login (digest BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES person, until_s REAL NOT NULL);
CREATE TABLE IF NOT EXISTS wrong (name TEXT NOT NULL, at_s REAL NOT NULL);
"""


class Accounts:
    """The file at ``path``, made when there is none, readable by its owner only."""

    def __init__(self, path: Path, *, now_s: Callable[[], float] = time.time) -> None:
        path.touch(mode=0o600)
        self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._rows.executescript(_TABLES)
        self._now_s = now_s
        self._nobody = (secrets.token_bytes(16), bytes(64))

    def add(self, name: str, password: str) -> None:
        """Let somebody in, or give them another password. Raises ValueError for one that is too short."""
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"A password has at least {SHORTEST_PASSWORD} characters.")
        salt = secrets.token_bytes(16)
        self._rows.execute("INSERT OR REPLACE INTO person VALUES (?, ?, ?)", (name, salt, _hashed(password, salt)))
        self._rows.execute("DELETE FROM login WHERE name = ?", (name,))

    def log_in(self, name: str, password: str) -> str | None:
        """A token that is good for `LOGIN_S` seconds; None for a wrong name or password, or after too many wrong ones."""
        now_s = self._now_s()
        self._rows.execute("DELETE FROM wrong WHERE at_s < ?", (now_s - WAIT_S,))
        (tries,) = self._rows.execute("SELECT count(*) FROM wrong WHERE name = ?", (name,)).fetchone()
        if tries >= TRIES:
            return None
        # A name that nobody has takes as long as one that somebody has: the answer's time tells no names.
        salt, wanted = self._rows.execute("SELECT salt, hash FROM person WHERE name = ?", (name,)).fetchone() or self._nobody
        if not hmac.compare_digest(_hashed(password, salt), wanted):
            self._rows.execute("INSERT INTO wrong VALUES (?, ?)", (name, now_s))
            return None
        token = secrets.token_urlsafe(32)
        self._rows.execute("DELETE FROM login WHERE until_s < ?", (now_s,))
        self._rows.execute("INSERT INTO login VALUES (?, ?, ?)", (_digest(token), name, now_s + LOGIN_S))
        return token

    def name_of(self, token: str) -> str | None:
        """Whose login this is, None for one that is unknown or over."""
        row = self._rows.execute("SELECT name FROM login WHERE digest = ? AND until_s > ?", (_digest(token), self._now_s())).fetchone()
        return None if row is None else str(row[0])

    def log_out(self, token: str) -> None:
        """End a login."""
        self._rows.execute("DELETE FROM login WHERE digest = ?", (_digest(token),))

    def close(self) -> None:
        """Close the file."""
        self._rows.close()


def _hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**17, r=8, p=1, maxmem=2**28, dklen=64)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
