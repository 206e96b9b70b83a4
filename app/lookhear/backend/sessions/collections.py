"""Commands on collections. Owned by the event loop."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from lookhear.backend.records import DEFAULT_COLLECTION, Collection
from lookhear.errors import Conflict, NotFound
from lookhear.protocol.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.backend.ports import Store, Transaction


class CollectionService:
    """Shelves for sessions and videos. ``default`` is always there and cannot be taken away."""

    def __init__(self, *, store: Store, now_ns: Callable[[], int]) -> None:
        self._store = store
        self._now_ns = now_ns

    async def all(self) -> list[Collection]:
        """Every collection."""
        return await self._store.read(lambda tx: tx.collections.all())

    async def get(self, collection_id: str) -> Collection:
        """One of them. Raises NotFound."""
        return await self._store.read(lambda tx: found(tx, collection_id))

    async def create(self, name: str, *, changes: Mapping[str, Any]) -> Collection:
        """A new one. ``changes`` are fields of a Collection beside its id and age."""
        new = Collection(id=new_id("c"), name=name, description="", is_public=False, created_ns=self._now_ns())
        collection = dataclasses.replace(new, **changes)
        await self._store.write(lambda tx: tx.collections.add(collection))
        return collection

    async def change(self, collection_id: str, changes: Mapping[str, Any]) -> Collection:
        """Replace some of its fields. Raises NotFound."""

        def work(tx: Transaction) -> Collection:
            collection = dataclasses.replace(found(tx, collection_id), **changes)
            tx.collections.update(collection)
            return collection

        return await self._store.write(work)

    async def delete(self, collection_id: str) -> None:
        """Remove an empty one. Raises NotFound, Conflict."""

        def work(tx: Transaction) -> None:
            collection = found(tx, collection_id)
            if collection.id == DEFAULT_COLLECTION:
                raise Conflict("The collection `default` is always there.")
            if tx.sessions.search(collection_id=collection.id, limit=1) or tx.videos.in_collection(collection.id):
                raise Conflict(f"The collection {collection.name!r} is not empty.", hint="Delete what is in it first.")
            tx.collections.delete(collection.id)

        await self._store.write(work)


def found(tx: Transaction, collection_id: str) -> Collection:
    """One collection. Raises NotFound."""
    collection = tx.collections.get(collection_id)
    if collection is None:
        raise NotFound(f"There is no collection {collection_id!r}.", hint="`default` is always there.")
    return collection
