"""Engines whose answers can be computed by hand: brightness of pictures, loudness and pitch of sound, words of text.

`deterministic()` gives all of them for ``compose(…, engines=…)``. Each can be told to be busy or to fail, and remembers what it was asked.
"""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.understanding.ports import Description, FixedEngines, Missing, Utterance, Verdict, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.ports import Embedder, Engines, Judge, Language, Picture, Speech, Vision

RATE: Final = 16_000
NS_PER_S: Final = 1_000_000_000
DIMENSIONS: Final = 64
_STEP: Final = RATE // 20  # samples that are looked at together: a twentieth of a second
_LOUD: Final = 500.0  # root mean square of a step that is heard
_PAUSE_NS: Final = 300_000_000  # this much silence ends an utterance
_LONGEST_NS: Final = 5 * NS_PER_S
_NEAR: Final = 0.08  # a pitch within this part of one that has a phrase


@dataclass
class Trouble:
    """Errors that the next calls raise, one each, before anything is done."""

    waiting: deque[Exception] = field(default_factory=deque)

    def add(self, *errors: Exception) -> None:
        """Raise these in the next calls."""
        self.waiting.extend(errors)

    def strike(self) -> None:
        """Raise the next one, if there is one."""
        if self.waiting:
            raise self.waiting.popleft()


@dataclass(frozen=True)
class Asked:
    """What a vision engine was asked."""

    times_ns: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]
    prompt: str
    model: str | None
    context: tuple[Mapping[str, object], ...]


class BrightnessVision:
    """Describes pictures as ``brightness 127``: the mean of all their values, whole."""

    name = "brightness"

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.asked: list[Asked] = []
        self.said: list[Description] = []  # instead, the first one first

    async def describe(
        self,
        pictures: Sequence[Picture],
        *,
        prompt: str,
        model: str | None = None,
        context: Sequence[Mapping[str, object]] = (),
        stream: str = "",
    ) -> Description:
        del stream
        times, shapes = tuple(each.at_ns for each in pictures), tuple(each.rgb.shape for each in pictures)
        self.asked.append(Asked(times, shapes, prompt, model, tuple(context)))
        self.trouble.strike()
        await asyncio.sleep(0)
        if self.said:
            return self.said.pop(0)
        mean = float(np.mean([each.rgb.mean() for each in pictures]))
        return Description(text=f"brightness {round(mean)}", metadata={"pictures": len(pictures), "events": len(context)})


class LoudnessSpeech:
    """Hears sound above a threshold as an utterance: ``loudness 6`` in thousands, or the phrase of its pitch.

    ``phrases`` are texts by pitch in hertz: a tone of 440 Hz says what stands under 440. A third of a second of silence, or five
    seconds of sound, make it final. What is heard so far is told with every call, not final.
    """

    name = "loudness"
    sample_rate = RATE

    def __init__(self, phrases: Mapping[int, str] | None = None) -> None:
        self.phrases = dict(phrases or {})
        self.trouble = Trouble()
        self.languages: list[str | None] = []

    async def open(self, *, language: str | None) -> LoudnessSession:
        self.languages.append(language)
        self.trouble.strike()
        return LoudnessSession(self)


@dataclass
class _Step:
    at_ns: int
    sound: NDArray[np.int16]

    @property
    def end_ns(self) -> int:
        return self.at_ns + len(self.sound) * NS_PER_S // RATE


