"""Everything that is found in a text, in order and without overlaps."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lookhear.masking.blocks import addresses, private_keys
from lookhear.masking.cards import cards
from lookhear.masking.ibans import ibans
from lookhear.masking.kinds import Span
from lookhear.masking.named import named
from lookhear.masking.reading import plain, put_back, seen
from lookhear.masking.shapes import shaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find(text: str, *, is_unfinished: bool = False) -> list[Span]:
    """Where secrets stand. ``is_unfinished``: the text goes on while it is told, so that digits at its end may become a card's number."""
    if len(text) < len("a:1"):
        return []
    text = plain(text)
    found = [*_ranked(text, is_unfinished=is_unfinished)]
    if (visible := seen(text)) is not None:
        found += [(put_back(span, visible[1]), rank) for span, rank in _ranked(visible[0], is_unfinished=is_unfinished)]
    return _apart(found)


def _ranked(text: str, *, is_unfinished: bool) -> Iterator[tuple[Span, int]]:
    """Each that is found, with a number that is low where its sort is sure."""
    ranked = (private_keys(text), shaped(text), ibans(text), addresses(text), cards(text, is_unfinished=is_unfinished), named(text))
    return chain.from_iterable(((span, rank) for span in spans) for rank, spans in enumerate(ranked))


def _apart(found: Iterable[tuple[Span, int]]) -> list[Span]:
    """One span for each stretch: where several lie over one another, the sort of the surest, from the first to the last character."""
    spans: list[tuple[Span, int]] = []
    for span, rank in sorted(found, key=lambda each: (each[0].start, each[1])):
        if spans and span.start < spans[-1][0].end:
            last, last_rank = spans[-1]
            surest = last.sort if last_rank <= rank else span.sort
            spans[-1] = Span(last.start, max(last.end, span.end), surest), min(last_rank, rank)
        else:
            spans.append((span, rank))
    return [span for span, _ in spans]
