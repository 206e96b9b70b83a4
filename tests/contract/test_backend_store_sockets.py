"""What every store of rows promises about WebSockets: found by their ticket, with the newest of what was told each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import StoreConflict
from tests.fakes.stored import CONNECTION, PIPELINE, SESSION, STREAM, AskedStore

if TYPE_CHECKING:
    from lookhear.backend.records import SocketMessage

OTHER = replace(CONNECTION, id="ws-2", sha256="cd" * 32, session_id=None, opened_ns=None, expires_ns=20)


def tell(store: AskedStore, connection_id: str, *numbers: int, keep: int = 1000) -> list[SocketMessage]:
    return [
        store.write(lambda rows, n=n: rows.connections.add_message(connection_id, {"n": n}, now_ns=n, keep=keep))  # type: ignore[misc]
        for n in numbers
    ]


def test_a_connection_is_found_by_its_id_and_by_its_ticket_with_every_field(store: AskedStore) -> None:
    store.add(CONNECTION, OTHER)
    for one in (CONNECTION, OTHER):
        assert store.read(lambda rows, one=one: rows.connections.get(one.id)) == one  # type: ignore[misc]
        assert store.read(lambda rows, one=one: rows.connections.of_ticket(one.sha256)) == one  # type: ignore[misc]
    assert store.read(lambda rows: (rows.connections.get("ws-3"), rows.connections.of_ticket("ef" * 32))) == (None, None)
    with pytest.raises(StoreConflict):
        store.add(replace(OTHER, id="ws-3"))


def test_its_end_moves_and_it_knows_when_it_was_opened_first(store: AskedStore) -> None:
    store.add(OTHER)
    store.write(lambda rows: rows.connections.extend("ws-2", expires_ns=30))
    assert store.read(lambda rows: rows.connections.get("ws-2")) == replace(OTHER, expires_ns=30)
    for now_ns in (21, 22):
        store.write(lambda rows, now_ns=now_ns: rows.connections.note_opened("ws-2", now_ns=now_ns, expires_ns=now_ns + 9))  # type: ignore[misc]
    assert store.read(lambda rows: rows.connections.get("ws-2")) == replace(OTHER, expires_ns=31, opened_ns=21)
    store.write(lambda rows: rows.connections.extend("gone", expires_ns=1))
    store.write(lambda rows: rows.connections.note_opened("gone", now_ns=1, expires_ns=1))


def test_those_that_are_not_over_are_counted(store: AskedStore) -> None:
    store.add(CONNECTION, OTHER)
    assert [store.read(lambda rows, at=at: rows.connections.count(open_at_ns=at)) for at in (9, 10, 20)] == [2, 1, 0]  # type: ignore[misc]


def test_messages_come_back_in_order_behind_the_last_one_that_was_heard(store: AskedStore) -> None:
    store.add(CONNECTION, OTHER)
    first = tell(store, "ws-1", 1)
    other = tell(store, "ws-2", 10)
    more = tell(store, "ws-1", 2, 3)
    told = [*first, *more]
    assert [(row.payload, row.created_ns, row.number) for row in told] == [({"n": n}, n, n) for n in (1, 2, 3)]
    assert sorted(row.id for row in [*told, *other]) == [row.id for row in [*first, *other, *more]]
    assert store.read(lambda rows: rows.connections.messages("ws-1", after_id=0, limit=9)) == told
    assert store.read(lambda rows: rows.connections.messages("ws-1", after_id=told[0].id, limit=1)) == [told[1]]
    assert store.read(lambda rows: rows.connections.messages("ws-1", after_id=other[0].id, limit=9)) == more
    assert store.read(lambda rows: rows.connections.messages("ws-1", after_id=told[2].id, limit=9)) == []
    assert store.read(lambda rows: (rows.connections.newest("ws-1"), rows.connections.newest("ws-3"))) == (told[2], None)


def test_of_one_that_hears_much_only_the_newest_are_kept_and_of_the_others_all(store: AskedStore) -> None:
    store.add(CONNECTION, OTHER)
    quiet = tell(store, "ws-2", 1, keep=3)
    told = tell(store, "ws-1", *range(20), keep=3)
    assert store.read(lambda rows: rows.connections.messages("ws-1", after_id=0, limit=99)) == told[-3:]
    assert [row.number for row in told] == list(range(1, 21))
    assert store.read(lambda rows: rows.connections.messages("ws-2", after_id=0, limit=99)) == quiet


def test_nothing_is_told_a_connection_there_is_not(store: AskedStore) -> None:
    with pytest.raises(StoreConflict):
        tell(store, "ws-1", 1)


def test_those_that_are_over_go_with_their_messages_and_hear_of_no_pipeline_any_more(store: AskedStore) -> None:
    store.add(SESSION, STREAM, PIPELINE, CONNECTION, OTHER)
    for connection_id in ("ws-1", "unknown", "ws-2"):
        store.write(lambda rows, of=connection_id: rows.pipelines.add_listener(PIPELINE.id, of))  # type: ignore[misc]
    told = tell(store, "ws-2", 1)
    tell(store, "ws-1", 1, 2)
    assert store.write(lambda rows: rows.connections.remove_expired(before_ns=10)) == 0
    assert store.write(lambda rows: rows.connections.remove_expired(before_ns=11)) == 1
    assert store.read(lambda rows: (rows.connections.get("ws-1"), rows.connections.newest("ws-1"))) == (None, None)
    assert store.read(lambda rows: rows.connections.messages("ws-2", after_id=0, limit=9)) == told
    assert store.read(lambda rows: rows.pipelines.listeners(PIPELINE.id)) == ["unknown", "ws-2"]
