"""Numbers as they are written and said, taken apart: groups of digits and words for digits, in chains that nothing else interrupts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 19
"""Digits of the longest number of a card."""
_DIGITS: Final = {
    "0": "zero oh o nought null zéro cero nul",
    "1": "one eins ein un une uno um een",
    "2": "two to too zwei zwo deux dos due dois twee",
    "3": "three drei trois tres tre três drie",
    "4": "four for vier quatre cuatro quattro quatro",
    "5": "five fünf cinq cinco cinque vijf",
    "6": "six sechs seis sei zes",
    "7": "seven sieben sept siete sette sete zeven",
    "8": "eight ate acht huit ocho otto oito",
    "9": "nine niner neun neuf nueve nove negen",
}
_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPOKEN: Final = (
    {word: digit for digit, words in _DIGITS.items() for word in words.split()}
    | {word: str(number) for number, word in enumerate(_TEENS.split(), 10)}
    | {word: f"{number}0" for number, word in enumerate(_TENS.split(), 2)}
)
_AGAIN: Final = {"double": 2, "triple": 3, "treble": 3}
_FILLERS: Final = frozenset({"dash", "space", "hyphen", "uh", "um", "er", "erm", "and", "then", "comma", "pause"})
_WORDS: Final = sorted({*_SPOKEN, *_AGAIN, *_FILLERS}, key=len, reverse=True)
_PIECE: Final = re.compile(f"[0-9]++|(?:{'|'.join(_WORDS)})(?![^\\W\\d_])")
"""For a text in small letters."""
_BETWEEN: Final = re.compile(r"[ \t\r\n\u00a0\u2009\u202f.,;:/_–-]{1,4}")
_WIDEST: Final = 4
_TEN: Final = 10
_JOINTS: Final = frozenset({" ", "-", "\n"})  # of forty-one


@dataclass(frozen=True, slots=True)
class Numeral:
    """A group of digits, or a word for one or two. ``gap`` is what stands in front of it in its chain."""

    start: int
    end: int
    digits: str
    is_spoken: bool
    gap: str


def chains(text: str) -> Iterator[list[Numeral]]:
    """What follows one another with nothing but spaces and points between."""
    chain: list[Numeral] = []
    behind, times = 0, 1  # where the last piece ended; how often the next digit is said
    for piece in _PIECE.finditer(lowered(text)):
        word, start = piece[0], piece.start()
        is_number = "0" <= word[0] <= "9"
        if not is_number and text[start - 1 : start].isalpha() and start:
            continue  # the end of another word
        gap = text[behind:start]
        is_near = len(gap) <= _WIDEST and _BETWEEN.fullmatch(gap) is not None
        is_next = bool(chain) and is_near
        if chain and not is_next:
            yield chain
            chain = []
        times = times if is_near else 1
        behind = piece.end()
        if word in _FILLERS and is_next:
            continue
        if word in _AGAIN:
            times = _AGAIN[word]
            continue
        if digits := word if is_number else _SPOKEN.get(word, ""):
            _join(chain, Numeral(start, behind, digits * times, is_spoken=not is_number, gap=gap if is_next else ""))
        times = 1
    if chain:
        yield chain


def lowered(text: str) -> str:
    """The text in small letters, each in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)


def _join(chain: list[Numeral], numeral: Numeral) -> None:
    """Add it; a word for one digit behind one for tens is one number with it: forty one."""
    last = chain[-1] if chain else None
    if (
        last is not None
        and _is_ten(last)
        and numeral.is_spoken
        and len(numeral.digits) == 1
        and numeral.digits != "0"
        and numeral.gap in _JOINTS
    ):
        chain[-1] = Numeral(last.start, numeral.end, last.digits[0] + numeral.digits, is_spoken=True, gap=last.gap)
    else:
        chain.append(numeral)


def _is_ten(numeral: Numeral) -> bool:
    """Whether it is a word for twenty, thirty and so on."""
    return numeral.is_spoken and len(numeral.digits) == len("20") and numeral.digits[1] == "0" and int(numeral.digits) > _TEN
