"""Private keys in their armour, and addresses that have a password in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import MARK_BEGINS, Sort, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAR: Final = 16_384  # characters: no key is longer
_BEGIN: Final = re.compile(r"-{2,8}+[ ]{0,2}BEGIN [A-Z0-9 ]{0,32}?PRIVATE KEY(?: BLOCK)?[ ]{0,2}-{2,8}+")
_END: Final = re.compile(r"-{2,8}+[ ]{0,2}END [A-Z0-9 ]{0,32}?PRIVATE KEY(?: BLOCK)?[ ]{0,2}-{2,8}+")
_ARMOUR: Final = re.compile(
    r"(?:\s{0,8}(?:[A-Za-z0-9+/=\\]{12,}+|[A-Za-z-]{1,24}: [^\n]{1,200}+))*+\s{0,8}(?:[A-Za-z0-9+/=]{1,11}(?=\s|\Z))?"
)
_SCHEME: Final = re.compile(r"(?<=[A-Za-z0-9])://")
_USER: Final = re.compile(r"([^\s/@:?#\"'<>]{0,256}):")
_LONGEST: Final = 512  # password in an address
_STOPS: Final = frozenset(" \t\r\n/\"'<>")
_EXAMPLES: Final = frozenset({"password", "passwd", "pass", "pw", "pwd", "secret", "xxx", "token"})
_PLACEHOLDERS: Final = ("$", "{", "<", "*", "%(", "…", "...", MARK_BEGINS)


def private_keys(text: str) -> Iterator[Span]:
    """PEM and OpenPGP blocks from their first line to their last, or as far as one can see them."""
    at, end = 0, _END.search(text)
    while (begin := _BEGIN.search(text, at)) is not None:
        while end is not None and end.start() < begin.end():
            end = _END.search(text, end.end())
        if end is not None and end.start() - begin.end() <= _FAR:
            at = end.end()
        else:
            armour = _ARMOUR.match(text, begin.end())
            at = begin.end() if armour is None else armour.end()
        yield Span(begin.start(), at, Sort.PRIVATE_KEY)


def addresses(text: str) -> Iterator[Span]:
    """The passwords in addresses such as ``postgres://user:password@host``."""
    for scheme in _SCHEME.finditer(text):
        user = _USER.match(text, scheme.end())
        if user is None:
            continue
        at = _at_sign(text, user.end())
        password = "" if at is None else text[user.end() : at]
        if at is not None and password and not password.startswith(_PLACEHOLDERS) and password.lower() not in _EXAMPLES:
            yield Span(user.end(), at, Sort.PASSWORD)


def _at_sign(text: str, begin: int) -> int | None:
    """The last @ before the host begins: a password may have one, too."""
    found = None
    for place in range(begin, min(len(text), begin + _LONGEST)):
        if text[place] in _STOPS:
            break
        if text[place] == "@":
            found = place
    return found
