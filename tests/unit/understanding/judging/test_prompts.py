from __future__ import annotations

import pytest

from lookhear.understanding.judging.prompts import WEAK, wanted_of


def test_the_order_is_not_what_is_wanted() -> None:
    wanted = wanted_of("Alert me when someone mentions the budget")
    assert wanted.topic == "someone mentions the budget"
    assert wanted.terms == {"mention": WEAK, "budget": 1.0}
    assert not wanted.is_negated


def test_what_is_quoted_must_be_there_literally() -> None:
    wanted = wanted_of('the words "action items" are said')
    assert wanted.phrases == (("action", "item"),)
    assert wanted.terms["action"] == wanted.terms["item"] == 1.0


@pytest.mark.parametrize("prompt", ["pricing but not discounts", "pricing except discounts", "pricing, excluding discounts."])
def test_what_must_not_be_there(prompt: str) -> None:
    wanted = wanted_of(prompt)
    assert wanted.terms == {"pric": 1.0}
    assert wanted.unwanted == {"discount"}
    assert not wanted.is_negated


def test_a_prompt_may_want_the_contrary() -> None:
    wanted = wanted_of("deployed without approval")
    assert wanted.is_negated
    assert wanted.terms.keys() == {"deplo", "approval"}


@pytest.mark.parametrize("prompt", ["", "  ", "the", '""', "alert me when", "?!"])
def test_a_prompt_without_words_wants_nothing(prompt: str) -> None:
    assert all(weight == WEAK for weight in wanted_of(prompt).terms.values())
