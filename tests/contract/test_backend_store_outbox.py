"""What every store of rows promises about webhooks: in order by key, never changed, given up together, gone with their session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.backend.records import Delivery, DeliveryState
from lookhear.errors import StoreConflict
from tests.fakes.stored import DELIVERY, SESSION, AskedStore

WAITING = replace(DELIVERY, attempts=0, last_try_ns=None, status=None, error=None, delivered_ns=None)


def add(store: AskedStore, **changes: object) -> Delivery:
    return store.write(lambda rows: rows.outbox.add(replace(WAITING, **changes)))  # type: ignore[arg-type]


@pytest.fixture
def store(store: AskedStore) -> AskedStore:
    store.add(SESSION)
    return store


def ids(found: list[Delivery]) -> list[int]:
    return [delivery.id for delivery in found]


def test_a_webhook_comes_back_with_every_field_under_an_id_of_its_own(store: AskedStore) -> None:
    full = store.write(lambda rows: rows.outbox.add(replace(DELIVERY, id=77)))
    assert full == replace(DELIVERY, id=full.id)
    assert store.read(lambda rows: rows.outbox.get(full.id)) == full
    assert store.read(lambda rows: rows.outbox.get(full.id + 1)) is None
    bare = add(store, session_id=None)
    assert (bare.id > full.id, store.read(lambda rows: rows.outbox.get(bare.id))) == (True, bare)


def test_what_waits_of_a_key_comes_in_its_order_and_nothing_of_others(store: AskedStore) -> None:
    mine = [add(store, key="a").id for _ in range(3)]
    add(store, key="b")
    assert ids(store.read(lambda rows: rows.outbox.waiting("a", limit=2))) == mine[:2]
    done = replace(WAITING, id=mine[0], key="a", state=DeliveryState.DELIVERED, delivered_ns=5, attempts=1, status=204)
    store.write(lambda rows: rows.outbox.update(done))
    assert ids(store.read(lambda rows: rows.outbox.waiting("a", limit=9))) == mine[1:]
    assert store.read(lambda rows: rows.outbox.get(mine[0])) == done
    assert store.read(lambda rows: rows.outbox.waiting("none", limit=9)) == []


def test_one_that_is_not_there_cannot_be_changed(store: AskedStore) -> None:
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.outbox.update(replace(WAITING, id=5)))


def test_a_webhook_of_no_session_there_is_cannot_be_added(store: AskedStore) -> None:
    with pytest.raises(StoreConflict):
        add(store, session_id="cap-2")


def test_what_waits_too_long_is_dead_together_and_what_is_sent_again_has_time_again(store: AskedStore) -> None:
    old = [add(store, key="a", created_ns=when).id for when in (7, 9)]
    again = add(store, key="a", created_ns=1, resent_ns=10).id
    young = add(store, key="a", created_ns=10).id
    other = add(store, key="b", created_ns=1).id
    assert store.write(lambda rows: rows.outbox.give_up("a", created_before_ns=10, error="nobody took it")) == 2
    dead = store.read(lambda rows: rows.outbox.search(state=DeliveryState.DEAD, limit=9))
    assert ([row.id for row in dead], {row.error for row in dead}) == (old[::-1], {"nobody took it"})
    assert ids(store.read(lambda rows: rows.outbox.waiting("a", limit=9))) == [again, young]
    assert ids(store.read(lambda rows: rows.outbox.waiting("b", limit=9))) == [other]
    assert store.write(lambda rows: rows.outbox.give_up("a", created_before_ns=10, error="again")) == 0


def test_webhooks_are_found_newest_first_page_by_page(store: AskedStore) -> None:
    store.add(replace(SESSION, id="cap-2"))
    mine = [add(store).id for _ in range(3)]
    other = add(store, session_id="cap-2", state=DeliveryState.DEAD).id
    search = store.read(lambda rows: rows.outbox.search(limit=2))
    assert ids(search) == [other, mine[2]]
    assert ids(store.read(lambda rows: rows.outbox.search(limit=9, before=mine[2]))) == mine[1::-1]
    assert ids(store.read(lambda rows: rows.outbox.search(session_id="cap-2", limit=9))) == [other]
    assert ids(store.read(lambda rows: rows.outbox.search(state=DeliveryState.WAITING, session_id="cap-2", limit=9))) == []
    counts = store.read(lambda rows: {state: rows.outbox.count(state) for state in DeliveryState})
    assert counts == {DeliveryState.WAITING: 3, DeliveryState.DELIVERED: 0, DeliveryState.DEAD: 1}


def test_what_was_given_up_is_told_oldest_first_page_by_page(store: AskedStore) -> None:
    add(store)
    dead = [add(store, state=DeliveryState.DEAD, session_id=session_id).id for session_id in ("cap-1", None, "cap-1")]
    assert ids(store.read(lambda rows: rows.outbox.dead(after_id=0, limit=2))) == dead[:2]
    assert ids(store.read(lambda rows: rows.outbox.dead(after_id=dead[1], limit=2))) == dead[2:]
    assert ids(store.read(lambda rows: rows.outbox.dead(after_id=0, session_id="cap-1", limit=9))) == [dead[0], dead[2]]


def test_what_was_delivered_or_given_up_is_forgotten_after_a_time_and_what_waits_is_not(store: AskedStore) -> None:
    for state, key in ((DeliveryState.DELIVERED, "delivered_ns"), (DeliveryState.DEAD, "created_ns")):
        for when in (9, 10):
            add(store, state=state, **{key: when})
    waiting = add(store, created_ns=1).id
    resent = add(store, state=DeliveryState.DEAD, created_ns=1, resent_ns=10).id
    assert store.write(lambda rows: (rows.outbox.remove_delivered(before_ns=10), rows.outbox.remove_dead(before_ns=10))) == (1, 1)
    left = store.read(lambda rows: rows.outbox.search(limit=9))
    assert [row.delivered_ns or row.created_ns for row in left if row.id not in {waiting, resent}] == [10, 10]
    assert {waiting, resent} < set(ids(left))


def test_the_id_of_one_that_was_forgotten_never_comes_again(store: AskedStore) -> None:
    first = add(store, state=DeliveryState.DELIVERED, delivered_ns=1).id
    assert store.write(lambda rows: rows.outbox.remove_delivered(before_ns=2)) == 1
    assert add(store).id > first


def test_a_session_takes_its_webhooks_with_it_whatever_their_state(store: AskedStore) -> None:
    store.add(replace(SESSION, id="cap-2"))
    for state in DeliveryState:
        add(store, state=state)
    kept = [add(store, session_id=session_id).id for session_id in ("cap-2", None)]
    store.write(lambda rows: rows.sessions.delete(SESSION.id))
    assert ids(store.read(lambda rows: rows.outbox.search(limit=9))) == kept[::-1]
