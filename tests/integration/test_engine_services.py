"""Engines that ask a service, and those that need none, in real worker processes: chosen by a file, answered by a real local server."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineCrashed, EngineFailed
from lookhear.system.processes import own_command
from lookhear.understanding.choice.values import FILE_NAME
from lookhear.understanding.folders import EngineFolders
from lookhear.understanding.room import EngineRoom
from tests.fakes.openai_brain import Brain, Chat
from tests.fakes.openai_server import Fault, OpenAiServer, Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SCHEMA = {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]}
KINDS = {"language": "chat-endpoint", "judge": "chat-judge", "embedder": "embeddings-endpoint"}


class Careful(Brain):
    """Judges that nothing is so sure as the budget."""

    def say(self, chat: Chat) -> str:
        if chat.schema is not None and "is_so" in chat.schema["properties"]:
            is_so = "<<<\nthe budget" in chat.texts[0]
            return json.dumps({"is_so": is_so, "confidence": 0.875 if is_so else 0.125, "explanation": "As it says."})
        return super().say(chat)


@asynccontextmanager
async def room_of(tmp_path: Path, choices: str, **environ: str) -> AsyncIterator[EngineRoom]:
    (tmp_path / FILE_NAME).write_text(choices, "utf-8")
    folders = EngineFolders.under(tmp_path)
    command = own_command("engine-worker")
    async with EngineRoom(file=tmp_path / FILE_NAME, folders=folders, command=command, environ={**os.environ, **environ}) as room:
        yield room


def choices(service: OpenAiServer, **more: object) -> str:
    options = service.options(key_env="SERVICE_KEY", **more)
    lines = [f"{name} = {json.dumps(value)}" for name, value in options.items()]
    return "\n".join(f'[{kind}]\nengine = "{name}"\n[{kind}.options]\n' + "\n".join(lines) for kind, name in KINDS.items())


def test_services_answer_and_their_troubles_come_through(tmp_path: Path) -> None:
    async def talk(service: OpenAiServer) -> None:
        async with room_of(tmp_path, choices(service, timeout_s=2), SERVICE_KEY="sk-1") as room:
            language, judge, embedder = room.language, room.judge, room.embedder
            assert language is not None
            assert judge is not None
            assert embedder is not None
            assert await language.digest(["one two"], prompt="Sum it up") == "seen: nothing; asked: 9 words"
            assert json.loads(await language.answer("the red house", schema=SCHEMA)) == {"topic": "the red house"}
            verdict = await judge.judge("the budget is fine", prompt="budget")
            assert (verdict.is_triggered, verdict.confidence, verdict.explanation) == (True, 0.875, "As it says.")
            assert not (await judge.judge("the tree is green", prompt="budget")).is_triggered
            vectors = await embedder.encode(["red house", "house red"])
            assert np.allclose(vectors[0], vectors[1])

            service.faults.append(Refusal(429, "rate_limit_exceeded", {"Retry-After": "11"}))
            with pytest.raises(EngineBusy, match="asks for patience") as busy:
                await language.answer("hello")
            assert busy.value.retry_after_s == 11
            service.faults.append(Fault.HANG)
            with pytest.raises(EngineCrashed, match="did not answer within 2 seconds"):
                await language.answer("hello")
            service.faults.append(Refusal(401))
            with pytest.raises(EngineBusy, match="does not know who asks") as busy:
                await language.answer("hello")
            assert (busy.value.retry_after_s, "SERVICE_KEY" in busy.value.hint) == (60, True)
            service.faults.append(Fault.MALFORMED)
            with pytest.raises(EngineFailed, match="no JSON") as failed:
                await language.answer("hello")
            assert failed.value.hint
            assert not failed.value.is_retryable
            assert await language.answer("hello")

    with OpenAiServer(key="sk-1", brain=Careful()) as service:
        asyncio.run(talk(service))


def test_nothing_needs_a_service(tmp_path: Path) -> None:
    async def talk() -> None:
        async with room_of(tmp_path, "") as room:
            language, judge = room.language, room.judge
            assert language is not None
            assert judge is not None
            said = ["um the budget is forty thousand", "we decided to wait until may", "the tree is green"]
            assert await language.digest(said, prompt="Which decisions?") == "We decided to wait until may."
            with pytest.raises(EngineFailed, match="need a language model"):
                await language.answer("the topic", schema=SCHEMA)
            verdict = await judge.judge("the budget is forty thousand", prompt="Alert me when the budget is mentioned")
            assert verdict.is_triggered
            assert "budget" in verdict.explanation

    asyncio.run(talk())
