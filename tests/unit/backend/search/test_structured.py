"""Records without words to look for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import RecordFilter
from lookhear.backend.search.scope import Scope
from lookhear.backend.search.structured import Bucket, Metric, Order, Selection, StructuredSearch, orders_of
from lookhear.errors import InvalidRequest
from tests.fakes.found import SPEECH, FoundRows, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.search.structured import Buckets

EVERYTHING = Scope(wanted=RecordFilter(pipeline_ids=(SPEECH.id,)))
ROWS = (
    record(SPEECH, "first", at_s=1, length_s=1, speaker="Ann", tags=["a", "b"], mark=3),
    record(SPEECH, "second", at_s=2, length_s=4, speaker="Bo", tags=["b"], mark=1),
    record(SPEECH, "third", at_s=3, length_s=2, speaker="Ann", mark="high"),
    record(SPEECH, "fourth", at_s=4, length_s=1),
)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[FoundRows]:
    with FoundRows(tmp_path) as rows:
        rows.found(*ROWS)
        yield rows


def selected(rows: FoundRows, **rest: object) -> list[str]:
    selection = replace(Selection(limit=10), **rest)  # type: ignore[arg-type]
    found = rows.run(StructuredSearch(rows.store).select(selection, lambda _tx: EVERYTHING))
    return [hit.record.text for hit in found.hits]


def counted(rows: FoundRows, group_by: str | None, metric: Metric = Metric.COUNT, **rest: object) -> Buckets:
    selection = replace(Selection(limit=10), **rest)  # type: ignore[arg-type]
    return rows.run(StructuredSearch(rows.store).aggregate(selection, lambda _tx: EVERYTHING, group_by=group_by, metric=metric))


def test_everything_comes_by_its_time(rows: FoundRows) -> None:
    assert selected(rows) == ["first", "second", "third", "fourth"]
    assert selected(rows, limit=2) == ["first", "second"]


def test_what_agrees_comes_in_the_wanted_order(rows: FoundRows) -> None:
    assert selected(rows, conditions={"speaker": "Ann"}, orders=(Order(name="start", is_descending=True),)) == ["third", "first"]


def test_values_of_any_kind_have_an_order_nothing_numbers_texts(rows: FoundRows) -> None:
    assert selected(rows, orders=(Order(name="mark"),)) == ["fourth", "second", "first", "third"]


def test_what_is_level_under_one_name_is_sorted_by_the_next(rows: FoundRows) -> None:
    orders = (Order(name="speaker", is_descending=True), Order(name="duration"))
    assert selected(rows, orders=orders) == ["second", "first", "third", "fourth"]


def test_a_scope_without_any_index_has_nothing(rows: FoundRows) -> None:
    nothing = Scope(wanted=RecordFilter(pipeline_ids=()))
    assert rows.run(StructuredSearch(rows.store).select(Selection(limit=5), lambda _tx: nothing)).hits == ()


def test_records_are_counted_by_a_value_the_largest_group_first(rows: FoundRows) -> None:
    found = counted(rows, "speaker")
    assert found.buckets == (Bucket(key="Ann", value=2), Bucket(key="Bo", value=1), Bucket(key=None, value=1))
    assert found.total == 4


def test_a_list_counts_for_each_of_its_values(rows: FoundRows) -> None:
    assert counted(rows, "tags").buckets[0] in {Bucket(key="b", value=2), Bucket(key=None, value=2)}
    assert {bucket.key: bucket.value for bucket in counted(rows, "tags").buckets} == {"a": 1, "b": 2, None: 2}


def test_seconds_are_summed_up(rows: FoundRows) -> None:
    found = counted(rows, "speaker", Metric.DURATION, conditions={"speaker": ["Ann", "Bo"]})
    assert {bucket.key: bucket.value for bucket in found.buckets} == {"Ann": 3.0, "Bo": 4.0}
    assert (found.total, found.buckets[0].key) == (7.0, "Bo")


def test_groups_are_sorted_by_their_key_or_their_value_as_wished(rows: FoundRows) -> None:
    assert [bucket.key for bucket in counted(rows, "speaker", orders=(Order(name="key"),)).buckets] == [None, "Ann", "Bo"]
    assert [bucket.value for bucket in counted(rows, "speaker", orders=(Order(name="count"),)).buckets] == [1, 1, 2]
    with pytest.raises(InvalidRequest, match="sort: "):
        counted(rows, "speaker", orders=(Order(name="start"),))


@pytest.mark.parametrize(
    ("sort", "orders"),
    [
        (None, ()),
        ("", ()),
        ([], ()),
        ("start", (Order(name="start"),)),
        ("-start", (Order(name="start", is_descending=True),)),
        (["start", "-end"], (Order(name="start"), Order(name="end", is_descending=True))),
        ([["start", "DESC"], ["end", "asc"]], (Order(name="start", is_descending=True), Order(name="end"))),
    ],
)
def test_an_order_is_said_in_several_ways(sort: object, orders: tuple[Order, ...]) -> None:
    assert orders_of(sort) == orders


@pytest.mark.parametrize("sort", [3, [["start"]], [["start", "up"]], [{}], ["x"] * 9])
def test_an_order_that_means_nothing_is_refused(sort: object) -> None:
    with pytest.raises(InvalidRequest, match="sort: "):
        orders_of(sort)
