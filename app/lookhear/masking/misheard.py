"""Numbers of cards that were said digit by digit and not heard right: one digit is another one, is missing, or became some word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import Sort, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lookhear.masking.numerals import Numeral

_LINK: Final = re.compile(
    r"[\s.,;:–-]{1,4}(?!expir|valid|cvv|cvc|secur|code|until|thru)[^\W\d_]{1,10}"
    r"(?:[\s'’.,-]{1,3}[^\W\d_]{1,8})?[\s.,;:–-]{1,4}"
)
"""One or two words between digits, in small letters: a digit that was not understood, or a noise."""
_WIDEST: Final = 28
_MOST_LINKS: Final = 3
_CARD: Final = re.compile(
    r"(?<![a-z])(?:master|credit|debit)?card(?:s|'s)?(?![a-z])|(?<![a-z])(?:visa|amex|american express|maestro|diners|credit|debit)"
    r"|(?<![a-z])charge it|karte|(?<![a-z])(?:carte|tarjeta|cart[aã]o|kaart)"
)
_OTHER: Final = re.compile(
    r"(?<![a-z])(?:tele)?(?:phone|fon|mobile|dial|call|fax|whatsapp|extension|order (?:number|id)|tracking|parcel|imei|serial|isbn|invoice)"
    r"|rufnummer|handynummer"
)
_NUMBER: Final = re.compile(r"(?<![a-z])number|nummer|numéro|número|numero")
_BEGINS: Final = re.compile(r"3[04-9]|[456]|2[2-7]")
_SHORTER: Final = re.compile(r"3[47]")  # these have fifteen digits, others sixteen
_BEFORE: Final = 80  # characters that tell what number follows
_BEHIND: Final = 40
_SMALL: Final = frozenset({"for", "to", "too", "um", "un", "une"})  # words that are digits only between others
_FEWEST_BESIDE_A_CARD, _MOST_BESIDE_A_CARD = 12, 24  # digits; the latter with its date and code
_FEWEST_OF_A_NUMBER, _FEWEST_OF_NOTHING, _MOST = 14, 15, 19  # a telephone's number has up to 15, and begins in other ways
_FEWEST_OF_A_PART: Final = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """Digits that were said one by one, with nothing between. ``is_said``: in words, not in figures."""

    start: int
    end: int
    digits: str
    is_said: bool


def misheard(text: str, chains: Iterable[Sequence[Numeral]]) -> Iterator[Span]:
    """What is most likely a card's number among digits that are none: see decision 0041 for what counts."""
    group: list[_Part] = []
    for part in _parts(text, chains):
        if group and _is_linked(text, group, part):
            group = [*group, part] if len(group) > 1 or len(group[0].digits) >= _FEWEST_OF_A_PART else [part]
        else:
            yield from _judged(text, group)
            group = [part]
    yield from _judged(text, group)


def _parts(text: str, chains: Iterable[Sequence[Numeral]]) -> Iterator[_Part]:
    for chain in chains:
        part: list[Numeral] = []
        for numeral in chain:
            if len(set(numeral.digits)) == 1 and (numeral.is_spoken or len(numeral.digits) == 1):  # double four is one by one, too
                part.append(numeral)
            else:
                yield from _trimmed(text, part)
                part = []
        yield from _trimmed(text, part)


def _trimmed(text: str, part: Sequence[Numeral]) -> Iterator[_Part]:
    """Without the small words at its ends."""
    first, last = 0, len(part)
    while first < last and text[part[first].start : part[first].end].lower() in _SMALL:
        first += 1
    while last > first and text[part[last - 1].start : part[last - 1].end].lower() in _SMALL:
        last -= 1
    if first < last:
        kept = part[first:last]
        digits = "".join(numeral.digits for numeral in kept)
        yield _Part(kept[0].start, kept[-1].end, digits, is_said=all(numeral.is_spoken for numeral in kept))


def _is_linked(text: str, group: Sequence[_Part], part: _Part) -> bool:
    begin = group[-1].end
    return len(group) <= _MOST_LINKS and part.start - begin <= _WIDEST and _LINK.fullmatch(text[begin : part.start].lower()) is not None


def _judged(text: str, group: Sequence[_Part]) -> Iterator[Span]:
    """The longest stretch of parts that is a number, and what is one beside it."""
    if sum(len(part.digits) for part in group) < _FEWEST_BESIDE_A_CARD:
        return
    for size in range(len(group), 0, -1):
        for at in range(len(group) - size + 1):
            if _is_number(text, group[at : at + size]):
                yield from _judged(text, group[:at])
                yield Span(group[at].start, group[at + size - 1].end, Sort.CARD)
                yield from _judged(text, group[at + size :])
                return


def _is_number(text: str, parts: Sequence[_Part]) -> bool:
    digits = "".join(part.digits for part in parts)
    is_edged = len(parts) > 1 and len(parts[-1].digits) < _FEWEST_OF_A_PART  # by a number of something else
    if is_edged or not _FEWEST_BESIDE_A_CARD <= len(digits) <= _MOST_BESIDE_A_CARD or len(set(digits)) == 1:
        return False
    before = text[max(0, parts[0].start - _BEFORE) : parts[0].start].lower()
    card, other = _last(_CARD, before), _last(_OTHER, before)
    if other > card or before.rstrip().endswith(("plus", "+")):
        return False
    if card >= 0 or _CARD.search(text[parts[-1].end : parts[-1].end + _BEHIND].lower()):
        return True
    fewest = _FEWEST_OF_A_NUMBER if _NUMBER.search(before) or _SHORTER.match(digits) else _FEWEST_OF_NOTHING
    is_likely = len(parts) <= 2 and all(part.is_said for part in parts)  # noqa: PLR2004 - one word between
    return is_likely and fewest <= len(digits) <= _MOST and _BEGINS.match(digits) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where it stands last; -1 when it does not."""
    return max((found.start() for found in pattern.finditer(text)), default=-1)
