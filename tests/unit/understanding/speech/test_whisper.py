"""faster-whisper, by what its package answers: it is installed only by who wants it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from demo.voices import said, silence
from lookhear.errors import EngineFailed
from lookhear.understanding.speech.whisper import WhisperEngine, make

if TYPE_CHECKING:
    from pathlib import Path

S = 1_000_000_000
VOICE = np.concatenate([silence(0.5), said("good morning everyone"), silence(1.5)])


class Model:
    """Answers as the package does, and notes what it was asked."""

    supported_languages = ("en", "de")

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def transcribe(self, sound: np.ndarray[Any, Any], **options: Any) -> tuple[list[SimpleNamespace], None]:  # noqa: ANN401 - as the package
        assert sound.dtype == np.float32
        assert np.abs(sound).max() <= 1
        self.asked.append(options)
        words = [SimpleNamespace(word=" Good", start=0.3, end=0.5), SimpleNamespace(word=" morning.", start=0.5, end=0.9)]
        there = options.get("word_timestamps", False)
        segment = SimpleNamespace(text=" Good morning.", words=words if there else None, no_speech_prob=0.1, avg_logprob=-0.1)
        made_up = SimpleNamespace(text=" Thanks for watching!", words=None, no_speech_prob=0.95, avg_logprob=-0.2)
        return [segment, made_up], None


def test_an_utterance_is_transcribed_once_more_when_it_is_over() -> None:
    model = Model()
    found = WhisperEngine(model, options={}).listen(language="de-DE").hear(VOICE[: len(VOICE) // 2], at_ns=10 * S)
    assert [(each.text, each.is_final, each.words) for each in found] == [("Good morning.", False, ())]
    final, *rest = WhisperEngine(model, options={}).listen(language="de-DE").hear(VOICE, at_ns=10 * S)
    assert (final.text, final.is_final, rest) == ("Good morning.", True, [])
    assert [word.text for word in final.words] == ["Good", "morning."]
    assert 10 * S < final.words[0].start_ns < final.words[1].end_ns <= final.end_ns
    assert final.confidence == pytest.approx(0.905, abs=0.001)
    assert {options["language"] for options in model.asked} == {"de"}


def test_words_that_are_not_final_can_be_saved() -> None:
    model = Model()
    listener = WhisperEngine(model, options={"interim": False}, language="en").listen(language=None)
    assert [each.text for each in listener.hear(VOICE[: len(VOICE) // 2], at_ns=0)] == [""]
    assert model.asked == []


def test_a_language_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(EngineFailed, match="'fi'"):
        WhisperEngine(Model(), options={}).listen(language="fi")


def test_a_model_that_is_not_here_is_not_looked_for_on_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "")
    with pytest.raises(EngineFailed, match="is not on this computer"):
        make({"model": "base.en", "model_folder": str(tmp_path / "nowhere")})
