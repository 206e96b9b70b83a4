"""Search by name: how many of the words a title has, and whether it has them as they were said."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
_WORD: Final = re.compile(r"\w+")


def by_title(query: str, things: Iterable[T], *, name_of: Callable[[T], str]) -> list[T]:
    """The things whose names share words with a query, best first, in their own order where they are level. Accents do not count."""
    wanted = _words(query)
    phrase = " ".join(wanted)
    ranked = []
    for thing in things:
        words = _words(name_of(thing))
        shared = sum(any(word.startswith(each) for word in words) for each in wanted)
        if shared:
            ranked.append((-shared, phrase not in " ".join(words), len(words), thing))
    return [thing for *_, thing in sorted(ranked, key=lambda row: row[:-1])]


def _words(text: str) -> list[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return list(dict.fromkeys(_WORD.findall(plain)))
