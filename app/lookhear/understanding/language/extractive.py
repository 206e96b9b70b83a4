"""A summary that needs nothing: the sentences that matter most, in their order, guided by the words of the prompt. Pure.

A sentence matters that is near to many others, that has the prompt's words, that sounds like what the prompt asks for (a decision,
a task, a question, a problem), that names somebody or a number. Of two that say the same only one is taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed
from lookhear.understanding.language.cues import ABOUT, ABOUT_SUMMARIES, CUES, FILLERS, HESITATION, LIST, SPECIFIC
from lookhear.understanding.language.words import STOP, content_stems, sentences_of, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

_MOST_SENTENCES: Final = 400  # that are compared; of more, parts are summed up by themselves
_MOST_WORDS: Final = 60
_SHARE: Final = 0.35  # of the sentences
_FEW: Final = 2  # sentences are told as they are
_SAME: Final = 0.6  # this alike, two sentences say the same
_LEAST_WORDS: Final = 4
_CENTRALITY, _PROMPT, _CUE, _NAMES, _PLACE = 1.0, 1.6, 1.8, 0.35, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a prompt asks for: words of a topic, what sentences sound like, whether nothing else, and whether as a list."""

    topic: frozenset[str]
    cues: tuple[re.Pattern[str], ...]
    is_narrow: bool
    is_list: bool

    def fits(self, sentence: str, stems: Container[str]) -> bool:
        """Whether a sentence is what is asked for."""
        return any(cue.search(sentence) for cue in self.cues) or any(word in stems for word in self.topic)


class Extractive:
    """The engine. It keeps nothing between calls."""

    def digest(self, passages: Sequence[str], *, prompt: str, model: str | None = None) -> str:  # noqa: ARG002 - it has none
        """The sentences that matter, at most some sixty words."""
        sentences = [cleaned for passage in passages for sentence in sentences_of(passage) if (cleaned := _cleaned(sentence))]
        wish = _wish_of(prompt)
        while len(sentences) > _MOST_SENTENCES:
            parts = [sentences[at : at + _MOST_SENTENCES] for at in range(0, len(sentences), _MOST_SENTENCES)]
            sentences = [sentence for part in parts for sentence in _picked(part, wish)]
        return _told(_picked(sentences, wish), wish)

    def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:  # noqa: ARG002
        """The excerpts that fit a question best, in their own words. Raises EngineFailed for everything else."""
        if schema is not None:
            raise EngineFailed("Answers in JSON need a language model, and none is set up.", hint=_CHOOSE)
        question, excerpts = _material(prompt)
        if not question or not excerpts:
            raise EngineFailed("Writing needs a language model, and none is set up.", hint=_CHOOSE)
        asked = set(content_stems(question)) - ABOUT_SUMMARIES
        rated = [(len(asked & set(content_stems(sentence))), -at, number, sentence) for at, (number, sentence) in enumerate(excerpts)]
        best = sorted((rate for rate in rated if rate[0]), reverse=True)[:3]
        if not best:
            return "The excerpts do not hold the words of the question."
        return " ".join(f"[{number}] {_cleaned(sentence)}" for _, _, number, sentence in sorted(best, key=lambda rate: -rate[1]))


_CHOOSE: Final = "Choose chat-endpoint as the language engine, in the settings or in engines.toml."


def make(options: Mapping[str, object]) -> Extractive:  # noqa: ARG001 - it takes none
    """The engine, as its card names it."""
    return Extractive()


def _wish_of(prompt: str) -> _Wish:
    found = content_stems(prompt)
    every = set(found) | {stem(word) for word in words_of(prompt)}
    cues = tuple(pattern for asked, pattern in CUES if asked & every)
    of_cues = {word for asked, _ in CUES if asked & every for word in asked}
    return _Wish(
        topic=frozenset(set(found) - ABOUT_SUMMARIES - of_cues),
        cues=cues,
        is_narrow=bool(cues or ABOUT.search(prompt)),
        is_list=bool(LIST.search(prompt)),
    )


def _picked(sentences: Sequence[str], wish: _Wish) -> list[str]:
    """The best sentences that fit into a summary, in their order."""
    if len(sentences) <= _FEW and len(" ".join(sentences).split()) <= _MOST_WORDS:
        return list(sentences)
    bags = [Counter(content_stems(sentence)) for sentence in sentences]
    vectors = _weighted(bags)
    scores = _scores(sentences, bags, vectors, wish=wish)
    wanted = max(_FEW, math.ceil(len(sentences) * _SHARE))
    fitting = [at for at, sentence in enumerate(sentences) if wish.is_narrow and wish.fits(sentence, bags[at])]
    chosen: list[int] = []
    words = 0
    for at in sorted(fitting or range(len(sentences)), key=lambda at: (-scores[at], at)):
        length = len(sentences[at].split())
        if chosen and (words + length > _MOST_WORDS or len(chosen) >= wanted):
            continue
        if any(_alike(vectors[at], vectors[other]) > _SAME for other in chosen):
            continue
        chosen.append(at)
        words += length
    return [sentences[at] for at in sorted(chosen)]


def _weighted(bags: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Each sentence as a vector of length one; words that are in many sentences count less."""
    spread = Counter(word for bag in bags for word in bag)
    vectors = []
    for bag in bags:
        vector = {word: count * (1.0 + math.log(len(bags) / spread[word])) for word, count in bag.items()}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / length for word, value in vector.items()})
    return vectors


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def _scores(sentences: Sequence[str], bags: Sequence[Counter[str]], vectors: Sequence[Mapping[str, float]], *, wish: _Wish) -> list[float]:
    middle: Counter[str] = Counter()
    for vector in vectors:
        middle.update(vector)
    near = [_alike(vector, middle) - 1.0 for vector in vectors]  # how alike all others are, in sum
    most = max(*near, 1e-9)
    scores = []
    for at, sentence in enumerate(sentences):
        score = _CENTRALITY * near[at] / most + _PLACE / (1 + at)
        if wish.topic:
            score += _PROMPT * min(1.0, len(wish.topic & bags[at].keys()) / min(2, len(wish.topic)))
        score += _CUE * any(cue.search(sentence) for cue in wish.cues)
        score += _NAMES * sum(bool(pattern.search(sentence)) for pattern in SPECIFIC)
        said = [word for word in words_of(sentence) if word not in STOP]
        scores.append(score if len(sentence.split()) >= _LEAST_WORDS and len(said) > 1 else score / 4)
    return scores


def _cleaned(sentence: str) -> str:
    """A sentence without hesitation at its beginning, with a capital and a mark at its end."""
    text = HESITATION.sub("", FILLERS.sub("", sentence.strip())).strip(" ,;-")
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in '.!?…:。！？"”)' else ".")  # noqa: RUF001


def _told(sentences: Sequence[str], wish: _Wish) -> str:
    if wish.is_list and len(sentences) > 1:
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return " ".join(sentences)


def _material(prompt: str) -> tuple[str, list[tuple[str, str]]]:
    """The question of a prompt, and its numbered excerpts by sentence, each with its number."""
    question = ""
    excerpts: list[tuple[str, str]] = []
    for line in prompt.splitlines():
        if line.startswith("Question:") and not excerpts:
            question = line.removeprefix("Question:").strip()
        found = re.match(r"\[(\d{1,4})\] (?:\S+ \S+: )?(.*)", line)
        if found is not None:
            excerpts += [(found[1], sentence) for sentence in sentences_of(found[2])]
    return question, excerpts
