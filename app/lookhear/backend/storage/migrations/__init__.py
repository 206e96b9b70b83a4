"""Steps from one version of the schema to the next. Each is a module ``r<number>``; what was released never changes again.

A new store is made from `tables` at once, which a test holds equal to all steps from nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

REVISIONS: Final = ("0001", "0002", "0003")
"""Every version there was, in order; the last is ours."""
FOLDER: Final = __name__


def upgrade(connection: Connection, done: int, revisions: Sequence[str] = REVISIONS, *, package: str = FOLDER) -> None:
    """Take the steps behind the first ``done`` ones, inside the caller's transaction. Here Alembic is loaded, and nowhere else."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)):
        for revision in revisions[done:]:
            importlib.import_module(f"{package}.r{revision}").upgrade()
