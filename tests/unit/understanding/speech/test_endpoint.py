"""A service that transcribes: what is asked of it, and where its words are put."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from demo.voices import said, silence
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.speech.endpoint import make, wav_of
from lookhear.understanding.speech.voice import RATE
from tests.fakes.openai_server import OpenAiServer, Refusal

S = 1_000_000_000
VOICE = np.concatenate([silence(0.5), said("good morning everyone"), silence(1.5)])


def options(server: OpenAiServer, **more: object) -> dict[str, object]:
    return {**server.options(), "timeout_s": 5, **more}


def test_an_utterance_is_sent_when_it_is_over_and_its_words_have_times() -> None:
    with OpenAiServer() as server:
        engine = make(options(server))
        listener = engine.listen(language="en-GB")
        early = listener.hear(VOICE[:RATE], at_ns=0)
        assert [(each.text, each.is_final) for each in early] == [("", False)]
        assert server.calls == []
        found = listener.hear(VOICE[RATE:], at_ns=S)
        engine.close()
        assert [call.fields["language"] for call in server.calls] == ["en"]
    final = next(each for each in found if each.is_final)
    assert final.text == " ".join(word.text for word in final.words)
    assert 0 < final.start_ns < final.end_ns < len(VOICE) * S // RATE


def test_it_can_be_asked_while_somebody_speaks() -> None:
    with OpenAiServer() as server:
        engine = make(options(server, interim=True, language="de"))
        engine.listen(language=None).hear(VOICE[:RATE], at_ns=0)
        engine.close()
        assert [call.fields["language"] for call in server.calls] == ["de"]


def test_a_service_that_is_busy_says_so_and_one_that_is_not_set_up_fails_at_once() -> None:
    with OpenAiServer() as server:
        server.faults.append(Refusal(429))
        engine = make(options(server))
        with pytest.raises(EngineBusy):
            engine.listen(language="en").hear(VOICE, at_ns=0)
        engine.close()
    with pytest.raises(EngineFailed):
        make({"model": "whisper-1"})


def test_what_is_no_language_is_refused() -> None:
    with OpenAiServer() as server:
        engine = make(options(server))
        with pytest.raises(EngineFailed, match="language tag"):
            engine.listen(language="English, please")
        engine.close()


def test_a_passage_is_a_wav_file() -> None:
    with wave.open(io.BytesIO(wav_of(VOICE))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (1, 2, RATE, len(VOICE))
