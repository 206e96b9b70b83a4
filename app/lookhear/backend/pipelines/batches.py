"""Cuts what was said into batches: by time, by sentences, by words. Pure; times are session time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from lookhear.backend.pipelines.requests import Segmenter
from lookhear.backend.streams.times import ns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.records import Record

_SENTENCE_END: Final = re.compile("(?<=[.!?])\\s+|(?<=[\u3002\uff01\uff1f])\\s*")  # full stop, exclamation and question mark of CJK texts


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a sentence or an utterance."""

    start_ns: int
    end_ns: int
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Units that are summed up together. ``next_ns`` is where the next batch begins: what starts in front of it is used."""

    units: tuple[Unit, ...]
    next_ns: int

    @property
    def start_ns(self) -> int:
        """When the first began."""
        return self.units[0].start_ns

    @property
    def end_ns(self) -> int:
        """When the last ended."""
        return max(unit.end_ns for unit in self.units)


def units_of(records: Sequence[Record], segmenter: Segmenter, *, origin_ns: int) -> list[Unit]:
    """The units of final utterances, in order; ``origin_ns`` is the wall time at session time zero."""
    found: list[Unit] = []
    for record in records:
        start_ns, end_ns = record.start_ns - origin_ns, record.end_ns - origin_ns
        if not record.text:
            continue
        if segmenter is Segmenter.TIME:
            found.append(Unit(start_ns, end_ns, record.text))
        elif segmenter is Segmenter.WORD:
            found += _words(record, origin_ns) or _spread(record.text.split(), start_ns, end_ns)
        else:
            found += _spread([part for part in _SENTENCE_END.split(record.text) if part], start_ns, end_ns)
    return sorted(found, key=lambda unit: unit.start_ns)


def next_batch(units: Sequence[Unit], segmenter: Segmenter, value: float, *, from_ns: int, known_ns: int | None) -> Batch | None:
    """The first batch of what starts at ``from_ns`` or later; None as long as it is not whole.

    What was said is known up to ``known_ns``; None: it is all that will ever be, and the rest is a batch, too.
    """
    waiting = [unit for unit in units if unit.start_ns >= from_ns]
    if not waiting:
        return None
    if segmenter is Segmenter.TIME:
        end_ns = waiting[0].start_ns + ns_of(value)
        if known_ns is not None and known_ns < end_ns:
            return None
        return Batch(tuple(unit for unit in waiting if unit.start_ns < end_ns), end_ns)
    count = int(value)
    if len(waiting) < count and known_ns is not None:
        return None
    chosen = tuple(waiting[:count])
    return Batch(chosen, chosen[-1].start_ns + 1)


def _words(record: Record, origin_ns: int) -> list[Unit]:
    """The words that the engine gave times of."""
    words = record.metadata.get("words")
    found = []
    for word in words if isinstance(words, list) else []:
        match word:
            case {"start": int() | float() as start, "end": int() | float() as end, "text": str(text)}:
                found.append(Unit(ns_of(start) - origin_ns, ns_of(end) - origin_ns, text))
            case _:
                return []
    return found


def _spread(texts: Sequence[str], start_ns: int, end_ns: int) -> list[Unit]:
    """Texts that share a stretch, by their lengths."""
    places = [0]
    for text in texts:
        places.append(places[-1] + len(text))
    borders = [start_ns + (end_ns - start_ns) * place // max(1, places[-1]) for place in places]
    return [Unit(begin, end, text) for (begin, end), text in zip(pairwise(borders), texts, strict=True)]
