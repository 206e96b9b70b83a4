"""What every store of rows promises about records: pages of them, the words in them, their vectors; and how they go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookhear.backend.records import PipelineKind, PlacedVector, Record, RecordFilter
from lookhear.errors import InvalidRequest, StoreConflict
from tests.fakes.stored import (
    ALERT,
    ALERT_EVENT,
    COLLECTION,
    DELIVERY,
    FRAGMENT,
    IMAGE,
    INIT,
    OPERATION,
    PIPELINE,
    RECORD,
    SESSION,
    SHARE,
    STREAM,
    VIDEO,
    AskedStore,
    add_rows,
)

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction

ANY = RecordFilter()
OTHER_PIPELINE = replace(PIPELINE, id="p-2", config_key="b")
OTHER_SESSION = replace(SESSION, id="cap-2", collection_id=COLLECTION.id)
OTHER_STREAM = replace(STREAM, id="rts-2", session_id="cap-2", collection_id=COLLECTION.id)
THIRD_PIPELINE = replace(PIPELINE, id="p-3", stream_id="rts-2", session_id="cap-2", collection_id=COLLECTION.id)
ELSEWHERE = replace(RECORD, pipeline_id="p-3", stream_id="rts-2", session_id="cap-2", collection_id=COLLECTION.id)


@pytest.fixture
def store(store: AskedStore) -> AskedStore:
    store.add(COLLECTION, SESSION, STREAM, OTHER_SESSION, OTHER_STREAM, PIPELINE, OTHER_PIPELINE, THIRD_PIPELINE)
    return store


def add(store: AskedStore, *records: Record) -> list[Record]:
    return store.write(lambda rows: [rows.records.add(record) for record in records])


def texts(store: AskedStore, *words: str, **changes: object) -> list[int]:
    return [record.id for record in add(store, *(replace(RECORD, text=text, **changes) for text in words))]  # type: ignore[arg-type]


def found(store: AskedStore, query: str, wanted: RecordFilter = ANY, *, limit: int = 99) -> list[int]:
    return [record_id for record_id, _ in store.read(lambda rows: rows.records.search_text(query, wanted, limit=limit))]


# ------------------------------------------------------------------------------------------------------------- rows
def test_a_record_comes_back_with_every_field_under_an_id_of_its_own(store: AskedStore) -> None:
    bare = replace(RECORD, output=None, metadata={}, text="")
    first, second = add(store, replace(RECORD, id=99), bare)
    assert (first, second) == (replace(RECORD, id=first.id), replace(bare, id=first.id + 1))
    assert store.read(lambda rows: rows.records.get([second.id, 77, first.id])) == [second, first]
    assert store.read(lambda rows: rows.records.get([])) == []
    assert store.read(lambda rows: rows.records.newest_id()) == second.id


def test_there_is_no_newest_record_where_there_is_none(store: AskedStore) -> None:
    assert store.read(lambda rows: rows.records.newest_id()) == 0


def test_a_record_is_of_a_pipeline_that_is_there(store: AskedStore) -> None:
    with pytest.raises(StoreConflict):
        add(store, replace(RECORD, pipeline_id="p-9"))


def test_many_records_are_got_at_once(store: AskedStore) -> None:
    [record] = add(store, RECORD)
    assert store.read(lambda rows: rows.records.get([*range(1000, 60_000), record.id])) == [record]
    assert store.read(lambda rows: rows.records.vectors_of("m", range(60_000))) == []


def test_records_are_paged_by_their_start_however_they_came(store: AskedStore) -> None:
    ids = [record.id for record in add(store, *(replace(RECORD, start_ns=start) for start in (30, 10, 20, 10)))]
    in_order = [ids[number] for number in (1, 3, 2, 0)]

    def page(*, limit: int, offset: int = 0, is_newest_first: bool = False, after_id: int | None = None) -> tuple[list[int], int]:
        records, count = store.read(
            lambda rows: rows.records.page(ANY, limit=limit, offset=offset, is_newest_first=is_newest_first, after_id=after_id)
        )
        return [record.id for record in records], count

    assert page(limit=9) == (in_order, 4)
    assert page(limit=2, offset=1) == (in_order[1:3], 4)
    assert page(limit=9, is_newest_first=True) == (in_order[::-1], 4)
    assert page(limit=2, after_id=ids[0]) == (ids[1:3], 3)
    assert page(limit=9, after_id=ids[3]) == ([], 0)


def test_records_are_found_by_all_that_is_named(store: AskedStore) -> None:
    audio = replace(RECORD, kind=PipelineKind.AUDIO, output=None, created_ns=301)
    ids = [record.id for record in add(store, RECORD, replace(audio, pipeline_id="p-2"), ELSEWHERE)]
    wishes = {
        RecordFilter(): [0, 1, 2],
        RecordFilter(collection_id="default"): [0, 1],
        RecordFilter(session_id="cap-2"): [2],
        RecordFilter(session_id="cap-3"): [],
        RecordFilter(stream_id="rts-1"): [0, 1],
        RecordFilter(stream_id="rts-1", session_id="cap-2"): [],
        RecordFilter(pipeline_ids=("p-1", "p-3")): [0, 2],
        RecordFilter(pipeline_ids=("p-1", "p-3"), session_id="cap-1"): [0],
        RecordFilter(pipeline_ids=()): [],
        RecordFilter(kinds=(PipelineKind.AUDIO,)): [1],
        RecordFilter(kinds=()): [],
        RecordFilter(output="scenes"): [0, 2],
        RecordFilter(from_ns=200): [0, 1, 2],
        RecordFilter(from_ns=201): [],
        RecordFilter(to_ns=100): [0, 1, 2],
        RecordFilter(to_ns=99): [],
        RecordFilter(since_ns=300): [1],
    }
    for wanted, expected in wishes.items():
        records, count = store.read(lambda rows, wanted=wanted: rows.records.page(wanted, limit=9))  # type: ignore[misc]
        assert ([record.id for record in records], count) == ([ids[one] for one in expected], len(expected)), wanted
        assert sorted(found(store, "budget", wanted)) == [ids[one] for one in expected], wanted


# ------------------------------------------------------------------------------------------------------------- text
def test_a_word_is_found_whatever_its_case_accents_and_ending(store: AskedStore) -> None:
    ids = texts(store, "Café du Monde", "They were running late", "GRÜSSE aus Köln", "nothing of it")
    queries = {"cafe": 0, "CAFÉS": 0, "runs": 1, "Running": 1, "koln": 2, "grüsse": 2, "nothing": 3}
    assert {query: found(store, query) for query in queries} == {query: [ids[one]] for query, one in queries.items()}
    assert found(store, "absent") == []


def test_what_agrees_better_comes_first_with_a_larger_score(store: AskedStore) -> None:
    filler = [f"word{number} and other things that were said" for number in range(20)]
    texts(store, *filler)
    once, both, often = texts(
        store, "a budget among many other things that were said here today", "budget for the launch", "budget budget launch"
    )
    assert found(store, "launch budget") == [often, both, once]
    scores = [score for _, score in store.read(lambda rows: rows.records.search_text("launch budget", ANY, limit=9))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_texts_with_all_of_the_words_are_enough_if_there_are_as_many_as_wanted(store: AskedStore) -> None:
    some, every = texts(store, "the budget", "the budget of the launch")
    assert found(store, "budget launch", limit=1) == [every]
    assert found(store, "budget launch", limit=2) == [every, some]


def test_of_texts_that_agree_alike_the_newest_come_first(store: AskedStore) -> None:
    ids = texts(store, *["the same words"] * 4)
    assert found(store, "words", limit=3) == ids[:0:-1]


def test_what_holds_together_is_a_phrase(store: AskedStore) -> None:
    right, wrong = texts(store, "due on 2024-05-17", "17 of 05 in 2024")
    assert found(store, "2024-05-17") == [right]
    assert sorted(found(store, "2024 05 17")) == [right, wrong]


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "?!", "—", '""', "'", "*", "()", "\0", "- + ^ :"])
def test_a_query_without_a_word_finds_nothing(store: AskedStore, query: str) -> None:
    texts(store, "anything at all")
    assert found(store, query) == []


@pytest.mark.parametrize(
    "query",
    [
        'budget"',
        '"budget',
        '"" budget ""',
        "budget AND",
        "OR budget",
        "NOT budget",
        "budget NEAR(",
        "NEAR(budget, 5)",
        "text:budget",
        "{text}: budget",
        "^budget",
        "budget*",
        "-budget",
        "(budget",
        "budget)",
        "budget; DROP TABLE records",
        "bud\0get budget",
        "budget " * 5000,
        "budget " + " ".join(f"w{number}" for number in range(3000)),
        "budget \u202e \U0001f600 \ufffd",
    ],
)
def test_nothing_in_a_query_is_syntax(store: AskedStore, query: str) -> None:
    wanted, _ = texts(store, "the budget", "something else")
    assert wanted in found(store, query)


def test_a_query_with_half_a_character_is_refused_as_one_nobody_can_mean(store: AskedStore) -> None:
    with pytest.raises(InvalidRequest):
        found(store, "budget \ud800x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(query=st.text(st.characters(codec="utf-8"), max_size=40), limit=st.integers(1, 3))
def test_no_query_whatever_is_an_error(store: AskedStore, query: str, limit: int) -> None:
    assert len(found(store, query, limit=limit)) <= limit


# ---------------------------------------------------------------------------------------------------------- vectors
def test_vectors_are_kept_one_for_each_record_and_model(store: AskedStore) -> None:
    first, second, third = (record.id for record in add(store, RECORD, RECORD, ELSEWHERE))

    def work(rows: Transaction) -> None:
        rows.records.add_vector(second, "m", b"\x00\xff")
        rows.records.add_vector(first, "m", b"old")
        rows.records.add_vector(first, "m", b"new")
        rows.records.add_vector(third, "m", b"three")
        rows.records.add_vector(first, "other", b"else")

    store.write(work)
    everything = [(first, b"new"), (second, b"\x00\xff"), (third, b"three")]
    assert store.read(lambda rows: rows.records.vectors("m", ANY)) == everything
    assert store.read(lambda rows: rows.records.vectors("m", ANY, after_id=first, limit=1)) == everything[1:2]
    assert store.read(lambda rows: rows.records.vectors("m", RecordFilter(session_id="cap-1"))) == everything[:2]
    assert store.read(lambda rows: rows.records.vectors("m", RecordFilter(stream_id="rts-2"), after_id=first)) == everything[2:]
    assert store.read(lambda rows: rows.records.vectors("none", ANY)) == []
    assert store.read(lambda rows: rows.records.vectors_of("m", [third, 99, first])) == [everything[0], everything[2]]
    with pytest.raises(StoreConflict):
        store.write(lambda rows: rows.records.add_vector(99, "m", b""))


def test_vectors_are_told_with_the_places_of_their_records(store: AskedStore) -> None:
    first, second = add(store, RECORD, replace(ELSEWHERE, output=None))

    def work(rows: Transaction) -> None:
        for record in (first, second):
            rows.records.add_vector(record.id, "m", b"x")

    store.write(work)
    placed = [PlacedVector(each.id, b"x", each.pipeline_id, each.output, each.start_ns, each.end_ns) for each in (first, second)]
    assert store.read(lambda rows: rows.records.placed_vectors("m", after_id=0, limit=9)) == placed
    assert store.read(lambda rows: rows.records.placed_vectors("m", after_id=0, limit=1)) == placed[:1]
    assert store.read(lambda rows: rows.records.placed_vectors("m", after_id=first.id, limit=9)) == placed[1:]
    assert store.read(lambda rows: rows.records.placed_vectors("none", after_id=0, limit=9)) == []


def test_the_vectors_of_a_model_can_be_removed_a_few_at_a_time(store: AskedStore) -> None:
    records = add(store, RECORD, RECORD, RECORD)

    def work(rows: Transaction) -> None:
        for record in records:
            rows.records.add_vector(record.id, "old", b"x")
        rows.records.add_vector(records[0].id, "new", b"y")

    store.write(work)
    assert store.read(lambda rows: rows.records.models()) == ["new", "old"]
    assert [store.write(lambda rows: rows.records.remove_vectors("old", limit=2)) for _ in range(3)] == [2, 1, 0]
    assert store.read(lambda rows: rows.records.models()) == ["new"]


def test_records_a_model_has_made_nothing_of_are_told_oldest_first(store: AskedStore) -> None:
    records = add(store, RECORD, RECORD, RECORD)
    store.write(lambda rows: rows.records.add_vector(records[0].id, "m", b"x"))
    assert store.read(lambda rows: rows.records.without_vector("m", limit=9)) == records[1:]
    assert store.read(lambda rows: rows.records.without_vector("m", limit=1)) == records[1:2]
    assert store.read(lambda rows: rows.records.without_vector("other", limit=9)) == records
    assert store.read(lambda rows: rows.records.without_vector("other", limit=9, after_id=records[1].id)) == records[2:]


# -------------------------------------------------------------------------------------------------- how records go
def test_the_records_of_a_pipeline_are_removed_from_everywhere(store: AskedStore) -> None:
    mine = texts(store, "budget one", "budget two")
    [kept] = texts(store, "budget three", pipeline_id="p-2")
    for record_id in (*mine, kept):
        store.write(lambda rows, of=record_id: rows.records.add_vector(of, "m", b"x"))  # type: ignore[misc]
    assert store.write(lambda rows: rows.records.remove_of("p-1")) == 2
    assert (found(store, "budget"), found(store, "one two")) == ([kept], [])
    assert store.read(lambda rows: rows.records.vectors("m", ANY)) == [(kept, b"x")]
    assert texts(store, "later")[0] > kept  # whoever follows them by id misses none


def test_the_records_of_a_pipeline_are_removed_a_few_at_a_time(store: AskedStore) -> None:
    texts(store, *["budget"] * 5)
    [kept] = texts(store, "budget", pipeline_id="p-2")
    assert [store.write(lambda rows: rows.records.remove_of("p-1", limit=2)) for _ in range(4)] == [2, 2, 1, 0]
    assert found(store, "budget") == [kept]


def test_removing_a_session_removes_all_that_was_made_of_it_and_nothing_else(store: AskedStore) -> None:
    def prepare(rows: Transaction) -> tuple[int, int]:
        add_rows(
            rows, INIT, FRAGMENT, VIDEO, IMAGE, ALERT_EVENT, ALERT, DELIVERY, OPERATION, replace(OPERATION, id="op-2", session_id="cap-2")
        )
        add_rows(rows, replace(ALERT, id="alert-2", pipeline_id="p-3"), replace(SHARE, target=IMAGE.id))
        gone, kept = rows.records.add(RECORD), rows.records.add(ELSEWHERE)
        for one in (gone, kept):
            rows.records.add_vector(one.id, "m", b"x")
            rows.pipelines.add_listener(one.pipeline_id, "ws-1")
        return gone.id, kept.id

    gone, kept = store.write(prepare)
    store.write(lambda rows: rows.sessions.delete("cap-1"))
    left = store.read(
        lambda rows: {
            "pipelines": [one for one in ("p-1", "p-2", "p-3") if rows.pipelines.get(one)],
            "listeners": [rows.pipelines.listeners(one) for one in ("p-1", "p-3")],
            "records": [record.id for record in rows.records.get([gone, kept])],
            "words": [record_id for record_id, _ in rows.records.search_text("budget", ANY, limit=9)],
            "vectors": [record_id for record_id, _ in rows.records.vectors("m", ANY)],
            "alerts": [alert.id for alert in rows.alerts.enabled()],
            "events": [event.id for event in rows.alerts.events()],
            "webhooks": rows.outbox.search(limit=9),
            "operations": [one for one in ("op-1", "op-2") if rows.operations.get(one)],
            "pictures": (rows.images.get(IMAGE.id), rows.videos.share(SHARE.slug)),
        }
    )
    assert left == {
        "pipelines": ["p-3"],
        "listeners": [[], ["ws-1"]],
        "records": [kept],
        "words": [kept],
        "vectors": [kept],
        "alerts": ["alert-2"],
        "events": ["event-1"],
        "webhooks": [],
        "operations": ["op-2"],
        "pictures": (None, None),
    }
