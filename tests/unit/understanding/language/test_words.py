from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.understanding.language.words import content_stems, is_negator, sentences_of, stem, words_of


@pytest.mark.parametrize(
    "family",
    [
        ("deploy", "deploys", "deployed", "deploying", "deployment"),
        ("plan", "plans", "planned", "planning"),
        ("price", "prices", "priced", "pricing"),
        ("city", "cities"),
        ("box", "boxes"),
        ("decide", "decided", "deciding"),
        ("error", "errors"),
        ("vacancy", "vacancies"),
        ("customer's", "customer"),
    ],
)
def test_forms_of_a_word_are_one(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("process", "proceed"), ("use", "user story"), ("cat", "car"), ("test", "text"), ("bus", "bug")]
)
def test_different_words_stay_so(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_lose_accents_and_typography() -> None:
    assert words_of("Café – don’t re-open n°5!") == ["cafe", "don't", "re", "open", "n", "5"]
    assert words_of("予算の会議") == ["予算", "算の", "の会", "会議"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert content_stems("What is it that the budget will be?") == ["budget"]


def test_negations() -> None:
    assert [word for word in words_of("we don't and never did, not now") if is_negator(word)] == ["don't", "never", "not"]


def test_sentences() -> None:
    assert sentences_of('Dr. Lee came. "Really?" Yes, e.g. today!\n\nUser is in Mail') == [
        "Dr. Lee came.",
        '"Really?',
        "Yes, e.g. today!",
        "User is in Mail",
    ]


def test_what_was_said_without_a_mark_is_cut() -> None:
    said = " ".join(["one two three four five six seven eight nine ten"] * 3).replace("one two", "and one two")
    parts = sentences_of(said)
    assert len(parts) == 3
    assert " ".join(parts) == said
    assert max(len(part.split()) for part in sentences_of("word " * 500)) <= 56


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert all(sentences_of(text))
    assert all(stem(word) for word in words_of(text))
