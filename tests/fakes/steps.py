"""What a statement costs, counted in steps of SQLite's machine: the same on every computer, however busy it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

FEW_STEPS: Final = 1000
"""More than any look at a few rows takes, and less than a look at a thousand."""


def steps_of(raw: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many steps SQLite takes for something, rounded up to tens."""
    counter = itertools.count(1)
    raw.set_progress_handler(lambda: next(counter) and 0, 10)
    try:
        work()
    finally:
        raw.set_progress_handler(None, 0)
    return next(counter) * 10
