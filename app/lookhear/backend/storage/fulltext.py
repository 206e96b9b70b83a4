"""What somebody types as an expression of FTS5 (sqlite.org/fts5.html, section 3): words in quotes, so that nothing in them is syntax."""

from __future__ import annotations

from typing import Final

MAX_CHARACTERS: Final = 1000  # of a query: more says nothing more
MAX_WORDS: Final = 32


def words_of(query: str) -> list[str]:
    """The different words of a query, each quoted; one without a letter or digit would match nothing, and is left out.

    What holds together without a space, such as a date, is a phrase. A zero byte would end the expression in the middle.
    """
    words = query.replace("\0", " ").replace('"', " ")[:MAX_CHARACTERS].casefold().split()
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
