"""Elements of XML and the like whose names tell of a secret: what stands between ``<password>`` and ``</password>``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENT: Final = re.compile(
    r"<(?P<name>[A-Za-z_][A-Za-z0-9_.:-]{0,60}+)(?:\s[^<>]{0,200}+)?+>\s{0,40}+(?P<data><!\[CDATA\[)?+(?P<value>[^<>]{1,256}+)"
    r"(?:(?<=\]\])>\s{0,40}+)?+(?:</)"
)


def elements(text: str) -> Iterator[tuple[str, int, int]]:
    """The names of elements that hold nothing but text, in small letters, and from where to where it stands."""
    for found in _ELEMENT.finditer(text):
        value = found["value"].rstrip()
        if found["data"]:
            value = value.removesuffix("]]")
        if value:
            yield found["name"].lower(), found.start("value"), found.start("value") + len(value)
