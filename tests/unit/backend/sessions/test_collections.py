from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import DEFAULT_COLLECTION
from lookhear.backend.sessions.collections import CollectionService
from lookhear.backend.sessions.service import NewSession
from lookhear.errors import Conflict, NotFound
from tests.fakes.serving import NOW_NS, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


@pytest.fixture
def collections(backend: ServedBackend) -> CollectionService:
    return CollectionService(store=backend.services.store, now_ns=backend.clock)


def test_default_is_there_from_the_beginning(backend: ServedBackend, collections: CollectionService) -> None:
    assert [each.id for each in backend.store.run(collections.all())] == [DEFAULT_COLLECTION]


def test_a_collection_is_made_changed_and_deleted(backend: ServedBackend, collections: CollectionService) -> None:
    made = backend.store.run(collections.create("Talks", changes={"keep_days": 3.0}))
    assert (made.id[:2], made.name, made.keep_days, made.created_ns) == ("c-", "Talks", 3.0, NOW_NS)
    changed = backend.store.run(collections.change(made.id, {"description": "All"}))
    assert backend.store.run(collections.get(made.id)) == changed
    assert (changed.name, changed.description) == ("Talks", "All")
    backend.store.run(collections.delete(made.id))
    with pytest.raises(NotFound, match=made.id):
        backend.store.run(collections.get(made.id))


def test_what_is_not_there_is_neither_changed_nor_deleted(backend: ServedBackend, collections: CollectionService) -> None:
    for scene in (collections.get("c-none"), collections.change("c-none", {}), collections.delete("c-none")):
        with pytest.raises(NotFound):
            backend.store.run(scene)


def test_default_stays(backend: ServedBackend, collections: CollectionService) -> None:
    with pytest.raises(Conflict, match="always"):
        backend.store.run(collections.delete(DEFAULT_COLLECTION))


def test_a_collection_with_something_in_it_stays(backend: ServedBackend, collections: CollectionService) -> None:
    made = backend.store.run(collections.create("Talks", changes={}))
    backend.store.run(backend.services.sessions.create(made.id, NewSession(end_user_id="u")))
    with pytest.raises(Conflict, match="not empty"):
        backend.store.run(collections.delete(made.id))
