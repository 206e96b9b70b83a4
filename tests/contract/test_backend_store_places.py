"""What stands where a fragment is to go: stream, session, init and number in one look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import Place
from lookhear.backend.storage.database import SqliteStore
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from tests.fakes.stored import FRAGMENT, INIT, SESSION, STREAM, AskedStore, fragments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.ports import Transaction


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AskedStore]:
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: 1)) as opened:
        opened.add(SESSION, STREAM, INIT, *fragments(1, 2))
        yield opened


def place(store: AskedStore, seq: int, *, init: int = 1, stream_id: str = STREAM.id) -> Place | None:
    return store.read(lambda tx: tx.streams.place(stream_id, seq, init=init))


def test_a_place_tells_of_its_stream_its_session_its_init_and_what_is_there(store: AskedStore) -> None:
    taken = Place(
        stream_state=StreamState.COMPLETE,
        session_state=SessionState.ACTIVE,
        purged_ns=SESSION.purged_ns,
        stop_requested_ns=SESSION.stop_requested_ns,
        last_media_ns=SESSION.last_media_ns,
        has_init=True,
        stored_sha256=FRAGMENT.sha256,
    )
    assert place(store, 2) == taken
    assert place(store, 3) == replace(taken, stored_sha256=None)
    assert place(store, 3, init=2) == replace(taken, stored_sha256=None, has_init=False)
    assert place(store, 1, stream_id="rts-9") is None


def test_a_place_is_seen_as_the_unit_of_work_has_left_it(store: AskedStore) -> None:
    def work_sees(seq: int) -> str | None:
        def work(tx: Transaction) -> str | None:
            tx.streams.add_fragment(*fragments(seq))
            found = tx.streams.place(STREAM.id, seq, init=1)
            return None if found is None else found.stored_sha256

        return store.write(work)

    assert work_sees(7) == FRAGMENT.sha256
    assert store.read(lambda tx: tx.streams.fragment(STREAM.id, 7)) == fragments(7)[0]
