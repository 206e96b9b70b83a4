"""JSON with marks instead of secrets in its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lookhear.masking.cards import is_card
from lookhear.masking.kinds import Sort, merged
from lookhear.masking.pieces import mask_pieces
from lookhear.masking.text import mask

_TEXT: Final = "text"
_MOST_DEPTH: Final = 32


def mask_json(value: object) -> tuple[object, dict[str, int]]:
    """The same value without secrets, and how many of each sort there were.

    A list of texts, or of objects with a ``text``, is read as lines that follow one another: what a screen or a person broke into two
    is found. A value under a name such as ``password`` is masked as if name and value stood in one line. Keys of objects stay.
    """
    return _masked(value, _MOST_DEPTH)


def _masked(value: object, depth: int) -> tuple[object, dict[str, int]]:
    if isinstance(value, str):
        found = mask(value)
        return found.text, dict(found.counts)
    if isinstance(value, int) and not isinstance(value, bool) and is_card(str(value)):
        return Sort.CARD.mark, {Sort.CARD.value: 1}
    if not depth:
        return value, {}
    if isinstance(value, Mapping):
        return _object(value, depth)
    if isinstance(value, list | tuple):
        return _list(list(value), depth)
    return value, {}


def _object(value: Mapping[object, object], depth: int) -> tuple[dict[object, object], dict[str, int]]:
    made: dict[object, object] = {}
    counts: list[dict[str, int]] = []
    for key, item in value.items():
        if isinstance(key, str) and isinstance(item, str):
            made[key], found = _named(key, item)
        else:
            made[key], found = _masked(item, depth - 1)
        counts.append(found)
    return made, merged(counts)


def _named(key: str, text: str) -> tuple[str, dict[str, int]]:
    """A text beside its name, which may tell that it is a secret."""
    together = mask_pieces([f'"{key}": "', text, '"'], between="")
    return together.texts[1], dict(together.counts)


def _list(items: list[object], depth: int) -> tuple[list[object], dict[str, int]]:
    counts: list[dict[str, int]] = []
    made: list[object] = []
    for item in items:
        own, found = _masked(item, depth - 1)
        made.append(own)
        counts.append(found)
    texts = {place: text for place, item in enumerate(made) if (text := _text_of(item)) is not None}
    if len(texts) > 1:
        together = mask_pieces(list(texts.values()), between="\n")
        for place, text in zip(texts, together.texts, strict=True):
            item = made[place]
            made[place] = item | {_TEXT: text} if isinstance(item, dict) else text
        counts.append(dict(together.counts))
    return made, merged(counts)


def _text_of(item: object) -> str | None:
    text = item.get(_TEXT) if isinstance(item, Mapping) else item
    return text if isinstance(text, str) else None
