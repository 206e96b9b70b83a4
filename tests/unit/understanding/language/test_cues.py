from __future__ import annotations

import pytest

from lookhear.understanding.language.cues import CUES, FILLERS, HESITATION
from lookhear.understanding.language.words import stem


def sounds_like(asked: str, sentence: str) -> bool:
    return any(pattern.search(sentence) for stems, pattern in CUES if stem(asked) in stems)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("decisions", "we decided to wait"),
        ("decisions", "let's agree on tuesday"),
        ("tasks", "john should prepare the slides"),
        ("questions", "what does it cost?"),
        ("problems", "the service crashed twice"),
        ("deadlines", "not before friday"),
        ("prices", "it is forty dollars"),
        ("participants", "then Maria spoke"),
    ],
)
def test_what_it_sounds_like(asked: str, sentence: str) -> None:
    assert sounds_like(asked, sentence)
    assert not sounds_like(asked, "the tree stands in the garden")


def test_a_beginning_is_no_decision() -> None:
    assert not sounds_like("decisions", "let's get started with the meeting")


def test_hesitation_is_found() -> None:
    assert FILLERS.sub("", "um so okay, well the plan") == "the plan"
    assert HESITATION.sub("", "the, um, plan is uh good") == "the plan is good"
