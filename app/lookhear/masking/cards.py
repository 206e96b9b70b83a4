"""Numbers of payment cards: a maker's beginning, its length, Luhn's check digit, and groups such as people write and say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import Sort, Span
from lookhear.masking.misheard import misheard
from lookhear.masking.numerals import LONGEST, chains

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lookhear.masking.numerals import Numeral

_MAKERS: Final = (  # first and last beginning, lengths
    ("4", "4", (16, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("6011", "6011", (16, 19)),
    ("644", "649", (16, 19)),
    ("65", "65", (16, 19)),
    ("3528", "3589", (16, 19)),
    ("300", "305", (14, 16)),
    ("36", "36", (14,)),
    ("38", "39", (14, 16)),
    ("62", "62", (16, 17, 18, 19)),
    ("81", "82", (16,)),
    ("50", "50", (16, 18, 19)),
    ("56", "58", (16, 18, 19)),
    ("6", "6", (16, 18, 19)),
    ("2200", "2204", (16, 19)),
    ("9792", "9792", (16,)),
)
_SHAPES: Final = {
    (4, 4, 4, 4),
    (4, 6, 5),
    (4, 4, 4, 3),
    (4, 6, 4),
    (4, 4, 4, 4, 3),
    (4, 4, 4, 4, 2),
    (4, 5, 6),
    (5, 5, 5),
    (6, 10),
    (6, 13),
    (8, 8),
    (4, 4, 8),
    (4, 12),
    (12, 4),
    (8, 4, 4),
    (2,) * 8,
}
"""How the digits of a card are grouped in writing, besides in one piece and one by one."""
_JOINTS: Final = frozenset(".-_/\\:")
_MOST_GROUPS: Final = max(map(len, _SHAPES))
_UNFINISHED: Final = 9  # digits: fewer than these tell nobody much
_BEGINS_WITH: Final = tuple("23456")


def cards(text: str, *, is_unfinished: bool = False) -> Iterator[Span]:
    """The card numbers. ``is_unfinished``: a text that goes on while it is told; what may become a number at its end counts as one."""
    rest: list[Sequence[Numeral]] = []
    for chain in chains(text):
        is_spoken = 2 * sum(numeral.is_spoken or len(numeral.digits) == 1 for numeral in chain) > len(chain)
        found = list(_spoken(chain) if is_spoken else _written(text, chain))
        yield from found
        rest.append([numeral for numeral in chain if numeral.start >= found[-1].end] if found else chain)
        if is_unfinished and not text[chain[-1].end :].strip(" .,-\n"):
            yield from _begun(chain, found[-1].end if found else 0)
    yield from misheard(text, rest)


def is_card(digits: str) -> bool:
    """Whether a card could have this number."""
    lengths = next((lengths for first, last, lengths in _MAKERS if first <= digits[: len(first)] <= last and len(digits) in lengths), ())
    return bool(lengths) and len(set(digits)) > 1 and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(number // 10 + number % 10 for number in doubled)) % 10 == 0


def _written(text: str, chain: Sequence[Numeral]) -> Iterator[Span]:
    at = 0
    while at < len(chain):
        count = next((count for count in range(min(_MOST_GROUPS, len(chain) - at), 0, -1) if _is_written(text, chain[at : at + count])), 0)
        if count:
            yield Span(chain[at].start, chain[at + count - 1].end, Sort.CARD)
        at += count or 1


def _is_written(text: str, groups: Sequence[Numeral]) -> bool:
    sizes = tuple(len(group.digits) for group in groups)
    if (len(sizes) > 1 and sizes not in _SHAPES) or sum(sizes) > LONGEST or not _are_alike([group.gap for group in groups[1:]]):
        return False
    before, behind = text[max(0, groups[0].start - 1) : groups[0].start], text[groups[-1].end : groups[-1].end + 1]
    if before.isalnum() or before in {"+", "_", "#"} or behind.isalnum() or behind == "_":
        return False
    is_joined = before in _JOINTS and text[max(0, groups[0].start - 2) : groups[0].start - 1].isalnum() and before != ":"
    goes_on = behind in _JOINTS and text[groups[-1].end + 1 : groups[-1].end + 2].isalnum() and behind not in {":", "/"}
    return not is_joined and not goes_on and is_card("".join(group.digits for group in groups))


def _are_alike(gaps: Sequence[str]) -> bool:
    """Whether groups stand apart in one manner; the end of a line is as good as a space."""
    marks = {gap.strip() for gap in gaps}
    return len(marks) <= 1 and marks <= {"", "-", ".", "–", "/", "_"}


def _spoken(chain: Sequence[Numeral]) -> Iterator[Span]:
    """Said digit by digit: from the beginning of what was said, or up to its end. The first word may be none, such as "for"."""
    starts = {0, 1}
    at = 0
    while at < len(chain):
        is_near = at in starts or at + LONGEST >= len(chain)  # else none could end where it ends
        found = next((end for end in _ends(chain, at) if at in starts or end == len(chain)), None) if is_near else None
        if found is not None:
            yield Span(chain[at].start, chain[found - 1].end, Sort.CARD)
            starts = {found, found + 1}
        at = at + 1 if found is None else found


def _ends(chain: Sequence[Numeral], at: int) -> Iterator[int]:
    """Behind which words a card number ends that begins here, the longest first."""
    digits, ends = "", []
    for place in range(at, min(len(chain), at + LONGEST)):
        digits += chain[place].digits
        if len(digits) > LONGEST:
            break
        if is_card(digits):
            ends.append(place + 1)
    return reversed(ends)


def _begun(chain: Sequence[Numeral], behind: int) -> Iterator[Span]:
    """What may become a card number when it goes on."""
    rest = [numeral for numeral in chain if numeral.start >= behind]
    while rest and not rest[0].digits.startswith(_BEGINS_WITH):
        rest = rest[1:]
    if _UNFINISHED <= sum(len(numeral.digits) for numeral in rest) <= LONGEST:
        yield Span(rest[0].start, rest[-1].end, Sort.CARD)
