"""What is weighed and what is not: exact as long as there is little, the rarer words and the newest records first where there is much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.records import PipelineKind, RecordFilter
from lookhear.backend.storage.ranking import TextRanking
from lookhear.backend.storage.rows import Rows
from tests.fakes.stored import PIPELINE, RECORD, add_rows

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.backend.storage.connections import Opened
    from lookhear.backend.storage.transaction import SqlTransaction

EVERYTHING = RecordFilter()
FEW = 4  # records that are weighed


class Ranked:
    """Rows, and the ranking of them in two sizes."""

    def __init__(self, opened: Opened, rows: SqlTransaction, path: Path) -> None:
        self.rows = rows
        self._rows = Rows(opened.connection, path, may_write=False)

    def add(self, *texts: str, **changes: object) -> list[int]:
        return [self.rows.records.add(replace(RECORD, text=text, **changes)).id for text in texts]  # type: ignore[arg-type]

    def best(self, query: str, wanted: RecordFilter = EVERYTHING, *, limit: int = 3, weighed: int = FEW) -> list[int]:
        return [record_id for record_id, _ in TextRanking(self._rows, wanted, weighed=weighed).best(query, limit=limit)]


@pytest.fixture
def ranked(opened: Opened, rows: SqlTransaction, tmp_path: Path) -> Ranked:
    return Ranked(opened, rows, tmp_path)


def test_of_more_records_with_a_word_than_are_weighed_the_newest_count(ranked: Ranked) -> None:
    ids = ranked.add("budget budget budget", *["a budget of many other things"] * 6)
    assert ranked.best("budget", weighed=100) == [ids[0], ids[6], ids[5]]
    assert ranked.best("budget") == [ids[6], ids[5], ids[4]]


def test_a_rare_word_brings_its_records_with_the_weight_of_the_common_ones(ranked: Ranked) -> None:
    common = ranked.add(*["the plan"] * 9)
    rare, both = ranked.add("a launch and much more that was said of it on a long day", "a launch and the plan that was made of it")
    assert ranked.best("plan launch") == ranked.best("plan launch", weighed=100) == [both, rare, common[-1]]
    assert ranked.best("plan launch", limit=11) == [both, rare, *common[::-1]]
    assert ranked.best("launch plan today missing") == [both, rare, common[-1]]


def test_where_rare_words_find_enough_common_ones_only_add_weight(ranked: Ranked) -> None:
    ranked.add(*["the plan"] * 9)
    plain = ranked.add(*["a launch and something else"] * 3)
    [both] = ranked.add("a launch and the plan")
    assert ranked.best("plan launch goodbye", limit=4) == [both, *plain[::-1]]


def test_a_word_that_nobody_said_counts_for_nothing(ranked: Ranked) -> None:
    [only] = ranked.add("the budget")
    assert ranked.best("absent budget") == [only]
    assert ranked.best("absent missing") == []
    assert ranked.best("") == []


def test_names_are_no_words_and_words_no_names(ranked: Ranked) -> None:
    ranked.add("something else")
    assert ranked.best("default") == ranked.best("transcript") == ranked.best("cap") == []


def test_only_what_is_wanted_is_ranked_even_where_names_are_alike(ranked: Ranked) -> None:
    add_rows(ranked.rows, *(replace(PIPELINE, id=name, config_key=name) for name in ("p-1-2", "p_1", "-")))
    [mine] = ranked.add("budget")
    for name in ("p-1-2", "p_1", "-"):
        ranked.add("budget budget", pipeline_id=name)
    [audio] = ranked.add("a budget", kind=PipelineKind.AUDIO)
    assert ranked.best("budget", RecordFilter(pipeline_ids=("p-1",), kinds=(RECORD.kind,))) == [mine]
    assert ranked.best("budget", RecordFilter(pipeline_ids=("p-1",))) == [mine, audio]
    assert len(ranked.best("budget", RecordFilter(pipeline_ids=("-",)))) == 1
    assert ranked.best("budget", RecordFilter(pipeline_ids=tuple(f"p-{number}" for number in range(99)))) == [mine, audio]
    assert ranked.best("budget", RecordFilter(kinds=(PipelineKind.AUDIO,))) == [audio]
    assert ranked.best("budget", RecordFilter(collection_id="none")) == ranked.best("budget", RecordFilter(kinds=())) == []
