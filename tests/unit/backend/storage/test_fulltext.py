"""What somebody types becomes words in quotes."""

from __future__ import annotations

import math

from lookhear.backend.records import PipelineKind, RecordFilter
from lookhear.backend.storage import fulltext


def test_words_are_quoted_and_told_once_in_their_order() -> None:
    assert fulltext.words_of('The "budget", the Budget (Q3)!') == ['"the"', '"budget"', '"q3"']
    assert fulltext.words_of("due 2024-05-17 a.b@c.de -- /") == ['"due"', '"2024-05-17"', '"a.b@c.de"']
    assert fulltext.words_of("a\0b") == ['"a"', '"b"']
    assert fulltext.words_of("¿ — * \0") == []


def test_a_query_without_end_is_cut() -> None:
    assert len(fulltext.words_of(" ".join(str(number) for number in range(10_000)))) == fulltext.MAX_WORDS
    assert fulltext.words_of("x" * 10_000) == [f'"{"x" * fulltext.MAX_CHARACTERS}"']


def test_expressions_join_words() -> None:
    assert fulltext.all_of(['"a"', '"b"']) == '"a" AND "b"'
    assert fulltext.any_of(['"a"', '"b"']) == '"a" OR "b"'


def test_what_records_belong_to_narrows_an_expression() -> None:
    one = RecordFilter(collection_id="c-1", session_id="cap-1", pipeline_ids=("p-1", 'p"2'), kinds=(PipelineKind.VISUAL,))
    assert fulltext.within('"a"', RecordFilter()) == '{text} : ("a")'
    assert fulltext.within('"a"', RecordFilter(collection_id="c-1")) == '{text} : ("a") AND {collection_id} : ("c-1")'
    assert fulltext.within('"a"', one) == (
        '{text} : ("a") AND {session_id} : ("cap-1") AND {pipeline_id} : ("p-1" OR "p 2") AND {kind} : ("visual")'
    )
    many = RecordFilter(pipeline_ids=tuple(f"p-{number}" for number in range(99)))
    assert fulltext.within('"a"', many) == '{text} : ("a")'


def test_the_better_the_larger_is_the_score_and_it_stays_between_nothing_and_all() -> None:
    scores = [fulltext.score(bm25) for bm25 in (0.0, -1e-6, -1.0, -9.0, -1e6)]
    assert scores == sorted(scores)
    assert all(0 < score < 1 for score in scores)
    assert math.isclose(fulltext.score(-1.0), 0.5)
