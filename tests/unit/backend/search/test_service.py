"""Search over records: which come first, under which name, and which are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.search.meanings import Meanings
from lookhear.backend.search.scope import SPOKEN, Choice
from lookhear.backend.search.service import Query, SearchService
from lookhear.errors import EngineBusy, InvalidRequest, NotFound
from tests.fakes.engines import ChangingEngines, WordEmbedder
from tests.fakes.found import DISPLAY, LOOKS, LOOKS_INDEX, MIC, SCENES, SPEECH, SUMMARY, FoundRows, record
from tests.fakes.serving import RememberingBus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.search.service import Found

BUDGET = record(SPEECH, "So let us begin the budget discussion", at_s=30)
WEATHER = record(SPEECH, "The weather is fine today", at_s=10)
MENTION = record(SPEECH, "a discussion of other things", at_s=20)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[FoundRows]:
    with FoundRows(tmp_path) as rows:
        yield rows


def query(text: str, **rest: object) -> Query:
    return replace(Query(text=text, limit=10), **rest)  # type: ignore[arg-type]


def texts(found: Found) -> list[str]:
    return [hit.record.text for hit in found.hits]


def in_mic(rows: FoundRows, wanted: Query, meanings: Meanings | None = None) -> Found:
    return rows.run(SearchService(store=rows.store, meanings=meanings).in_stream(MIC.id, wanted))


def meanings_of(rows: FoundRows, embedder: WordEmbedder | None = None) -> Meanings:
    """Vectors of everything there is. Of the engine's own words an automobile is a car, and crimson is red."""
    embedder = embedder or WordEmbedder({"automobile": "car", "crimson": "red"})
    meanings = Meanings(store=rows.store, bus=RememberingBus(), engines=ChangingEngines(embedder=embedder))
    made = meanings.now()
    assert made is not None
    rows.run(made.embed_some())
    return meanings


def test_the_moment_with_all_of_the_words_comes_first(rows: FoundRows) -> None:
    rows.found(WEATHER, MENTION, BUDGET)
    found = in_mic(rows, query("budget discussion"))
    assert texts(found) == [BUDGET.text, MENTION.text]
    assert found.hits[0].score == 1.0
    assert found.hits[1].score < 1.0
    assert found.hits[0].stream.id == MIC.id


def test_words_are_found_in_other_forms_and_without_their_accents(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "Discussing the café's budgets"), WEATHER)
    assert texts(in_mic(rows, query("budget discussion cafe"))) == ["Discussing the café's budgets"]


def test_a_stream_is_searched_in_its_transcript_and_all_its_indexes_and_nowhere_else(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "the red car"), record(SUMMARY, "somebody spoke of a red car"), record(SCENES, "a red car is to be seen"))
    found = in_mic(rows, query("red car"))
    assert {(hit.label.index_id, hit.label.name) for hit in found.hits} == {(None, "transcript"), (SUMMARY.id, "summaries")}


def test_an_index_by_its_id_is_searched_alone(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "the red car"), record(SUMMARY, "somebody spoke of a red car"))
    found = in_mic(rows, query("red car", choice=Choice(index_ids=(SUMMARY.id,))))
    assert [hit.label.index_id for hit in found.hits] == [SUMMARY.id]


def test_an_index_over_an_understanding_finds_that_ones_records_under_its_own_name(rows: FoundRows) -> None:
    rows.found(record(LOOKS, "a red car"), replace(record(LOOKS, "a red car, as text"), output="other"))
    search = SearchService(store=rows.store, meanings=None)
    chosen = rows.run(search.in_stream(DISPLAY.id, query("red car", choice=Choice(index_ids=(LOOKS_INDEX.id,)))))
    everything = rows.run(search.in_stream(DISPLAY.id, query("red car")))
    assert [(hit.record.text, hit.label.index_id) for hit in chosen.hits] == [("a red car", LOOKS_INDEX.id)]
    assert {hit.label.index_id for hit in everything.hits} == {LOOKS_INDEX.id, LOOKS.id}


@pytest.mark.parametrize("index_id", ["nothing", SCENES.id])
def test_an_index_that_is_not_of_the_stream_is_not_found(rows: FoundRows, index_id: str) -> None:
    with pytest.raises(NotFound, match=index_id):
        in_mic(rows, query("red", choice=Choice(index_ids=(index_id,))))


def test_a_stream_that_is_not_there_is_not_found(rows: FoundRows) -> None:
    with pytest.raises(NotFound, match="rts-9"):
        rows.run(SearchService(store=rows.store, meanings=None).in_stream("rts-9", query("red")))


def test_a_stream_without_any_pipeline_has_nothing_to_be_found(tmp_path: Path) -> None:
    with FoundRows(tmp_path, SCENES) as rows:
        assert in_mic(rows, query("red")).hits == ()


