"""A message becomes a row and a bell, under the names of its connection; or nothing, for who may not hear it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from lookhear.backend.delivery.pushing import KEPT_MESSAGES, push, topic_of, whisper
from lookhear.backend.records import Connection
from tests.fakes.serving import RememberingBus, ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN: Final = Connection(id="conn-1", sha256="ab", created_ns=0, expires_ns=1, visual_channel="scene_index")
BOUND: Final = replace(PLAIN, id="conn-2", sha256="cd", session_id="cap-1")
SEEN: Final[dict[str, object]] = {"type": "index", "index_type": "visual", "channel": "visual_index", "capture_session_id": "cap-1"}


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        for connection in (PLAIN, BOUND):
            served.store.write(lambda tx, one=connection: tx.connections.add(one))  # type: ignore[misc]
        yield served


def test_a_message_is_kept_and_rung_with_its_id_its_number_and_the_names_of_its_connection(backend: ServedBackend) -> None:
    told = [backend.store.write(lambda tx: push(tx, PLAIN.id, SEEN, now_ns=7)) for _ in range(2)]
    kept = backend.store.read(lambda tx: tx.connections.messages(PLAIN.id, after_id=0, limit=9))
    assert [(row.payload, row.number, row.created_ns) for row in kept] == [(SEEN | {"channel": "scene_index"}, n, 7) for n in (1, 2)]
    assert told == [
        [(topic_of(PLAIN.id), {"message": SEEN | {"channel": "scene_index", "message_id": row.id}, "number": row.number})] for row in kept
    ]
    assert "message_id" not in SEEN


def test_ids_grow_over_all_connections_and_numbers_within_one(backend: ServedBackend) -> None:
    for connection_id in (PLAIN.id, BOUND.id, PLAIN.id):
        backend.store.write(lambda tx, to=connection_id: push(tx, to, SEEN, now_ns=0))  # type: ignore[misc]
    plain, bound = (
        backend.store.read(lambda tx, of=each.id: tx.connections.messages(of, after_id=0, limit=9))  # type: ignore[misc]
        for each in (PLAIN, BOUND)
    )
    assert [row.number for row in plain] == [1, 2]
    assert [row.number for row in bound] == [1]
    assert plain[0].id < bound[0].id < plain[1].id


@pytest.mark.parametrize("message", [{"capture_session_id": "cap-2"}, {"text": "of no session"}])
def test_a_connection_of_one_session_is_told_nothing_of_others(message: dict[str, object], backend: ServedBackend) -> None:
    assert backend.store.write(lambda tx: push(tx, BOUND.id, message, now_ns=0)) == []
    assert backend.store.read(lambda tx: tx.connections.newest(BOUND.id)) is None


def test_a_connection_that_nobody_knows_is_no_error(backend: ServedBackend) -> None:
    assert backend.store.write(lambda tx: push(tx, "conn-of-nobody", SEEN, now_ns=0)) == []


def test_the_oldest_messages_of_a_connection_are_forgotten(backend: ServedBackend) -> None:
    backend.store.write(lambda tx: [push(tx, PLAIN.id, SEEN, now_ns=0) for _ in range(KEPT_MESSAGES + 5)])
    kept = backend.store.read(lambda tx: tx.connections.messages(PLAIN.id, after_id=0, limit=2 * KEPT_MESSAGES))
    assert (len(kept), kept[0].number) == (KEPT_MESSAGES, 6)


def test_a_whisper_is_rung_and_not_kept(backend: ServedBackend) -> None:
    bus = RememberingBus()
    whisper(bus, PLAIN.id, {"text": "Hel"})
    assert bus.rung == [(topic_of(PLAIN.id), {"message": {"text": "Hel"}})]
    assert backend.store.read(lambda tx: tx.connections.newest(PLAIN.id)) is None
