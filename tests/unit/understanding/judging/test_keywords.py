from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a factory's signature
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.judging.keywords import KeywordJudge, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Meanings:
    """Knows two: texts with a ``~`` mean one thing, all others another."""

    model_id = "two"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[1, 0] if "~" in text else [0, 1] for text in texts], np.float32)


def test_the_words_of_a_prompt_trigger_it() -> None:
    verdict = KeywordJudge(None).judge("We looked at the marketing budget again.", prompt="Alert me when the budget is mentioned")
    assert verdict.is_triggered
    assert 0.5 < verdict.confidence <= 1
    assert verdict.explanation == "It says “budget”: We looked at the marketing budget again."


def test_other_words_do_not() -> None:
    verdict = KeywordJudge(None).judge("the tree is green", prompt="budget")
    assert not verdict.is_triggered
    assert verdict.confidence < 0.2
    assert not verdict.explanation


@pytest.mark.parametrize("text", ["", "\n", "?", "0" * 100_000])
def test_no_text_triggers_nothing(text: str) -> None:
    assert not KeywordJudge(Meanings()).judge(text, prompt="~ budget").is_triggered


def test_a_meaning_triggers_without_a_word() -> None:
    judge = KeywordJudge(Meanings())
    verdict = judge.judge("~ they spend too much", prompt="~ budget")
    assert verdict.is_triggered
    assert verdict.explanation == "It means nearly the same: ~ they spend too much"
    assert not judge.judge("they spend too much", prompt="~ budget").is_triggered
    both = judge.judge("~ the budget is small. " + "word " * 60, prompt="~ budget")
    assert both.explanation.startswith("It says “budget”, and means nearly the same: ~ the budget is small.")
    assert len(both.explanation) < 230


def test_a_text_is_understood_once_for_several_alerts() -> None:
    meanings = Meanings()
    judge = KeywordJudge(meanings)
    for prompt in ("first one", "second one", "first one"):
        judge.judge("the same text", prompt=prompt)
    assert meanings.asked == ["the same text", "first one", "second one"]
    for at in range(100):
        judge.judge(f"text {at}", prompt="first one")
    assert len(meanings.asked) == 103


def test_the_options() -> None:
    def installed(options: Mapping[str, object]) -> Meanings:
        return Meanings()

    def missing(options: Mapping[str, object]) -> Meanings:
        raise EngineFailed("It is not installed.")

    text, prompt = "~ they spend too much", "~ budget"
    assert make({}, embedder_of=installed).judge(text, prompt=prompt).is_triggered
    assert not make({"triggers": 0.99}, embedder_of=installed).judge(text, prompt=prompt).is_triggered
    assert not make({"embedder": "off"}, embedder_of=installed).judge(text, prompt=prompt).is_triggered
    assert not make({}, embedder_of=missing).judge(text, prompt=prompt).is_triggered


@pytest.mark.parametrize("triggers", [0, 1, True, "half", None])
def test_a_confidence_is_one(triggers: object) -> None:
    with pytest.raises(EngineFailed, match="no confidence"):
        make({"triggers": triggers, "embedder": "off"})
