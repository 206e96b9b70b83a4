"""What is found, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Counts: TypeAlias = Mapping[str, int]
"""How many were masked of each sort, by the sort's value."""
MARK_BEGINS: Final = "[masked: "


class Sort(StrEnum):
    """The sorts of what is masked. Their values stand in marks and in counts."""

    CARD = "card"
    IBAN = "iban"
    KEY = "key"
    TOKEN = "token"  # noqa: S105 - the name of a sort
    PASSWORD = "password"  # noqa: S105 - the name of a sort
    PRIVATE_KEY = "private key"

    @property
    def mark(self) -> str:
        """What stands in a text instead of it."""
        return f"{MARK_BEGINS}{self.value}]"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a text: from ``start`` up to ``end``, which is behind it."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its secrets, and how many there were."""

    text: str
    counts: Counts


def counted(spans: Iterable[Span]) -> dict[str, int]:
    """How many there are of each sort."""
    found: dict[str, int] = {}
    for span in spans:
        found[span.sort.value] = found.get(span.sort.value, 0) + 1
    return found


def merged(counts: Iterable[Counts]) -> dict[str, int]:
    """Counts of several forms of one thing, such as a text and its words: of each sort the most, as the same secret stands in each."""
    found: dict[str, int] = {}
    for each in counts:
        for sort, number in each.items():
            found[sort] = max(found.get(sort, 0), number)
    return found
