from __future__ import annotations

import json

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.judging.chat import make
from lookhear.understanding.ports import Verdict
from tests.fakes.openai_brain import Brain, Chat
from tests.fakes.openai_server import OpenAiServer


class Opinion(Brain):
    """Has one."""

    def __init__(self, **said: object) -> None:
        self.said = said

    def say(self, chat: Chat) -> str:
        assert "They watch for: the budget" in chat.texts[0]
        return json.dumps(self.said)


def test_a_model_decides() -> None:
    with OpenAiServer(brain=Opinion(is_so=True, confidence=0.75, explanation=" It is named. ")) as service:
        judge = make(service.options())
        assert judge.judge("the budget is fine", prompt="the budget") == Verdict(
            is_triggered=True, confidence=0.75, explanation="It is named."
        )
        judge.close()


def test_an_opinion_that_is_none_is_told() -> None:
    with OpenAiServer(brain=Opinion(is_so=True, confidence=75, explanation="Sure.")) as service:
        judge = make(service.options())
        with pytest.raises(EngineFailed, match="fits the schema"):
            judge.judge("the budget is fine", prompt="the budget")
        judge.close()
