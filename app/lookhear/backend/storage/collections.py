"""Rows of collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from lookhear.backend.records import Collection
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import COLLECTIONS

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Collection, COLLECTIONS)
_GET: Final = select(*_MAP.columns).where(COLLECTIONS.c.id == bindparam("id"))
_ALL: Final = select(*_MAP.columns).order_by(COLLECTIONS.c.created_ns, COLLECTIONS.c.id)
_DELETE: Final = delete(COLLECTIONS).where(COLLECTIONS.c.id == bindparam("id"))


class SqlCollections:
    """Port `Collections` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, collection: Collection) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(collection))

    def get(self, collection_id: str) -> Collection | None:
        """One of them."""
        return _MAP.first(self._rows.run(_GET, id=collection_id))

    def all(self) -> list[Collection]:
        """Every collection, oldest first."""
        return _MAP.all(self._rows.run(_ALL))

    def update(self, collection: Collection) -> None:
        """Replace the row with this id."""
        self._rows.change(_MAP.update, **_MAP.changes(collection))

    def delete(self, collection_id: str) -> None:
        """Remove an empty collection; raises StoreConflict for one that holds sessions or videos."""
        self._rows.run(_DELETE, id=collection_id)
