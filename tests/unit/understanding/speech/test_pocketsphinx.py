"""The engine that is there without a network, with a voice of a synthesiser."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np
import pytest

from demo.voices import said, silence
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.speech.pocketsphinx import SphinxEngine, make
from lookhear.understanding.speech.sphinx_model import SphinxModel
from lookhear.understanding.speech.voice import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lookhear.understanding.plugin import Listener
    from lookhear.understanding.ports import Utterance

ALIKE = 0.6
S = 1_000_000_000
TEXT = "please open the report and look at the second page"


@pytest.fixture(scope="module")
def engine() -> SphinxEngine:
    return make({})


@pytest.fixture(scope="module")
def sound() -> NDArray[np.int16]:
    return np.concatenate([silence(0.5), said(TEXT, voice="rms"), silence(1.5)])


def heard(listener: Listener, sound: NDArray[np.int16], *, at_ns: int = 0) -> list[Utterance]:
    found: list[Utterance] = []
    for start in range(0, len(sound), RATE // 2):
        found += listener.hear(sound[start : start + RATE // 2], at_ns=at_ns + start * S // RATE)
    return found


def finals(utterances: Sequence[Utterance]) -> list[str]:
    return [each.text for each in utterances if each.is_final]


def alike(texts: Sequence[str]) -> float:
    """How much of what was said was understood; such an engine mishears a word now and then."""
    assert len(texts) == 1
    return SequenceMatcher(None, texts[0].split(), TEXT.split()).ratio()


def test_words_are_told_while_they_are_said_and_final_behind_a_pause(engine: SphinxEngine, sound: NDArray[np.int16]) -> None:
    listener = engine.listen(language="en-US")
    found = heard(listener, sound, at_ns=60 * S)
    assert alike(finals(found)) > ALIKE
    assert listener.finish() == []
    early = [each.text for each in found if not each.is_final]
    assert any(text.startswith("please") and len(text) < len(TEXT) - 10 for text in early)
    final = next(each for each in found if each.is_final)
    assert [word.text for word in final.words] == final.text.split()
    assert 60.4 * S < final.start_ns < 60.9 * S
    assert final.start_ns == final.words[0].start_ns < final.words[-1].end_ns <= final.end_ns < 63.9 * S
    assert 0 < (final.confidence or 0) <= 1


def test_streams_are_heard_side_by_side(engine: SphinxEngine, sound: NDArray[np.int16]) -> None:
    first, second = engine.listen(language=None), engine.listen(language="en")
    found: dict[int, list[Utterance]] = {0: [], 1: []}
    for start in range(0, len(sound), RATE // 2):
        for number, listener in enumerate((first, second)):
            found[number] += listener.hear(sound[start : start + RATE // 2], at_ns=start * S // RATE)
    assert min(alike(finals(each)) for each in found.values()) > ALIKE


def test_what_is_left_becomes_final_at_the_end(engine: SphinxEngine) -> None:
    listener = engine.listen(language="en")
    assert finals(heard(listener, said(TEXT, voice="rms"))) == []
    assert alike(finals(listener.finish())) > ALIKE


@pytest.mark.parametrize("kind", ["silence", "noise", "tone"])
def test_where_nobody_speaks_there_is_no_word(engine: SphinxEngine, kind: str) -> None:
    times = np.arange(6 * RATE) / RATE
    quiet = {
        "silence": np.zeros(len(times)),
        "noise": np.random.default_rng(1).normal(0, 0.1, len(times)),
        "tone": 0.3 * np.sin(880 * np.pi * times) * (times % 1 < 0.5),
    }[kind]
    listener = engine.listen(language="en")
    assert [*heard(listener, (32_000 * quiet).astype(np.int16)), *listener.finish()] == []


def test_another_language_is_refused_with_a_sentence(engine: SphinxEngine) -> None:
    with pytest.raises(EngineFailed, match="does not understand the language 'de'"):
        engine.listen(language="de")


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="cannot read its model"):
        SphinxEngine(SphinxModel(acoustic=str(tmp_path)))


def test_who_is_dropped_in_the_middle_leaves_room_for_others() -> None:
    engine = SphinxEngine(most_at_once=1)
    voice = said("hello")
    first, second = engine.listen(language="en"), engine.listen(language="en")
    first.hear(voice, at_ns=0)
    with pytest.raises(EngineBusy, match="at the same time"):
        second.hear(voice, at_ns=0)
    del first
    assert engine.listen(language="en").hear(voice, at_ns=0)
