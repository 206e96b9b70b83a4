"""Completing a track: what is missing is told as ranges, whatever numbers somebody makes up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.ingest.commits import Completion, Stored, complete, status, store_init
from lookhear.backend.storage.database import SqliteStore
from lookhear.errors import IngestRefused
from lookhear.protocol.ingest import MAX_NUMBER, Problem, StreamState
from tests.fakes.ingesting import DISPLAY, NOW_NS, OPEN, NotedSessions
from tests.fakes.stored import INIT, AskedStore, fragments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AskedStore]:
    with AskedStore(SqliteStore.open(tmp_path / "rows", now_ns=lambda: NOW_NS)) as opened:
        opened.add(OPEN, DISPLAY, INIT, *fragments(1, 2, 5))
        yield opened


def completed(store: AskedStore, completion: Completion) -> Stored:
    return store.write(lambda tx: complete(tx, DISPLAY.id, completion, hook=NotedSessions(), now_ns=NOW_NS))


def refusal(store: AskedStore, completion: Completion) -> tuple[str, dict[str, object]]:
    with pytest.raises(IngestRefused) as refused:
        completed(store, completion)
    assert store.read(lambda tx: status(tx, DISPLAY.id)).state is StreamState.OPEN
    return refused.value.problem, refused.value.details


def test_what_is_missing_is_told_as_ranges(store: AskedStore) -> None:
    missing = {"missing": ((3, 4), (6, 7)), "missing_inits": ((2, 3),)}
    assert refusal(store, Completion(last_seq=7, inits=(1, 2, 3))) == (Problem.MISSING, missing)
    last = {"missing": ((3, 4), (6, MAX_NUMBER)), "missing_inits": ()}
    assert refusal(store, Completion(last_seq=MAX_NUMBER, inits=(1,))) == (Problem.MISSING, last)


def test_a_track_does_not_end_before_what_it_has(store: AskedStore) -> None:
    assert refusal(store, Completion(last_seq=4, inits=(1,), lost=((3, 4),))) == (Problem.CONFLICT, {})


def test_numbers_that_are_lost_are_not_waited_for(store: AskedStore) -> None:
    stored = completed(store, Completion(last_seq=6, inits=(1,), lost=((6, 9), (3, 4))))
    assert stored.is_new
    found = store.read(lambda tx: status(tx, DISPLAY.id))
    assert (found.state, found.last_seq, found.have) == (StreamState.COMPLETE, 6, ((1, 2), (5, 5)))
    assert not completed(store, Completion(last_seq=6, inits=())).is_new


def test_a_channel_that_is_not_to_be_stored_ends_although_its_media_are_gone(store: AskedStore) -> None:
    store.write(lambda tx: tx.streams.update(replace(DISPLAY, store=False)))
    store.write(lambda tx: tx.streams.remove_fragments(DISPLAY.id, received_before_ns=3))
    assert completed(store, Completion(last_seq=5, inits=(1,))).is_new


def test_a_stream_nobody_knows_is_not_found(store: AskedStore) -> None:
    with pytest.raises(IngestRefused) as refused:
        store.read(lambda tx: status(tx, "rts-9"))
    assert refused.value.problem == Problem.NOT_FOUND


def test_an_init_that_counts_time_in_another_unit_is_refused(store: AskedStore) -> None:
    other = replace(INIT, number=2, timescale=INIT.timescale // 2, sha256="2e" * 32)
    with pytest.raises(IngestRefused) as refused:
        store.write(lambda tx: store_init(tx, other))
    assert refused.value.problem == Problem.NOT_A_FRAGMENT
    assert store.write(lambda tx: store_init(tx, replace(other, timescale=INIT.timescale))).is_new
