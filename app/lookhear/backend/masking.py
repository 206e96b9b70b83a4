"""The gate that everything passes which engines say, before it is kept or told: keys, tokens and numbers of cards are masked, if wished."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.masking import Sort, mask, mask_json, mask_pieces, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lookhear.understanding.ports import Word

MASKED: Final = "masked"
"""The key in a record's metadata, and in what is shown of a pipeline: how many of each sort were masked."""
TAIL_CHARS: Final = 120
"""How much of what was said counts for what comes next: the longest number of a card, in words."""
_LONG: Final = 2_000  # characters: more than these are read in a thread
_SPELLED: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an engine tells: a text with its words and what else it says of it. ``counts`` of what was masked in it."""

    text: str
    words: tuple[Word, ...] = ()
    metadata: Mapping[str, object] = dataclasses.field(default_factory=dict)
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)


class Masker:
    """Masks as long as it is wished; ``is_on`` is asked each time."""

    def __init__(self, is_on: Callable[[], bool] = lambda: True) -> None:
        self._is_on = is_on

    def text(self, text: str) -> str:
        """A short text, such as an explanation."""
        return mask(text).text if self._is_on() else text

    def value(self, value: object) -> object:
        """A value of JSON."""
        return mask_json(value)[0] if self._is_on() else value

    async def long_text(self, text: str) -> str:
        """A text of any length, without holding up others."""
        return self.text(text) if len(text) <= _LONG else await asyncio.to_thread(self.text, text)

    async def long_value(self, value: object) -> object:
        """A value of any size, without holding up others."""
        return await asyncio.to_thread(self.value, value) if self._is_on() else value

    async def told(self, told: Sequence[Told], *, before: str = "") -> list[Told]:
        """What was told one after another. ``before`` is how the text in front of the first ended: a number may go on from there."""
        if not self._is_on() or not told:
            return list(told)
        size = sum(len(each.text) for each in told)
        is_long = size > _LONG or any(each.metadata for each in told)
        return await asyncio.to_thread(_all_masked, told, before) if is_long else _all_masked(told, before)

    def unfinished(self, text: str, *, before: str = "") -> str:
        """A text that goes on while it is told: what may become the number of a card is held back."""
        return mask_pieces([before, text], between=" ", is_unfinished=True).texts[1] if self._is_on() else text


def _all_masked(told: Sequence[Told], before: str) -> list[Told]:
    made = []
    for each in told:
        made.append(_masked(each, before))
        before = f"{before} {each.text}"[-TAIL_CHARS:]
    return made


def _masked(told: Told, before: str) -> Told:
    text, counts = _text(told.text, before)
    words, word_counts = _words(told.words, before)
    metadata, other_counts = mask_json(dict(told.metadata))
    if counts != word_counts:
        words = _spelled_in(words, text, next(iter(counts), ""))
    return Told(
        text=text,
        words=words,
        metadata=metadata if isinstance(metadata, dict) else {},
        counts=merged([told.counts, counts, word_counts, other_counts]),
    )


def _text(text: str, before: str) -> tuple[str, dict[str, int]]:
    """A text; one that is JSON stays JSON."""
    if text[:1] in {"{", "["}:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            clean, counts = mask_json(value)
            return (json.dumps(clean, ensure_ascii=False), counts) if counts else (text, {})
    pieces = mask_pieces([before, text], between=" ")
    return pieces.texts[1], _less(pieces.counts, mask(before).counts if before else {})


def _words(words: Sequence[Word], before: str) -> tuple[tuple[Word, ...], dict[str, int]]:
    """The words, those of one secret as one word."""
    if not words:
        return (), {}
    pieces = mask_pieces([before, *(word.text for word in words)], between=" ")
    made: list[Word] = []
    for number, word in enumerate(words, 1):
        if number in pieces.goes_on and made:
            made[-1] = dataclasses.replace(made[-1], end_ns=max(made[-1].end_ns, word.end_ns))
        else:
            made.append(dataclasses.replace(word, text=pieces.texts[number]))
    return tuple(made), _less(pieces.counts, mask(before).counts if before else {})


def _spelled_in(words: Sequence[Word], text: str, sort: str) -> tuple[Word, ...]:
    """Words of a text in which more was found than in them alone: those that its masked form does not have are masked, too."""
    if not sort:
        return tuple(words)
    known, mark = {*_SPELLED.findall(text.lower())}, Sort(sort).mark
    return tuple(word if known.issuperset(_SPELLED.findall(word.text.lower())) else dataclasses.replace(word, text=mark) for word in words)


def _less(counts: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    return {sort: number - others.get(sort, 0) for sort, number in counts.items() if number > others.get(sort, 0)}
