"""A stream for any engine: its utterances are cut at their pauses, each is heard by the engine, and what it says gets its place in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from lookhear.media.samples import NS_PER_S
from lookhear.understanding.ports import Utterance, Word
from lookhear.understanding.speech.cutting import Began, Cutter, Ended, Heard
from lookhear.understanding.speech.voice import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from lookhear.understanding.speech.voice import Voice


@dataclass(frozen=True, slots=True)
class PassageWord:
    """A word and its times, in seconds from the beginning of the utterance."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said in an utterance; without words where they have no times."""

    text: str = ""
    words: tuple[PassageWord, ...] = ()
    confidence: float | None = None  # 0 to 1


class Hearing(Protocol):
    """An engine at one utterance: mono samples at 16 kHz."""

    def accept(self, samples: NDArray[np.int16]) -> None:
        """More sound."""
        ...

    def early(self) -> Passage:
        """What was understood so far; it may change. Nothing where the engine cannot tell or has no time."""
        ...

    def close(self, length: int) -> Passage:
        """It is over, and so many samples long; what was heard behind them belongs to the next one."""
        ...


class UtteranceListener:
    """One stream. ``begin`` gives what hears an utterance, one at a time."""

    def __init__(self, begin: Callable[[], Hearing], voice: Voice) -> None:
        self._begin = begin
        self._cutter = Cutter(voice)
        self._hearing: Hearing | None = None
        self._began_ns = 0
        self._pending: list[NDArray[np.int16]] = []

    def hear(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """More sound: gives what became final, and behind it what is being said."""
        found = [final for event in self._cutter.hear(pcm, at_ns=at_ns) for final in self._follow(event)]
        if self._hearing is not None:
            self._hand_over(self._hearing)
            end_ns = max(self._began_ns, at_ns + len(pcm) * NS_PER_S // RATE)
            found.append(_utterance(self._hearing.early(), self._began_ns, end_ns, is_final=False))
        return found

    def finish(self) -> Sequence[Utterance]:
        """Hear no more: what is left becomes final."""
        return [final for event in self._cutter.finish() for final in self._follow(event)]

    def _follow(self, event: Began | Heard | Ended) -> Iterator[Utterance]:
        match event:
            case Began():
                self._hearing, self._began_ns = self._begin(), event.at_ns
                self._pending.clear()
            case Heard():
                self._pending.append(event.samples)
            case Ended() if self._hearing is not None:
                hearing, self._hearing = self._hearing, None
                self._hand_over(hearing)
                said = hearing.close((event.at_ns - self._began_ns) * RATE // NS_PER_S)
                if event.is_speech and said.text.strip():
                    yield _utterance(said, self._began_ns, event.at_ns, is_final=True)
            case _:
                pass

    def _hand_over(self, hearing: Hearing) -> None:
        """Many frames at a time: engines like that better."""
        if self._pending:
            samples = np.concatenate(self._pending)
            self._pending.clear()
            if len(samples):
                hearing.accept(samples)


def _utterance(passage: Passage, began_ns: int, end_ns: int, *, is_final: bool) -> Utterance:
    """In session time; what an engine says of times outside the utterance, or in another order, is brought into it."""
    words, last_ns = [], began_ns
    for word in passage.words:
        start_ns = min(max(last_ns, began_ns + round(word.start_s * NS_PER_S)), end_ns)
        last_ns = min(max(start_ns, began_ns + round(word.end_s * NS_PER_S)), end_ns)
        words.append(Word(start_ns=start_ns, end_ns=last_ns, text=word.text))
    return Utterance(
        start_ns=words[0].start_ns if words and is_final else began_ns,
        end_ns=end_ns,
        text=passage.text.strip(),
        is_final=is_final,
        words=tuple(words),
        confidence=passage.confidence,
    )
