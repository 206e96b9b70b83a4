"""Texts as words: sentences, words without endings, and which words say nothing. Made for English; others lose only their endings."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE: Final = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+|\n+")  # noqa: RUF001 - marks of other scripts
_ABBREVIATION: Final = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|no|fig|approx|inc|ltd)|\b[a-z])\.$", re.IGNORECASE)
_IDEOGRAPHS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONG: Final = 28  # words; a sentence without any mark is cut behind so many
_LEAST: Final = 8  # words before such a cut
_JOINTS: Final = frozenset({"and", "but", "so", "then", "because", "anyway", "okay", "ok", "now", "also"})
_SHORTEST_STEM: Final = 3

_STOP_WORDS: Final = """
a about above after again all also am an and any anybody anyone anything are around as at be because been before being below between both
but by can could did do does doing done during each either else ever every few for from further get gets getting go goes going gonna
got had has have having he her here hers herself him himself his how however i if in into is it its itself just kind know let like look
looks lot made make makes making many may maybe me might mine more most much must my myself now of oh ok okay on once one only onto or
other our ours ourselves out over own per please put quite rather really right said same say saying says see seen shall she should so some
somebody someone something sort still such take than thank thanks that the their theirs them themselves then there these they thing things
this those though through to too um uh under until up upon us very want wants was way we well went were what whatever when where whether
which while who whoever whole whom whose why will with within would yeah yes yet you your yours yourself yourselves i'm i've i'll i'd it's
that's there's let's you're you've we're we've we'll they're they've he's she's what's who's
"""
STOP: Final = frozenset(_STOP_WORDS.split())
"""Words that say nothing about a topic."""

_NEGATORS: Final = "no not never none nobody nothing neither nor without cannot"
NEGATORS: Final = frozenset(_NEGATORS.split())


def words_of(text: str) -> list[str]:
    """The words, in small letters, without accents and typographic apostrophes. A script without spaces gives pairs of signs."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.replace("’", "'").casefold()) if not unicodedata.combining(sign))
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", plain)):
        if _IDEOGRAPHS.search(word) and len(word) > 2:  # noqa: PLR2004 - a pair is one
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def is_negator(word: str) -> bool:
    """Whether a word turns the next ones into their contrary."""
    return word in NEGATORS or word.endswith("n't")


def stem(word: str) -> str:
    """A word without its ending, so that ``deployed``, ``deploying`` and ``deploys`` are one."""
    word = word.removesuffix("'s")
    for ending, instead in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM:
            word = rest + instead
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]  # planned, stopped
    for ending in ("e", "y", "i"):
        if len(word) > _SHORTEST_STEM and word.endswith(ending):
            return word[:-1]
    return word


def content_stems(text: str) -> list[str]:
    """The stems of the words that say something."""
    return [stem(word) for word in words_of(text) if word not in STOP and (len(word) > 1 or word.isdigit())]


def sentences_of(text: str) -> list[str]:
    """The sentences. What was said without a mark is cut at words such as ``and`` when it gets long."""
    found: list[str] = []
    for piece in _SENTENCE.split(text):
        part = piece.strip()
        if not part:
            continue
        if found and _ABBREVIATION.search(found[-1]) and "\n" not in piece:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return [cut for sentence in found for cut in _cut(sentence)]


def _cut(sentence: str) -> list[str]:
    words = sentence.split()
    if len(words) <= _LONG:
        return [sentence]
    parts: list[str] = []
    start = 0
    for at, word in enumerate(words):
        length = at - start
        if (length >= _LEAST and word.lower().strip(",") in _JOINTS and len(words) - at >= _LEAST) or length >= 2 * _LONG:
            parts.append(" ".join(words[start:at]))
            start = at
    return [*parts, " ".join(words[start:])]


_ENDINGS: Final = (
    ("izations", "ize"),
    ("ization", "ize"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ments", ""),
    ("ment", ""),
    ("nesses", ""),
    ("ness", ""),
    ("ities", ""),
    ("ity", ""),
    ("ingly", ""),
    ("edly", ""),
    ("ally", "al"),
    ("ings", ""),
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ing", ""),
    ("ied", "y"),
    ("ers", ""),
    ("ed", ""),
    ("er", ""),
    ("ly", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("'", ""),
    ("s", ""),
)
