"""Strict reading of JSON objects: every field has the type it should have, or a ValueError says which has not."""

from __future__ import annotations

import functools
import json
import math
import re
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")
_INTEGERS: Final = range(-(1 << 63), 1 << 63)  # whoever writes such a file counts in 64 bits
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class Fields:
    """The fields of one JSON object. Unknown fields are left alone: a newer version may have written them."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise TypeError("not a JSON object")
        self._values: dict[str, object] = values

    @classmethod
    def parse(cls, text: bytes) -> Fields:
        """Read the bytes of one JSON object; raises ValueError for anything else, also for NaN and Infinity."""
        try:
            return cls(_DECODER.decode(text.decode()))
        except (TypeError, UnicodeDecodeError, RecursionError) as error:
            raise ValueError(str(error)) from error

    def text(self, name: str) -> str:
        """A string."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a text: {value!r}")  # noqa: TRY004 - one kind of error for everything that is not as it should be
        return value

    def count(self, name: str, *, at_least: int = 0) -> int:
        """An integer that is not smaller than a bound."""
        value = self.integer(name)
        if value < at_least:
            raise ValueError(f"{name} is smaller than {at_least}: {value}")
        return value

    def integer(self, name: str) -> int:
        """An integer of 64 bits: no time or size of ours is larger, and what is computed from it stays within bounds."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{name} is not an integer: {value!r}")  # noqa: TRY004 - as above
        if value not in _INTEGERS:
            raise ValueError(f"{name} does not fit into 64 bits")
        return value

    def number(self, name: str) -> float:
        """A finite number."""
        value = self._values.get(name)
        if isinstance(value, float) and math.isfinite(value):  # 1e999 is JSON and reads as infinity
            return value
        if not isinstance(value, int) or isinstance(value, bool) or value not in _INTEGERS:
            raise ValueError(f"{name} is not a number: {value!r}")
        return float(value)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            raise ValueError(f"{name} is not true or false: {value!r}")  # noqa: TRY004 - as above
        return value

    def sha256(self, name: str) -> str:
        """A SHA-256 digest in 64 lower-case hexadecimal digits."""
        value = self.text(name)
        if not _SHA256.fullmatch(value):
            raise ValueError(f"{name} is not a SHA-256 digest: {value!r}")
        return value

    def channel(self, name: str) -> ChannelId:
        """The name of a channel."""
        return _channel(self.text(name))

    def has(self, name: str) -> bool:
        """Whether there is a field with this name."""
        return name in self._values

    def raw(self, name: str) -> object:
        """A field as it came, None when it is missing: for a reader that checks it itself."""
        return self._values.get(name)

    def object(self, name: str) -> Fields:
        """A JSON object."""
        try:
            return Fields(self._values.get(name))
        except TypeError as error:
            raise ValueError(f"{name} is not an object") from error

    def objects(self, name: str) -> list[Fields]:
        """A list of JSON objects."""
        values = self._values.get(name)
        if not isinstance(values, list):
            raise ValueError(f"{name} is not a list: {values!r}")  # noqa: TRY004 - as above
        try:
            return [Fields(value) for value in values]
        except TypeError as error:
            raise ValueError(f"{name} holds something else than objects") from error

    def optional(self, name: str, read: Callable[[str], _T]) -> _T | None:
        """What ``read`` makes of a field, or None when it is missing or null."""
        return None if self._values.get(name) is None else read(name)


@functools.lru_cache(maxsize=64)
def _channel(text: str) -> ChannelId:
    """Every row of a journal names one of a few channels."""
    return ChannelId.parse(text)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)  # one for all: making one costs more than reading a row