class LoudnessSession:
    """One stream of sound."""

    def __init__(self, speech: LoudnessSpeech) -> None:
        self._speech = speech
        self._heard: list[_Step] = []  # loud steps of the utterance that goes on
        self._rest = np.zeros(0, np.int16)
        self._rest_ns = 0

    async def feed(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        assert pcm.dtype == np.int16
        assert pcm.ndim == 1
        self._speech.trouble.strike()
        await asyncio.sleep(0)
        if len(self._rest) and abs(self._rest_ns + len(self._rest) * NS_PER_S // RATE - at_ns) > 1_000_000:
            self._rest = self._rest[:0]  # a gap
        if not len(self._rest):
            self._rest_ns = at_ns
        sound = np.concatenate([self._rest, pcm])
        whole = len(sound) // _STEP * _STEP
        found: list[Utterance] = []
        for start in range(0, whole, _STEP):
            found += self._hear(_Step(self._rest_ns + start * NS_PER_S // RATE, sound[start : start + _STEP]))
        self._rest, self._rest_ns = sound[whole:], self._rest_ns + whole * NS_PER_S // RATE
        return [*found, *([self._utterance(is_final=False)] if self._heard else [])]

    async def finish(self) -> Sequence[Utterance]:
        self._speech.trouble.strike()
        return self._close()

    def _hear(self, step: _Step) -> list[Utterance]:
        is_loud = loudness_of(step.sound) >= _LOUD
        closed: list[Utterance] = []
        if self._heard:
            silence_ns = step.at_ns - self._heard[-1].end_ns + (0 if is_loud else len(step.sound) * NS_PER_S // RATE)
            if silence_ns >= _PAUSE_NS or step.end_ns - self._heard[0].at_ns > _LONGEST_NS:
                closed = self._close()
        if is_loud:
            self._heard.append(step)
        return closed

    def _close(self) -> list[Utterance]:
        found = [self._utterance(is_final=True)] if self._heard else []
        self._heard = []
        return found

    def _utterance(self, *, is_final: bool) -> Utterance:
        sound = np.concatenate([step.sound for step in self._heard])
        start_ns, end_ns = self._heard[0].at_ns, self._heard[-1].end_ns
        text = self._text(sound)
        words = text.split()
        borders = [start_ns + (end_ns - start_ns) * number // len(words) for number in range(len(words) + 1)]
        timed = tuple(Word(start_ns=borders[i], end_ns=borders[i + 1], text=word) for i, word in enumerate(words))
        return Utterance(start_ns=start_ns, end_ns=end_ns, text=text, is_final=is_final, words=timed if is_final else (), confidence=0.9)

    def _text(self, sound: NDArray[np.int16]) -> str:
        pitch = pitch_of(sound)
        near = [hertz for hertz in self._speech.phrases if abs(hertz - pitch) <= hertz * _NEAR]
        if near:
            return self._speech.phrases[min(near, key=lambda hertz: abs(hertz - pitch))]
        return f"loudness {round(loudness_of(sound) / 1000)}"


def loudness_of(sound: NDArray[np.int16]) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2))) if len(sound) else 0.0


def pitch_of(sound: NDArray[np.int16]) -> float:
    """The strongest frequency, in hertz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * RATE / len(sound))


class EchoLanguage:
    """Digests passages as ``2 passages: one | two``, and answers with the prompt, or the emptiest JSON that fits a schema."""

    name = "echo"

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.prompts: list[tuple[str, str | None]] = []

    async def digest(self, passages: Sequence[str], *, prompt: str, model: str | None = None) -> str:
        self.prompts.append((prompt, model))
        self.trouble.strike()
        await asyncio.sleep(0)
        return f"{len(passages)} passages: {' | '.join(passages)}"

    async def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:
        self.prompts.append((prompt, model))
        self.trouble.strike()
        await asyncio.sleep(0)
        return f"answer to: {prompt}" if schema is None else json.dumps(_emptiest(schema))


def _emptiest(schema: Mapping[str, object]) -> object:
    properties = schema.get("properties")
    if isinstance(properties, dict):
        return {name: _emptiest(value) for name, value in properties.items()}
    return {"array": [], "number": 0, "integer": 0, "boolean": False, "object": {}}.get(str(schema.get("type")), "")


class WordJudge:
    """Finds what shares a word of four letters or more with the prompt; numbers count too."""

    name = "words"

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.asked: list[tuple[str, str]] = []

    async def judge(self, text: str, *, prompt: str) -> Verdict:
        self.asked.append((text, prompt))
        self.trouble.strike()
        await asyncio.sleep(0)
        shared = sorted(_long_words(text) & _long_words(prompt))
        confidence = 0.9 if shared else 0.1
        return Verdict(is_triggered=bool(shared), confidence=confidence, explanation=f"Both say {', '.join(shared) or 'nothing'}.")


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3 or word.isdigit()}


class WordEmbedder:
    """A bag of words: texts that share words are near, and ``meanings`` make a word count as another one."""

    model_id = "words-64"

    def __init__(self, meanings: Mapping[str, str] | None = None) -> None:
        self.meanings = dict(meanings or {})
        self.trouble = Trouble()
        self.encoded: list[str] = []

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        self.trouble.strike()
        await asyncio.sleep(0)
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(self.meanings.get(word, word).encode()) % DIMENSIONS] += 1
            if not vectors[row].any():
                vectors[row, 0] = 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@dataclass
class ChangingEngines:
    """Engines that a test puts in and takes out while a backend runs."""

    speech: Speech | None = None
    vision: Vision | None = None
    language: Language | None = None
    judge: Judge | None = None
    embedder: Embedder | None = None

    def missing(self, kind: EngineKind) -> Missing | None:
        """See the port."""
        return None if getattr(self, kind.value) is not None else Missing(sentence=f"There is no engine for {kind} in this test.")


@dataclass(frozen=True)
class Deterministic:
    """All of them, by their own classes, so that a test can trouble and ask them."""

    speech: LoudnessSpeech = field(default_factory=LoudnessSpeech)
    vision: BrightnessVision = field(default_factory=BrightnessVision)
    language: EchoLanguage = field(default_factory=EchoLanguage)
    judge: WordJudge = field(default_factory=WordJudge)
    embedder: WordEmbedder = field(default_factory=WordEmbedder)

    def engines(self) -> Engines:
        """For ``compose``."""
        return FixedEngines(speech=self.speech, vision=self.vision, language=self.language, judge=self.judge, embedder=self.embedder)


def deterministic(phrases: Mapping[int, str] | None = None) -> Engines:
    """Every engine there is a port for; ``phrases`` as `LoudnessSpeech`."""
    return Deterministic(speech=LoudnessSpeech(phrases)).engines()
