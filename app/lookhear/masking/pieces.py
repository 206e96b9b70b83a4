"""Texts that are read as one: the words of what was said, the lines of a screen. A secret may begin in one and end in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.masking.finding import find
from lookhear.masking.kinds import Span, counted
from lookhear.masking.text import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.masking.kinds import Counts


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts with marks instead of secrets. ``goes_on`` holds the numbers of those that a secret goes on in from the one before."""

    texts: tuple[str, ...]
    goes_on: frozenset[int]
    counts: Counts


def mask_pieces(pieces: Sequence[str], *, between: str, is_unfinished: bool = False) -> Pieces:
    """Mask texts as if ``between`` stood between them. Each keeps its place; one that a secret goes on in shows the mark, too."""
    spans = find(between.join(pieces), is_unfinished=is_unfinished)
    if not spans:
        return Pieces(tuple(pieces), frozenset(), {})
    texts: list[str] = []
    goes_on: set[int] = set()
    begin = first = 0
    for number, piece in enumerate(pieces):
        end = begin + len(piece)
        while first < len(spans) and spans[first].end <= begin:
            first += 1
        own: list[Span] = []
        place = first
        while place < len(spans) and spans[place].start < end:
            span = spans[place]
            if span.start < begin:
                goes_on.add(number)
            own.append(Span(max(span.start, begin) - begin, min(span.end, end) - begin, span.sort))
            place += 1
        texts.append(marked(piece, own))
        begin = end + len(between)
    return Pieces(tuple(texts), frozenset(goes_on), counted(spans))
