"""How a string of characters looks: made by a machine at random, or by a person."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

LOOKED_AT: Final = 256
"""So many characters of a string decide what it is, however long it is."""
_FEWEST_DISTINCT: Final = 6  # a placeholder such as xxxxxxxxxxxx has fewer
_BITS: Final = 3.0  # of a character, of a string of twenty


def is_random(text: str, *, bits: float = _BITS) -> bool:
    """Whether a string has digits and letters and as little order as one that was drawn by lot."""
    text = text[:LOOKED_AT]
    return has_digit(text) and any(char.isalpha() for char in text) and distinct(text) and entropy(text) >= bits


def is_mixed(text: str) -> bool:
    """Whether it has small and capital letters and digits."""
    return has_digit(text) and is_mixed_case(text)


def is_mixed_case(text: str) -> bool:
    """Whether it has small and capital letters."""
    text = text[:LOOKED_AT]
    return any(char.islower() for char in text) and any(char.isupper() for char in text)


def has_digit(text: str) -> bool:
    """Whether it has a digit."""
    return any(char.isdecimal() for char in text[:LOOKED_AT])


def distinct(text: str) -> bool:
    """Whether it has different characters: no placeholder, no line."""
    return len(set(text[:LOOKED_AT])) >= _FEWEST_DISTINCT


def entropy(text: str) -> float:
    """Bits of a character."""
    text = text[:LOOKED_AT]
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values()) if text else 0.0
