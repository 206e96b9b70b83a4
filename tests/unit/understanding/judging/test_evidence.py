from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lookhear.understanding.judging.evidence import Evidence, evidence_of, windows_of
from lookhear.understanding.judging.prompts import wanted_of


def evidence(text: str, prompt: str) -> Evidence:
    return evidence_of(text, wanted_of(prompt))


def test_words_are_found_in_one_place() -> None:
    together = evidence("The budget was approved. " + "Nothing else happened here. " * 30, "budget approval")
    apart = evidence("The budget is new. " + "Nothing else happened here at all, my friend. " * 30 + "It was approved.", "budget approval")
    assert together.coverage > apart.coverage
    assert together.found == ("budget", "approved")


def test_another_word_counts_less_than_the_word() -> None:
    assert 0 < evidence("what does it cost", "price").coverage < evidence("what is the price", "price").coverage == 1.0


def test_a_quoted_phrase_is_there_or_not() -> None:
    assert evidence("please stop recording now", 'says "stop recording"').phrase == 1
    assert evidence("the recording must stop", 'says "stop recording"').phrase == -1
    assert evidence("the recording must stop", "stops recording").phrase == 0


def test_a_negation_turns_what_is_said() -> None:
    assert evidence("we did not deploy it", "it is deployed").is_turned
    assert not evidence("we did deploy it", "it is deployed").is_turned
    assert evidence("it was deployed with approval", "deployed without approval").is_turned
    assert not evidence("it was not approved and deployed", "deployed without approval").is_turned


def test_what_must_not_be_there_is_noticed() -> None:
    assert evidence("the price with a discount", "price but not discounts").unwanted
    assert not evidence("the price", "price but not discounts").unwanted


def test_places_have_some_forty_words() -> None:
    assert windows_of("One two three. Four five six.") == ["One two three. Four five six."]
    assert len(windows_of("Ten words are in this sentence, or maybe even eleven. " * 8)) == 2
    assert windows_of("") == []


@given(st.text(), st.text())
def test_no_text_breaks_it(text: str, prompt: str) -> None:
    found = evidence(text, prompt)
    assert all(-1 <= number <= 1 for number in found.numbers())
