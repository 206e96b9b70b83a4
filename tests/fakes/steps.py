"""What a statement costs, counted in steps of SQLite's machine: the same on every computer, however busy it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

FEW_STEPS: Final = 1000
"""More than any look at a few rows takes, and less than a look at a thousand."""

MANY: Final = 5000
"""So many that a look at all of them is seen."""


def steps_of(raw: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many steps SQLite takes for something, rounded up to tens."""
    counter = itertools.count(1)
    raw.set_progress_handler(lambda: next(counter) and 0, 10)
    try:
        work()
    finally:
        raw.set_progress_handler(None, 0)
    return next(counter) * 10


def again(raw: sqlite3.Connection, table: str) -> None:
    """The only row of a table `MANY` times more, with ids of their own; what is called number counts."""
    names = [f'"{name}"' for _, name, *_ in raw.execute(f"PRAGMA table_info({table})") if name != "id"]
    values = [f"{name} + i" if name == '"number"' else name for name in names]
    raw.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 - names of our own columns
        " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        f" SELECT {', '.join(values)} FROM {table}, n",
        (MANY,),
    )
