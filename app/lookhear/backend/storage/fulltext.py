"""What somebody types as an expression of FTS5 (sqlite.org/fts5.html, section 3): words in quotes, so that nothing in them is syntax."""

from __future__ import annotations

import re
from typing import Final

MAX_CHARACTERS: Final = 1000  # of a query: more says nothing more
MAX_WORDS: Final = 32
_WORD: Final = re.compile(r"""[^\s\0"'*^,;:!?|<>(){}\[\]]+""")  # a zero byte would end the expression in the middle


def words_of(query: str) -> list[str]:
    """The different words of a query, each quoted; one without a letter or digit would match nothing, and is left out.

    What dots and strokes hold together, such as a date, is a phrase.
    """
    words = _WORD.findall(query[:MAX_CHARACTERS].casefold())
    meant = dict.fromkeys(word for word in words if any(map(str.isalnum, word)))
    return [f'"{word}"' for word in meant][:MAX_WORDS]


def all_of(words: list[str]) -> str:
    """An expression for texts with every one of the words."""
    return " AND ".join(words)


def any_of(words: list[str]) -> str:
    """An expression for texts with at least one of the words."""
    return " OR ".join(words)


def score(bm25: float) -> float:
    """A score that grows, between 0 and 1, of what FTS5's ``bm25()`` says, which is negative, and the smaller the better."""
    weight = max(-bm25, 1e-9)
    return weight / (1 + weight)