@pytest.mark.parametrize("text", ["", "   "])
def test_who_looks_for_nothing_is_told(rows: FoundRows, text: str) -> None:
    with pytest.raises(InvalidRequest, match="what to look for"):
        in_mic(rows, query(text))


@pytest.mark.parametrize("text", ['"', "budget*", "NEAR(budget", "a AND", "'; DROP TABLE records --", "text:budget", "-budget", "\0"])
def test_what_means_something_to_the_index_is_only_words(rows: FoundRows, text: str) -> None:
    rows.found(BUDGET)
    assert texts(in_mic(rows, query(text))) in ([], [BUDGET.text])


def test_kinds_of_indexes_can_be_chosen(rows: FoundRows) -> None:
    rows.found(record(SCENES, "a red car"), record(SPEECH, "the red car"))
    search = SearchService(store=rows.store, meanings=None)
    found = rows.run(search.in_streams_of("default", query("red car", choice=Choice(kinds=SPOKEN))))
    assert texts(found) == ["the red car"]


def test_a_filter_keeps_what_agrees(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "the red car", speaker="Ann"), record(SPEECH, "a red car", speaker="Bo"))
    assert texts(in_mic(rows, query("red car", conditions=[{"speaker": "Bo"}]))) == ["a red car"]


def test_results_are_as_many_as_wanted_and_as_good_as_wanted(rows: FoundRows) -> None:
    rows.found(*(record(SPEECH, f"budget {number}", at_s=number) for number in range(30)))
    assert len(in_mic(rows, query("budget", limit=7)).hits) == 7
    scores = [hit.score for hit in in_mic(rows, query("budget", limit=100)).hits]
    assert scores == sorted(scores, reverse=True)
    assert len(in_mic(rows, query("budget", limit=100, score_threshold=scores[9])).hits) == 10
    assert 0 < len(in_mic(rows, query("budget", limit=100, percentage=20)).hits) < 10


def test_the_same_question_gets_the_same_answer(rows: FoundRows) -> None:
    rows.found(*(record(SPEECH, "budget", at_s=number) for number in range(20)))
    first, second = in_mic(rows, query("budget")), in_mic(rows, query("budget"))
    assert [hit.record.id for hit in first.hits] == [hit.record.id for hit in second.hits]


def test_a_collection_is_searched_over_all_its_streams_and_the_default_one_over_all_collections(rows: FoundRows) -> None:
    rows.found(record(SCENES, "a red car"), record(SPEECH, "the red car"))
    search = SearchService(store=rows.store, meanings=None)
    found = rows.run(search.in_streams_of("default", query("red car")))
    assert {hit.stream.id for hit in found.hits} == {DISPLAY.id, MIC.id}
    assert {hit.label.name for hit in found.hits} == {"scenes", "transcript"}
    assert rows.run(search.in_streams_of("default", query("red car"), session_id="cap-other")).hits == ()
    with pytest.raises(NotFound, match="c-9"):
        rows.run(search.in_streams_of("c-9", query("red car")))


def test_meanings_find_what_words_do_not(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "an automobile in crimson"), WEATHER)
    meanings = meanings_of(rows)
    assert in_mic(rows, query("red car")).hits == ()
    assert texts(in_mic(rows, query("red car"), meanings)) == ["an automobile in crimson"]
    assert in_mic(rows, query("red car", is_literal=True), meanings).hits == ()


def test_what_words_and_meanings_agree_on_comes_before_what_one_of_them_finds(rows: FoundRows) -> None:
    rows.found(record(SPEECH, "an automobile in crimson"), record(SPEECH, "the red car"), record(SPEECH, "red shoes and many other things"))
    meanings = meanings_of(rows)
    found = in_mic(rows, query("red car"), meanings)
    assert texts(found)[0] == "the red car"
    assert set(texts(found)) == {"the red car", "an automobile in crimson", "red shoes and many other things"}


def test_a_meaning_is_looked_for_only_where_the_search_goes(rows: FoundRows) -> None:
    rows.found(record(SCENES, "an automobile in crimson"))
    meanings = meanings_of(rows)
    assert in_mic(rows, query("red car"), meanings).hits == ()


def test_an_engine_that_is_busy_leaves_the_words_and_says_so(rows: FoundRows) -> None:
    rows.found(BUDGET)
    embedder = WordEmbedder()
    meanings = meanings_of(rows, embedder)
    embedder.trouble.add(EngineBusy("Come again."))
    found = in_mic(rows, query("budget"), meanings)
    assert texts(found) == [BUDGET.text]
    assert [code for code, _ in found.warnings] == ["vectors_unavailable"]


def test_a_record_that_was_removed_is_forgotten(rows: FoundRows) -> None:
    rows.found(BUDGET, WEATHER)
    meanings = meanings_of(rows, WordEmbedder())
    rows.write(lambda tx: tx.records.remove_of(SPEECH.id))
    assert in_mic(rows, query("budget"), meanings).hits == ()
    made = meanings.now()
    assert made is not None
    assert made.count == 0
