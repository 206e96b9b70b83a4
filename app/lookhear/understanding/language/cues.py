"""What sentences sound like that hold a decision, a task, a question, a problem, a date, a number or a name; and words that are none."""

from __future__ import annotations

import re
from typing import Final

from lookhear.understanding.language.words import stem


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_FILLER_WORDS: Final = r"um+|uh+|er+|hmm+|oh|ah|well|so|okay|ok|yeah|yes|right|alright|anyway|you know|i mean|and|but|now|then"
FILLERS: Final = re.compile(rf"\A(?:(?:{_FILLER_WORDS})\b[\s,.…-]*)+", re.IGNORECASE)
"""What somebody says before they say something."""
HESITATION: Final = re.compile(r"[\s,]*\b(?:um+|uh+|erm+|hmm+)\b,?", re.IGNORECASE)
LIST: Final = _any_of("list", "bullets?", "bullet points?", "items", "extract", "points")
"""A prompt that wants one thing below the other."""

ABOUT: Final = re.compile(r"\?|\b(?:about|regarding|concerning|related to|mention\w*|only)\b", re.IGNORECASE)
"""A prompt that wants one topic and nothing else."""

_NUMBERS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|dozen|hundred|thousand|million|percent|dollars?|euros?|pounds?"
)
_NUMBER: Final = re.compile(rf"\d|\b(?:{_NUMBERS})\b", re.IGNORECASE)
_DATE: Final = _any_of(
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "january|february|march|april|june|july|august|september|october|november|december",
    "today|tomorrow|tonight|yesterday|deadline|noon|o'clock|quarter",
    "next (?:week|month|year)",
)
_NAME: Final = re.compile(r"(?<=[\w,;:] )[A-ZÄÖÜÉ][\w’'-]+")
SPECIFIC: Final = (_NUMBER, _DATE, _NAME)

_DECIDED: Final = _any_of(
    r"decid\w+|agree[ds]?|settled|conclu\w+|approv\w+|cho(?:ose|se|sen)|final(?:ly|ise|ize)?",
    "we(?:'ll| will)|go(?:ing)? with",
    "let's (?!get started|start|see|begin|wait|look)",
)
_TO_DO: Final = _any_of(
    "will|i'll|must|should|please|todo",
    "needs? to|have to|has to",
    r"by (?:\w+day|tomorrow|noon|the end)",
    r"follow up|assign\w*",
)
_ASKED: Final = re.compile(
    r"\?|\b(?:wonder|question|ask(?:ed|s)?|unclear|not sure|(?:how|what|why|when|who|where) (?:do|does|is|are|can|will|should))\b",
    re.IGNORECASE,
)
_TROUBLE: Final = _any_of(
    r"problem\w*|issues?|risk\w*|block\w+|fail\w*|errors?|bugs?|broken|crash\w*|concern\w*|delay\w*|worr\w+", "can't|cannot|wrong|stuck"
)

CUES: Final[tuple[tuple[frozenset[str], re.Pattern[str]], ...]] = (
    (_stems("decision decided agreement agreed conclusion outcome resolved"), _DECIDED),
    (_stems("action task todo next steps assignments commitment follow"), _TO_DO),
    (_stems("question asked asks unclear open"), _ASKED),
    (_stems("problem issue risk blocker error concern complaint"), _TROUBLE),
    (_stems("date deadline time schedule when plan"), _DATE),
    (_stems("number figure price cost amount metrics"), _NUMBER),
    (_stems("name who person participants"), _NAME),
)
"""Stems of a prompt, and what fits them."""

_OF_SUMMARIES: Final = """
summarize summarise summary describe extract list identify highlight give find note capture write answer tell explain short brief concise
discussion conversation meeting transcript speech audio said speaker speakers people user users main key important point points topic
topics sentence sentences bullet bullets item items following text content spoken words talking being
"""
ABOUT_SUMMARIES: Final = _stems(_OF_SUMMARIES)
"""Stems that are in prompts whatever they are about."""
