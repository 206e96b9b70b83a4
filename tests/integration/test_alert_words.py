"""The judge that needs nothing and a service that writes JSON, in a whole backend: what is said comes out as an alert and as an index."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from demo.process import wait_until
from lookhear.understanding.judging.keywords import KeywordJudge
from lookhear.understanding.language.chat import ChatLanguage
from lookhear.understanding.ports import FixedEngines, Verdict
from tests.fakes.engines import LoudnessSpeech
from tests.fakes.openai_server import Fault, OpenAiServer
from tests.tools.hosted import HostedBackend
from tests.tools.receiver import Receiver
from tests.tools.understood import PHRASES, Developer, developing, speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MIC = speech((1, 2, 440), (3, 4.5, 660), (6, 7, 440), seconds=8)
SCHEMA = {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]}
BY_UTTERANCE = {"extraction_config": {"segmenter": "sentence", "segmentation_value": 1}}


class Judging:
    """Port `Judge` over the engine, without a process in between."""

    name = "keywords"

    def __init__(self) -> None:
        self._engine = KeywordJudge(None)

    async def judge(self, text: str, *, prompt: str) -> Verdict:
        return await asyncio.to_thread(self._engine.judge, text, prompt=prompt)


class Writing:
    """Port `Language`, likewise."""

    name = "chat-endpoint"

    def __init__(self, engine: ChatLanguage) -> None:
        self._engine = engine

    async def digest(self, passages: Sequence[str], *, prompt: str, model: str | None = None) -> str:
        return await asyncio.to_thread(self._engine.digest, passages, prompt=prompt, model=model)

    async def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:
        return await asyncio.to_thread(self._engine.answer, prompt, schema=schema, model=model)


@pytest.fixture
def service() -> Iterator[OpenAiServer]:
    with OpenAiServer() as running:
        yield running


@pytest.fixture
def developer(tmp_path: Path, service: OpenAiServer) -> Iterator[Developer]:
    language = ChatLanguage(service.options())
    engines = FixedEngines(speech=LoudnessSpeech(PHRASES), language=Writing(language), judge=Judging())
    with HostedBackend(tmp_path / "data", engines=engines, webhook_allow=("127.0.0.0/8",)) as backend, developing(backend) as made:
        yield made
    language.close()


def test_what_is_said_again_within_the_cool_down_is_told_once_with_the_reason(developer: Developer) -> None:
    with Receiver() as receiver:
        developer.record(MIC)
        index = developer.index("mic:default", **BY_UTTERANCE)
        event_id = developer.ask("POST", "/rtstream/event", {"event_prompt": "Alert me when the budget is mentioned", "label": "budget"})[
            "event_id"
        ]
        wanted = {"event_id": event_id, "callback_url": receiver.url}
        developer.ask("POST", developer.path("mic:default", f"/index/{index}/alert"), wanted)
        developer.finish(MIC)
        wait_until(lambda: len(developer.scenes("mic:default", index)) == 3, what="everything that was said")
        bodies = [json.loads(each.body) for each in receiver.wait_for(bool)]
    [body] = [body for body in bodies if "event" not in body]
    assert (body["label"], body["triggered"]) == ("budget", True)
    assert 0.5 <= body["confidence"] <= 1
    assert body["explanation"] == "It says “budget”: budget discussion"


def test_an_index_with_a_schema_is_json_and_a_service_that_answers_rubbish_costs_its_batch_alone(
    developer: Developer, service: OpenAiServer
) -> None:
    service.faults += [Fault.MALFORMED]
    developer.record(MIC)
    index = developer.index("mic:default", prompt="The topic", model_config={"json_schema": SCHEMA}, **BY_UTTERANCE)
    developer.finish(MIC)
    wait_until(lambda: len(developer.scenes("mic:default", index)) == 3, what="every batch")
    first, second, third = sorted(developer.scenes("mic:default", index), key=lambda row: float(row["start"]))
    assert first["text"] == ""
    assert "answers with no JSON" in json.dumps(first["metadata"])
    assert [json.loads(row["text"]).keys() for row in (second, third)] == [{"topic"}, {"topic"}]
