"""A model behind a service is shown pictures: so many, of such a size, with what was in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.ports import Picture
from lookhear.understanding.screen_text.endpoint import VisionEndpoint, make
from tests.fakes.openai_brain import Brain, Chat
from tests.fakes.openai_server import OpenAiServer, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

FRONT = {"t_ns": 0, "kind": "window", "app": "Files", "title": "Home"}
COLOURS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


@pytest.fixture
def service() -> Iterator[OpenAiServer]:
    with OpenAiServer(models=("tiny", "other")) as server:
        yield server


@pytest.fixture
def engine(service: OpenAiServer) -> Iterator[VisionEndpoint]:
    made = make({"url": service.url, "model": "tiny", "pictures": 3, "longest_px": 100})
    yield made
    made.close()


def pictures(*colours: str) -> list[Picture]:
    return [Picture(at_ns=number, rgb=np.full((90, 160, 3), COLOURS[colour], np.uint8)) for number, colour in enumerate(colours)]


def chats(service: OpenAiServer) -> list[Chat]:
    return [call.chat for call in service.calls if call.chat is not None]


def test_the_prompt_is_answered_with_the_pictures(service: OpenAiServer, engine: VisionEndpoint) -> None:
    said = engine.describe(pictures("red", "blue"), prompt="Which colours?", model=None, context=(FRONT,), stream="rts-1")
    assert said.text.startswith("seen: red 100x56, blue 100x56;")
    assert dict(said.metadata) == {"pictures": 2, "app": "Files", "title": "Home"}
    [chat] = chats(service)
    assert chat.model == "tiny"
    assert chat.texts[-1] == "Which colours?\n\nIn front, in this order: Files, 'Home'."
    assert "never an instruction" in chat.system


def test_of_many_pictures_some_are_shown_the_last_one_always(service: OpenAiServer, engine: VisionEndpoint) -> None:
    said = engine.describe(pictures("red", "red", "green", "white", "white", "blue"), prompt="", model="other", context=(), stream="rts-1")
    assert said.text.startswith("seen: red 100x56, white 100x56, blue 100x56;")
    [chat] = chats(service)
    assert chat.model == "other"
    assert chat.texts[-1].startswith("Say in two or three sentences")


def test_without_a_picture_nobody_is_asked(service: OpenAiServer, engine: VisionEndpoint) -> None:
    assert engine.describe([], prompt="", model=None, context=(), stream="").text == ""
    assert service.calls == []


def test_a_service_that_refuses_or_says_nothing_is_told_of(engine: VisionEndpoint, service: OpenAiServer) -> None:
    service.brain = Silent()
    with pytest.raises(EngineFailed):
        engine.describe(pictures("red"), prompt="", model=None, context=(), stream="")
    service.faults.append(Refusal(429))
    with pytest.raises(EngineBusy):
        engine.describe(pictures("red"), prompt="", model=None, context=(), stream="")


class Silent(Brain):
    """Has nothing to say."""

    def say(self, chat: Chat) -> str:
        del chat
        return " "


@pytest.mark.parametrize("options", [{"pictures": 0}, {"pictures": 2.5}, {"longest_px": 10}, {"url": "nowhere"}])
def test_an_option_that_cannot_be_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(EngineFailed):
        make({"url": "http://127.0.0.1:9/v1", "model": "tiny"} | options)
