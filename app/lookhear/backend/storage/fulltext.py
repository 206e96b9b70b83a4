"""What somebody types as an expression of FTS5 (sqlite.org/fts5.html, section 3): words in quotes, so that nothing in them is syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.records import RecordFilter

MAX_CHARACTERS: Final = 1000  # of a query: more says nothing more
MAX_WORDS: Final = 32
_MAX_NAMES: Final = 24  # in an expression: with more of them it is quicker to look at the rows
_WORD: Final = re.compile(r"""[^\s\0"'*^,;:!?|<>(){}\[\]]+""")  # a zero byte would end the expression in the middle


def words_of(query: str) -> list[str]:
    """The different words of a query, each quoted; one without a letter or digit would match nothing, and is left out.

    What dots and strokes hold together, such as a date, is a phrase.
    """
    words = _WORD.findall(query[:MAX_CHARACTERS].casefold())
    meant = dict.fromkeys(word for word in words if any(map(str.isalnum, word)))
    return [f'"{word}"' for word in meant][:MAX_WORDS]


def all_of(words: Sequence[str]) -> str:
    """An expression for texts with every one of the words."""
    return " AND ".join(words)


def any_of(words: Sequence[str]) -> str:
    """An expression for texts with at least one of the words."""
    return " OR ".join(words)


def within(expression: str, wanted: RecordFilter) -> str:
    """An expression for texts that agree, of records that may be wanted: narrow where a filter names a few things, wider elsewhere.

    Names are taken as words, too, so that another one that differs in its strokes alone would count: who wants it exactly looks again.
    """
    parts = [f"{{text}} : ({expression})"]
    pairs = (("session_id", _one(wanted.session_id)), ("pipeline_id", wanted.pipeline_ids), ("kind", wanted.kinds))
    parts += [f"{{{column}}} : ({any_of([_quoted(name) for name in names])})" for column, names in pairs if _is_short(names)]
    if wanted.collection_id is not None and len(parts) == 1:  # what is in a session or an index is in one collection
        parts.append(f"{{collection_id}} : ({_quoted(wanted.collection_id)})")
    return " AND ".join(parts)


def score(bm25: float) -> float:
    """A score that grows, between 0 and 1, of what FTS5's ``bm25()`` says, which is negative, and the smaller the better."""
    weight = max(-bm25, 1e-9)
    return weight / (1 + weight)


def _one(name: str | None) -> tuple[str, ...] | None:
    return None if name is None else (name,)


def _is_short(names: Sequence[str] | None) -> TypeGuard[Sequence[str]]:
    """Whether there are names to go by, not too many, all with a letter or digit."""
    return names is not None and 0 < len(names) <= _MAX_NAMES and all(any(map(str.isalnum, name)) for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', " ").replace("\0", " ") + '"'
