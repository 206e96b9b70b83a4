"""What somebody watches for, as words: which must be there, which literally, which must not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lookhear.understanding.language.words import STOP, is_negator, stem, words_of

WEAK: Final = 0.2
_QUOTED: Final = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")
_WORDS: Final = r"[^,.;!?]*"
_EXCEPT: Final = re.compile(rf"\b(?:but not|but no|except(?: for)?|excluding|other than|unless|apart from)\b({_WORDS})", re.IGNORECASE)
_ORDER: Final = re.compile(
    r"\A\s*(?:please\s+)?(?:(?:alert|notify|tell|warn|inform|ping)(?:\s+(?:me|us))?|detect|watch|look|check|find|flag|trigger|report)\b"
    r"\s*(?:when(?:ever)?|if|that|for|about|on|out for)?\s*",
    re.IGNORECASE,
)
_WEAK_WORDS: Final = """
alert anybody anyone appear appears appearing being call called check contain contains currently describe detail details detect
discuss discussed discussing discussion displayed display event flag happen happens hear heard inform mention mentioned mentioning
mentions moment name notify on open opens opened opening page participant people person persons present presence question record
recording report screen share shares shared show shown shows sound sounds speak speaker speaking speaks such talk talked talking
talks tell term topic trigger type user users video visible visit visits voice watch word words
"""
_WEAK: Final = frozenset(stem(word) for word in _WEAK_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """``terms``: weights by stem. ``phrases``: stems that stand behind one another. ``topic`` is the prompt without the order in it."""

    terms: dict[str, float]
    phrases: tuple[tuple[str, ...], ...]
    unwanted: frozenset[str]
    is_negated: bool
    topic: str


def wanted_of(prompt: str) -> Wanted:
    """What a prompt asks to watch for."""
    topic = _ORDER.sub("", prompt).strip() or prompt
    phrases = tuple(tuple(stem(word) for word in words_of(found)) for found in _QUOTED.findall(topic))
    excluded = " ".join(_EXCEPT.findall(topic))
    wanted = _EXCEPT.sub(" ", topic)
    words = words_of(wanted)
    terms: dict[str, float] = {}
    for word in words:
        if word not in STOP and not is_negator(word):
            terms[stem(word)] = WEAK if stem(word) in _WEAK else 1.0
    for phrase in phrases:
        terms |= dict.fromkeys(phrase, 1.0)
    unwanted = frozenset(stem(word) for word in words_of(excluded) if word not in STOP) - terms.keys()
    return Wanted(
        terms=terms,
        phrases=tuple(phrase for phrase in phrases if phrase),
        unwanted=unwanted,
        is_negated=any(is_negator(word) for word in words),
        topic=wanted.strip() or topic,
    )
