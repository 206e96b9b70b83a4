"""Rows of work that clients poll for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from lookhear.backend.records import Operation, OperationState
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import OPERATIONS

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Operation, OPERATIONS)
_ROW: Final = OPERATIONS.c
_SELECT: Final = select(*_MAP.columns)
_GET: Final = _SELECT.where(_ROW.id == bindparam("id"))
_FIND: Final = (
    _SELECT.where(_ROW.kind == bindparam("kind"), _ROW.target == bindparam("target"))
    .order_by(_ROW.created_ns.desc(), _ROW.id.desc())
    .limit(1)
)
_REMOVE_ENDED: Final = delete(OPERATIONS).where(_ROW.state != OperationState.PROCESSING, _ROW.updated_ns < bindparam("before_ns"))


class SqlOperations:
    """Port `Operations` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, operation: Operation) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(operation))

    def get(self, operation_id: str) -> Operation | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=operation_id))

    def find(self, kind: str, target: str) -> Operation | None:
        """The newest of a kind about a target."""
        return _MAP.first(self._rows.run(_FIND, kind=kind, target=target))

    def update(self, operation: Operation) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(operation))

    def remove_ended(self, *, before_ns: int) -> int:
        """Forget those that ended before a time; gives how many."""
        return self._rows.count(_REMOVE_ENDED, before_ns=before_ns)
