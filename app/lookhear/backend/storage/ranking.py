"""Which records agree best with some words, without looking at all that share a very common one. Owned by who has the connection.

Finding the records with a word is quick, weighing them is not: bm25 costs 3 µs for each. So no more than a few thousand are weighed:
first those with a rarer word of the question, with the weight of all its words. Up to that number the ranking is the exhaustive one.
Beyond it, what may be missing are records that have nothing but words which a large part of all records has; of those the newest
are weighed (docs/decisions/0042).
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from lookhear.backend.storage import fulltext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.records import RecordFilter
    from lookhear.backend.storage.rows import Rows

WEIGHED: Final = 2000
"""Records that are weighed for an expression."""
_MATCHING: Final = "FROM records_text WHERE records_text MATCH :words"
_COUNT: Final = f"SELECT count(*) FROM (SELECT 1 {_MATCHING} LIMIT :most)"  # noqa: S608 - no words of anybody's, here and below
_LAST: Final = f"SELECT rowid {_MATCHING}"
_ONE: Final = "ORDER BY rowid DESC LIMIT 1 OFFSET :most"
_WEIGHED: Final = f"SELECT rowid, bm25(records_text, 1.0, 0.0, 0.0, 0.0, 0.0) AS weight {_MATCHING} AND rowid > :after_id"
_BEST: Final = "ORDER BY weight, rowid DESC LIMIT :limit"


class TextRanking:
    """One question after another about the records that agree with a filter."""

    def __init__(self, rows: Rows, wanted: RecordFilter, *, weighed: int = WEIGHED) -> None:
        self._rows = rows
        self._most = weighed
        self._wanted = wanted
        self._condition, self._values = _condition(wanted)

    def best(self, query: str, *, limit: int) -> list[tuple[int, float]]:
        """Ids with their bm25, the smallest first, the newest first of those that are level.

        Records with all of the words are enough if there are as many as wanted; otherwise some of the words count, too.
        """
        words = fulltext.words_of(query)
        most = max(self._most, limit)
        counts = {word: self._count(word, most=most + 1) for word in words}
        found: dict[int, float] = {}
        if words and all(counts.values()):
            found = self._weighed(fulltext.all_of(words), limit=limit, may_be_many=min(counts.values()) > most)
        if len(found) < limit and len(words) > 1:
            found |= self._with_some(sorted(filter(counts.get, words), key=counts.__getitem__), counts, limit=limit)
        return sorted(found.items(), key=lambda pair: (pair[1], -pair[0]))[:limit]

    def _with_some(self, words: Sequence[str], counts: dict[str, int], *, limit: int) -> dict[int, float]:
        """Records with some of the words, which come with the rarest first."""
        most = max(self._most, limit)
        totals = list(accumulate(counts[word] for word in words))
        number = sum(total <= most for total in totals)
        rare, rest = fulltext.any_of(words[:number]), fulltext.any_of(words[number:])
        if not (rare and rest):
            return self._weighed(rare or rest, limit=limit, may_be_many=not rare) if words else {}
        found = self._weighed(f"({rare}) AND ({rest})", limit=limit)  # with the weight of both
        found |= self._weighed(f"({rare}) NOT ({rest})", limit=limit)
        if len(found) < limit:
            found = self._weighed(rest, limit=limit, may_be_many=True) | found
        return found

    def _count(self, expression: str, *, most: int) -> int:
        [[count]] = self._rows.run_text(_COUNT, words=fulltext.within(expression, self._wanted), most=most)
        return int(count)

    def _weighed(self, expression: str, *, limit: int, may_be_many: bool = False) -> dict[int, float]:
        """The best with their bm25; of more than are weighed the newest."""
        words = fulltext.within(expression, self._wanted)
        most, after_id = max(self._most, limit), 0
        if may_be_many and self._count(expression, most=most + 1) > most:
            rows = self._rows.run_text(f"{_LAST} {self._condition} {_ONE}", words=words, most=most, **self._values)
            after_id = rows[0][0] if rows else 0
        values = {"words": words, "after_id": after_id, "limit": limit, **self._values}
        return dict(self._rows.run_text(f"{_WEIGHED} {self._condition} {_BEST}", **values))


def _condition(wanted: RecordFilter) -> tuple[str, dict[str, object]]:
    """What rows must agree with, in SQL, and its parameters; nothing for everything."""
    named: dict[str, object] = {
        "collection_id = :collection_id": wanted.collection_id,
        "session_id = :session_id": wanted.session_id,
        "stream_id = :stream_id": wanted.stream_id,
        "output = :output": wanted.output,
        "pipeline_id IN (SELECT value FROM json_each(:pipeline_ids))": _listed(wanted.pipeline_ids),
        "kind IN (SELECT value FROM json_each(:kinds))": "[]" if wanted.kinds == () else None,  # else the index tells them exactly
        "end_ns >= :from_ns": wanted.from_ns,
        "start_ns <= :to_ns": wanted.to_ns,
        "created_ns > :since_ns": wanted.since_ns,
    }
    parts = {part: value for part, value in named.items() if value is not None}
    if not parts:
        return "", {}
    values = {part[part.index(":") + 1 :].rstrip(")"): value for part, value in parts.items()}
    return f"AND EXISTS (SELECT 1 FROM records WHERE id = records_text.rowid AND {' AND '.join(parts)})", values  # noqa: S608 - as above


def _listed(names: Sequence[str] | None) -> str | None:
    return None if names is None else json.dumps([str(name) for name in names])
