"""Account numbers: a country, its length, and a remainder of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import Sort, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE: Final = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18
GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15
PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
"""
_LENGTHS: Final = {each[:2]: int(each[2:]) for each in _TABLE.split()}
_BEGINNING: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ \u00a0-]?[A-Za-z0-9])")
_BETWEEN: Final = frozenset(" \u00a0\u202f-\n")
_GROUP: Final = 4


def ibans(text: str) -> Iterator[Span]:
    """The account numbers whose check digits are right, in one piece or in groups of four."""
    for begin in _BEGINNING.finditer(text):
        length = _LENGTHS.get(begin[0][:2].upper(), 0)
        found = _taken(text, begin.start(), length) if length else None
        if found is not None and _is_right(found[0]):
            yield Span(begin.start(), found[1], Sort.IBAN)


def _taken(text: str, begin: int, length: int) -> tuple[str, int] | None:
    """So many characters from here on, and where they end; None when there are others, or fewer."""
    chars: list[str] = []
    at = begin
    while at < len(text) and len(chars) < length:
        char = text[at]
        if char.isascii() and char.isalnum():
            chars.append(char)
        elif char not in _BETWEEN or len(chars) % _GROUP or text[at - 1] in _BETWEEN:
            return None
        at += 1
    goes_on = at < len(text) and text[at].isalnum()
    return None if goes_on or len(chars) < length else ("".join(chars), at)


def _is_right(iban: str) -> bool:
    turned = (iban[4:] + iban[:4]).upper()
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
