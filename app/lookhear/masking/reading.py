"""Texts as they are read by an eye: without what cannot be seen, with the digits and letters that a sign stands for."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from lookhear.masking.kinds import Span

_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")
_WIDE: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_UNSEEN: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")


def plain(text: str) -> str:
    """The same text with 0 to 9 for the digits of every script and ASCII for its full-width forms, each in its place."""
    return text if text.isascii() else _FOREIGN_DIGIT.sub(_digit, text.translate(_WIDE))


def seen(text: str) -> tuple[str, list[int]] | None:
    """The text without the characters that nobody sees, and where each that is left stood; None when there are none of them."""
    if text.isascii() or _UNSEEN.search(text) is None:
        return None
    places = [place for place, char in enumerate(text) if _UNSEEN.match(char) is None]
    return "".join([text[place] for place in places]), places


def put_back(span: Span, places: list[int]) -> Span:
    """Where a stretch of what is seen stands in the whole text."""
    return Span(places[span.start], places[span.end - 1] + 1, span.sort)


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))
