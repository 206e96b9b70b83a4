"""Channels: the recordable sources of a desktop and their names on the wire.

A channel is named ``kind:key``: ``mic:default``, ``mic:<device>``, ``system_audio:default``, ``display:1``
(displays count from one). The names are those of the quickstart this product implements.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_DISPLAY: Final = re.compile(r"[1-9][0-9]{0,8}")  # one way to write each


class ChannelKind(StrEnum):
    """What a channel carries."""

    DISPLAY = "display"
    MIC = "mic"
    SYSTEM_AUDIO = "system_audio"

    @property
    def is_video(self) -> bool:
        """True for pictures, false for sound."""
        return self is ChannelKind.DISPLAY


def check_key(key: str, what: str) -> None:
    """Raises ValueError for what cannot follow the colon in the name of a channel or a track, which ``what`` says."""
    if not key:
        raise ValueError(f"a {what} needs a key, as in mic:default or display:1")
    if any("\ud800" <= char <= "\udfff" for char in key):  # bytes of a command line that are no text
        raise ValueError(f"a {what}'s name must be text")


@dataclass(frozen=True, slots=True, order=True)
class ChannelId:
    """The name of one channel. Raises ValueError for a name that cannot be one."""

    kind: ChannelKind
    key: str

    def __post_init__(self) -> None:
        check_key(self.key, "channel")
        if self.kind is ChannelKind.DISPLAY and _DISPLAY.fullmatch(self.key) is None:
            raise ValueError(f"displays count from one, so {self.key!r} is not a display number")

    @classmethod
    def parse(cls, text: str) -> ChannelId:
        """Read ``kind:key``; raises ValueError when the text is not such a name."""
        kind, separator, key = text.partition(":")
        if not separator or kind not in set(ChannelKind):
            raise ValueError(f"{text!r} is not a channel name such as display:1, mic:default or system_audio:default")
        return cls(ChannelKind(kind), key)

    @classmethod
    def display(cls, number: int) -> ChannelId:
        """The channel of a display, counted from one."""
        return cls(ChannelKind.DISPLAY, str(number))

    @property
    def slug(self) -> str:
        """A name that is safe as a folder name on every system: ``display-1``, ``mic-default``."""
        safe = "".join(char if char.isascii() and (char.isalnum() or char in "._") else "-" for char in self.key)[:80]
        if safe != self.key:  # two devices may differ only in the characters replaced here
            safe += "-" + hashlib.sha256(self.key.encode()).hexdigest()[:8]
        return f"{self.kind.value.replace('_', '-')}-{safe}"

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"
