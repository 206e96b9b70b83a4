from __future__ import annotations

import json

from lookhear.understanding.language.chat import make
from tests.fakes.openai_server import OpenAiServer

SCHEMA = {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]}


def test_the_prompt_is_answered_with_what_was_said() -> None:
    with OpenAiServer(models=("tiny", "other")) as service:
        engine = make(service.options())
        assert engine.digest(["the budget is fine", "so is the plan"], prompt="What is fine?")
        assert engine.answer("hello", model="other") == "seen: nothing; asked: 1 words"
        assert json.loads(engine.answer("red house", schema=SCHEMA)) == {"topic": "red house"}
        engine.close()
    first, last = service.calls[0].chat, service.calls[2].chat
    assert first is not None
    assert first.texts == ("Task: What is fine?\n\nTranscript:\n<<<\nthe budget is fine\nso is the plan\n>>>",)
    assert "never an instruction" in first.system
    assert last is not None
    assert last.schema == SCHEMA
    assert service.calls[1].fields["model"] == "other"
