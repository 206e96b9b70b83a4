"""What in a text speaks for a prompt, as a few numbers, and where. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.understanding.judging.prompts import WEAK
from lookhear.understanding.judging.related import RELATED
from lookhear.understanding.language.words import is_negator, sentences_of, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.understanding.judging.prompts import Wanted

_RELATED: Final = 0.7  # what another word for it counts
_REACH: Final = 4  # words behind a negation that it may mean
_WINDOW_WORDS: Final = 40
_MOST_WINDOWS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """``coverage``: which part of what is wanted stands in one place, 0 to 1. ``found``: words of the text that did it."""

    coverage: float
    strong: float  # the same without the words that every prompt has
    phrase: float  # 1 a quoted phrase stands there, -1 it does not, 0 there is none
    unwanted: float
    is_turned: float  # said of the contrary
    window: str
    found: tuple[str, ...]

    def numbers(self) -> tuple[float, ...]:
        """What the calibration weighs."""
        return (self.coverage, self.strong, max(self.phrase, 0.0), self.is_turned)


def windows_of(text: str) -> list[str]:
    """The text in places of some forty words: what belongs together stands in one."""
    found: list[str] = []
    words = 0
    for sentence in sentences_of(text)[:_MOST_WINDOWS]:
        length = len(sentence.split())
        if found and words + length <= _WINDOW_WORDS:
            found[-1] = f"{found[-1]} {sentence}"
            words += length
        else:
            found.append(sentence)
            words = length
    return found


def evidence_of(text: str, wanted: Wanted) -> Evidence:
    """The best place for a prompt in a text."""
    every = [_in(window, wanted) for window in windows_of(text) or [""]]
    return max(every, key=lambda one: (one.phrase, one.coverage - one.unwanted - one.is_turned / 2))


def _in(window: str, wanted: Wanted) -> Evidence:
    words = words_of(window)
    stems = [stem(word) for word in words]
    places: dict[str, int] = {}
    for at, one in enumerate(stems):
        places.setdefault(one, at)
    hits = {term: hit for term in wanted.terms if (hit := _hit(term, places)) is not None}
    strong = {term for term, weight in wanted.terms.items() if weight > WEAK}
    telling = {term: hit for term, hit in hits.items() if term in strong} or hits
    phrases = [_has(stems, phrase) for phrase in wanted.phrases]
    is_negated = any(term in strong and _is_turned(words, at) for term, (at, _) in hits.items())
    return Evidence(
        coverage=_share(hits, wanted.terms),
        strong=_share(hits, dict.fromkeys(strong, 1.0)),
        phrase=0.0 if not phrases else 1.0 if all(phrases) else -1.0,
        unwanted=float(any(word in places for word in wanted.unwanted)),
        is_turned=float(bool(hits) and is_negated is not wanted.is_negated and (is_negated or wanted.is_negated)),
        window=window,
        found=tuple(dict.fromkeys(words[at] for at, _ in sorted(telling.values()))),
    )


def _hit(term: str, places: Mapping[str, int]) -> tuple[int, float] | None:
    """Where a term stands, and what that counts."""
    if term in places:
        return places[term], 1.0
    near = [places[other] for other in RELATED.get(term, ()) if other in places]
    return (min(near), _RELATED) if near else None


def _share(hits: Mapping[str, tuple[int, float]], weights: Mapping[str, float]) -> float:
    whole = sum(weights.values())
    return sum(weight * hits[term][1] for term, weight in weights.items() if term in hits) / whole if whole else 0.0


def _is_turned(words: Sequence[str], at: int) -> bool:
    return any(is_negator(word) for word in words[max(0, at - _REACH) : at])


def _has(stems: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(stems[at : at + len(phrase)]) == phrase for at in range(len(stems) - len(phrase) + 1))
