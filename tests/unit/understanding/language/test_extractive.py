from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import EngineFailed
from lookhear.understanding.language.extractive import make

MEETING = [
    "um so okay let's get started with the quarterly planning",
    "yeah i think the main thing is the release of version four in october",
    "we had some trouble with the payment service it crashed twice last week",
    "so maria will look into the crash and report by friday",
    "okay and um the marketing budget is forty thousand dollars",
    "we decided to move the launch to october twelfth because the security review is late",
    "yeah",
    "right",
    "john should prepare the slides for the board",
    "is there any question about the hiring plan",
    "no i think we are fine",
    "let's agree that the hiring freeze stays until january",
]


def digest(prompt: str, passages: list[str] = MEETING) -> str:
    return make({}).digest(passages, prompt=prompt)


def test_a_summary_is_short_and_in_order() -> None:
    summary = digest("Summarize the discussion")
    assert 10 < len(summary.split()) <= 60
    assert summary.index("october") < summary.index("january")
    assert "um" not in summary.lower().split()


LAUNCH = "We decided to move the launch to october twelfth because the security review is late."
FREEZE = "Let's agree that the hiring freeze stays until january."
MARIA = "Maria will look into the crash and report by friday."
JOHN = "John should prepare the slides for the board."


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("What is said about the budget?", "The marketing budget is forty thousand dollars."),
        ("Extract decisions", f"- {LAUNCH}\n- {FREEZE}"),
        ("List the action items", f"- {MARIA}\n- {JOHN}"),
    ],
)
def test_the_words_of_the_prompt_are_respected(prompt: str, expected: str) -> None:
    assert digest(prompt) == expected


def test_little_is_told_as_it_is() -> None:
    assert digest("Summarize", ["hello there", "um"]) == "Hello there."
    assert not digest("Summarize", [])
    assert not digest("Summarize", ["um", "  "])


def test_the_same_is_not_told_twice() -> None:
    said = ["The payment service crashed again last night.", "The payment service crashed again last night!", *MEETING[:6]]
    assert digest("problems", said).count("payment service crashed") == 1


def test_hours_of_speech_are_summed_up_part_by_part() -> None:
    many = [f"Topic number {at} is about the garden and tree {at}." for at in range(1500)]
    assert len(digest("Summarize", many).split()) <= 60


def test_a_question_is_answered_with_the_excerpts_that_fit() -> None:
    excerpts = (
        "[1] 2026-11-23T10:00:00Z, mic:default: We decided to move the launch to October. It was late.\n"
        "[2] 2026-11-23T10:05:00Z, display:1: Lunch is at noon."
    )
    ask = "Answer from the excerpts.\n\nQuestion: When is the launch?\n\nExcerpts:\n"
    assert make({}).answer(ask + excerpts) == "[1] We decided to move the launch to October."
    assert "do not hold" in make({}).answer(ask.replace("launch", "party") + excerpts)


@pytest.mark.parametrize("schema", [None, {"type": "object"}])
def test_what_needs_a_model_is_told(schema: dict[str, object] | None) -> None:
    with pytest.raises(EngineFailed, match="language model") as caught:
        make({}).answer("Write a poem about the sea.", schema=schema)
    assert "chat-endpoint" in caught.value.hint


@given(st.lists(st.text(), max_size=20), st.text())
def test_no_text_breaks_it(passages: list[str], prompt: str) -> None:
    assert isinstance(digest(prompt, passages), str)
