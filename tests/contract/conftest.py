"""Every store of rows there is, opened for one test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from lookhear.backend.storage.database import SqliteStore
from tests.fakes.empty_store import lay_empty_store
from tests.fakes.stored import AskedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OPENERS: Final[dict[str, Callable[[Path], SqliteStore]]] = {
    "sqlite": lambda folder: SqliteStore.open(lay_empty_store(folder / "rows", created_ns=1), now_ns=lambda: 1),
}


@pytest.fixture(params=OPENERS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AskedStore]:
    with AskedStore(OPENERS[request.param](tmp_path)) as opened:
        yield opened
