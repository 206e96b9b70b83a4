from __future__ import annotations

import io
import json
import wave
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.endpoints.client import Endpoint, HeardWord, Image
from tests.fakes.openai_brain import Brain, Chat
from tests.fakes.openai_server import Fault, OpenAiServer, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Request = Callable[[Endpoint], object]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"topic": {"type": "string"}},
    "required": ["topic"],
    "additionalProperties": False,
}


class Spoken(Brain):
    """Says what a test put down, one after the other."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.asked: list[Chat] = []

    def say(self, chat: Chat) -> str:
        self.asked.append(chat)
        return self.lines.pop(0) if self.lines else super().say(chat)


@pytest.fixture
def brain() -> Spoken:
    return Spoken()


@pytest.fixture
def service(brain: Spoken) -> Iterator[OpenAiServer]:
    with OpenAiServer(brain=brain) as server:
        yield server


@pytest.fixture
def endpoint(service: OpenAiServer) -> Iterator[Endpoint]:
    client = Endpoint(service.options())
    yield client
    client.close()


def picture(codec: str, colour: tuple[int, int, int]) -> bytes:
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.time_base = 64, 36, Fraction(1, 1)
    encoder.pix_fmt = "yuvj420p" if codec == "mjpeg" else "rgb24"
    frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), colour, np.uint8), format="rgb24").reformat(format=encoder.pix_fmt)
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode()])


def tone_wav() -> bytes:
    target = io.BytesIO()
    tone = 8000 * np.sin(2 * np.pi * 400 * np.arange(8000) / 16_000)
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(np.concatenate([np.zeros(8000), tone, np.zeros(4000)]).astype("<i2").tobytes())
    return target.getvalue()


def test_a_question_is_answered(endpoint: Endpoint, service: OpenAiServer) -> None:
    assert endpoint.ask("how are you", system="Be kind.") == "seen: nothing; asked: 3 words"
    chat = service.calls[0].chat
    assert chat is not None
    assert (chat.system, chat.texts, chat.schema) == ("Be kind.", ("how are you",), None)


def test_pictures_go_along(endpoint: Endpoint) -> None:
    images = [Image(data=picture("mjpeg", (250, 5, 5))), Image(data=picture("png", (0, 0, 250)), media_type="image/png")]
    assert endpoint.ask("what is this", images=images) == "seen: red 64x36, blue 64x36; asked: 3 words"


def test_a_key_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_KEY", "sk-1")
    with OpenAiServer(key="sk-1") as server:
        client = Endpoint(server.options(key_env="THE_KEY"))
        assert client.ask("hello")
        client.close()
        client = Endpoint(server.options())
        with pytest.raises(EngineBusy, match="does not know who asks"):
            client.ask("hello")
        client.close()


def test_a_key_that_was_put_right_is_shown_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_KEY", "sk-old")
    with OpenAiServer(key="sk-1") as server:
        client = Endpoint(server.options(key_env="THE_KEY"))
        with pytest.raises(EngineBusy, match="does not know who asks"):
            client.ask("hello")
        monkeypatch.delenv("THE_KEY")
        with pytest.raises(EngineBusy, match="does not know who asks"):
            client.ask("hello")
        monkeypatch.setenv("THE_KEY", "sk-1")
        with pytest.raises(EngineBusy, match="does not know who asks"):
            client.ask("hello")
        assert client.ask("hello")
        client.close()


def test_a_model_can_be_named_and_must_exist(endpoint: Endpoint) -> None:
    with pytest.raises(EngineBusy, match="has no model 'huge'"):
        endpoint.ask("hello", model="huge")


def test_a_model_must_be_named(service: OpenAiServer) -> None:
    client = Endpoint({"url": service.url})
    with pytest.raises(EngineBusy, match="which model to use"):
        client.ask("hello")
    client.close()


def test_more_fields_come_from_the_options(service: OpenAiServer) -> None:
    client = Endpoint(service.options(body={"temperature": 0, "model": "another"}))
    client.ask("hello")
    client.close()
    assert (service.calls[0].fields["temperature"], service.calls[0].fields["model"]) == (0, "tiny")


def test_an_answer_fits_its_schema(endpoint: Endpoint, service: OpenAiServer) -> None:
    assert json.loads(endpoint.ask("the red house stands", schema=SCHEMA)) == {"topic": "the red house"}
    assert service.tries == 1


@pytest.mark.parametrize("first", ["I think it is the weather.", '{"topic": 5}', '{"topic": "a", "more": 1}'])
def test_an_answer_that_does_not_fit_is_sent_back_once(endpoint: Endpoint, service: OpenAiServer, brain: Spoken, first: str) -> None:
    brain.lines = [first, '```json\n{"topic": "weather"}\n```']
    assert endpoint.ask("what is it about", schema=SCHEMA) == '{"topic": "weather"}'
    assert service.tries == 2
    assert brain.asked[1].texts[1] == first
    assert "does not fit" in brain.asked[1].texts[2]


def test_an_answer_that_never_fits_is_told(endpoint: Endpoint, service: OpenAiServer, brain: Spoken) -> None:
    brain.lines = ["no", "never"]
    with pytest.raises(EngineFailed, match="does not answer with JSON that fits"):
        endpoint.ask("what is it about", schema=SCHEMA)
    assert service.tries == 2


def test_a_service_without_schemas_is_told_in_words(brain: Spoken) -> None:
    with OpenAiServer(brain=brain, knows_schemas=False) as server:
        client = Endpoint(server.options())
        brain.lines = ['{"topic": "a"}', '{"topic": "b"}']
        assert client.ask("first", schema=SCHEMA) == '{"topic": "a"}'
        assert client.ask("second", schema=SCHEMA) == '{"topic": "b"}'
        client.close()
        assert server.tries == 3  # it is asked with the field once
    assert '"topic"' in brain.asked[0].texts[-1]


def test_a_schema_of_no_object_is_told_in_words(endpoint: Endpoint, brain: Spoken) -> None:
    brain.lines = ["[1, 2]"]
    assert endpoint.ask("count", schema={"type": "array", "items": {"type": "integer"}}) == "[1, 2]"
    assert brain.asked[0].schema is None


def test_a_schema_that_is_none_is_told(endpoint: Endpoint, service: OpenAiServer) -> None:
    with pytest.raises(EngineFailed, match="its type is none"):
        endpoint.ask("count", schema={"type": "tree"})
    assert service.tries == 0


def test_a_refusal_for_another_reason_is_no_reason_to_ask_again(endpoint: Endpoint, service: OpenAiServer) -> None:
    service.faults.append(Refusal(400, "context_length_exceeded"))
    with pytest.raises(EngineFailed, match="context_length_exceeded"):
        endpoint.ask("long", schema=SCHEMA)
    assert service.tries == 1


def test_vectors(endpoint: Endpoint, service: OpenAiServer) -> None:
    vectors = endpoint.vectors(["red house", "house red", "tree"])
    assert vectors.shape == (3, 32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(vectors[0], vectors[1])
    assert service.calls[0].fields["encoding_format"] == "float"


def test_words_are_heard_with_their_times(endpoint: Endpoint, service: OpenAiServer) -> None:
    heard = endpoint.transcribe(tone_wav(), language="en-US", prompt="tones")
    assert (heard.text, heard.language) == ("tone400", "en")
    assert heard.words == (HeardWord(text="tone400", start_s=0.5, end_s=1.0),)
    assert service.calls[0].fields["prompt"] == "tones"


def test_a_service_that_tells_no_times_is_asked_without(brain: Spoken) -> None:
    with OpenAiServer(brain=brain, tells_times=False) as server:
        client = Endpoint(server.options())
        assert client.transcribe(tone_wav(), language=None).words == ()
        assert client.transcribe(tone_wav(), language=None).text == "tone400"
        client.close()
        assert server.tries == 3


def _ask(endpoint: Endpoint) -> object:
    return endpoint.ask("hello")


def _vectors(endpoint: Endpoint) -> object:
    return endpoint.vectors(["a"])


def _transcribe(endpoint: Endpoint) -> object:
    return endpoint.transcribe(tone_wav(), language=None)


@pytest.mark.parametrize("request_of", [_ask, _vectors, _transcribe])
@pytest.mark.parametrize("fault", [Fault.MALFORMED, Fault.NO_CHOICES])
def test_rubbish_is_told(
    endpoint: Endpoint, service: OpenAiServer, request_of: Callable[[Endpoint], object], fault: Fault | Refusal
) -> None:
    service.faults.append(fault)
    with pytest.raises(EngineFailed) as caught:
        request_of(endpoint)
    assert type(caught.value) is EngineFailed
    assert caught.value.hint
    assert request_of(endpoint) is not None  # the next one is answered


@pytest.mark.parametrize("request_of", [_ask, _vectors, _transcribe])
@pytest.mark.parametrize("fault", [Fault.HTML, Fault.REDIRECT, Refusal(401), Refusal(403), Refusal(404, "model_not_found")])
def test_what_somebody_must_put_right_is_waited_for(
    endpoint: Endpoint, service: OpenAiServer, request_of: Request, fault: Fault | Refusal
) -> None:
    service.faults.append(fault)
    with pytest.raises(EngineBusy) as caught:
        request_of(endpoint)
    assert type(caught.value) is EngineBusy
    assert (caught.value.retry_after_s, bool(caught.value.hint)) == (60, True)
    assert request_of(endpoint) is not None


@pytest.mark.parametrize("request_of", [_ask, _vectors, _transcribe])
@pytest.mark.parametrize("status", [429, 503])
def test_patience_is_asked_for(endpoint: Endpoint, service: OpenAiServer, request_of: Request, status: int) -> None:
    service.faults.append(Refusal(status, "rate_limit_exceeded", {"Retry-After": "11"}))
    with pytest.raises(EngineBusy) as caught:
        request_of(endpoint)
    assert (caught.value.retry_after_s, caught.value.reason) == (11.0, "rate_limit_exceeded")
