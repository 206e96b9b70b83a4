"""What engines say, made fit to be kept and told: whole characters, finite numbers, plain JSON. Pure.

An engine may cut a character in half, divide by nothing, or answer in the types of a numerics library. None of that is worth losing
what it said, and JSON has no way to tell it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

MAX_TEXT_CHARS: Final = 200_000
MAX_DEPTH: Final = 16
_MAX_ITEMS: Final = 10_000  # of a list or an object


def plain_text(text: str) -> str:
    """A text of whole characters, at most so many; half a character becomes a question mark."""
    return text[:MAX_TEXT_CHARS].encode("utf-8", "replace").decode("utf-8")


def plain_number(value: float) -> float | None:
    """A number that JSON can tell; None for one that is none, has no end or is too large for one."""
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def plain_object(value: Mapping[str, object]) -> dict[str, object]:
    """An object with nothing in it but JSON: numbers that are none become null, what has no form in JSON its text."""
    found = _plain(value, MAX_DEPTH)
    return found if isinstance(found, dict) else {}


def _plain(value: object, depth: int) -> object:
    if isinstance(value, float):
        return plain_number(value)
    if value is None or isinstance(value, int):
        return None if value is None or plain_number(value) is None else value
    if depth and isinstance(value, Mapping):
        return {plain_text(str(key)): _plain(item, depth - 1) for key, item in list(value.items())[:_MAX_ITEMS]}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, depth - 1) for item in list(value)[:_MAX_ITEMS]]
    as_list = getattr(value, "tolist", None)  # numbers and arrays of numpy
    if depth and callable(as_list):
        return _plain(as_list(), depth - 1)
    return plain_text(str(value))
