"""A stream for any engine: what it says gets its place in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lookhear.understanding.speech.listening import Passage, PassageWord, UtteranceListener
from lookhear.understanding.speech.voice import FRAME, RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

S = 1_000_000_000


class Loudness:
    """Everything loud is a voice."""

    def likelihood(self, frame: NDArray[np.int16]) -> float:
        return float(np.abs(frame.astype(np.int32)).max() > 100)

    def forget(self) -> None:
        pass


class Odd:
    """Says two words, at times of its own."""

    def __init__(self, *words: PassageWord) -> None:
        self.words = words
        self.samples = 0
        self.closed: list[int] = []

    def accept(self, samples: NDArray[np.int16]) -> None:
        self.samples += len(samples)

    def early(self) -> Passage:
        return Passage(f" {self.samples} samples ")

    def close(self, length: int) -> Passage:
        self.closed.append(length)
        return Passage(" ".join(word.text for word in self.words), self.words, 0.5)


VOICE = np.concatenate([np.zeros(20 * FRAME, np.int16), np.full(60 * FRAME, 900, np.int16), np.zeros(40 * FRAME, np.int16)])


def test_words_lie_in_their_utterance_in_order_whatever_the_engine_says() -> None:
    hearing = Odd(PassageWord("one", -5.0, 0.5), PassageWord("two", 0.4, 99.0), PassageWord("three", 0.1, 0.2))
    (final,) = [each for each in UtteranceListener(lambda: hearing, Loudness()).hear(VOICE, at_ns=10 * S) if each.is_final]
    began_ns = 10 * S + 13 * FRAME * S // RATE
    assert final.start_ns == began_ns
    assert final.end_ns == 10 * S + 82 * FRAME * S // RATE
    times = [time_ns for word in final.words for time_ns in (word.start_ns, word.end_ns)]
    assert times == sorted(times)
    assert times[-1] == final.end_ns
    assert hearing.closed == [69 * FRAME]
    assert final.confidence == 0.5


def test_what_is_being_said_is_the_last_and_reaches_to_what_was_heard() -> None:
    (early,) = UtteranceListener(Odd, Loudness()).hear(VOICE[: 60 * FRAME], at_ns=0)
    assert (early.text, early.is_final) == (f"{47 * FRAME} samples", False)
    assert early.end_ns == 60 * FRAME * S // RATE


def test_an_engine_that_says_nothing_of_a_voice_leaves_nothing() -> None:
    listener = UtteranceListener(Odd, Loudness())
    assert [*listener.hear(VOICE, at_ns=0), *listener.finish()] == []
