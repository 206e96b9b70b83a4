"""Tracks: what a recording is made of on the wire. Every channel is one; the mix of its sound and its context log are two more.

A track is named like its channel (``display:1``, ``mic:default``), or ``mix:default`` and ``context:default``. The mix is a view
made by the recorder (or by the backend when it did not come); the context log says what the person did: pauses, devices,
active window. Neither is an RTStream.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lookhear.protocol.channels import ChannelId, ChannelKind, check_key


class TrackKind(StrEnum):
    """What a track carries."""

    DISPLAY = "display"
    MIC = "mic"
    SYSTEM_AUDIO = "system_audio"
    MIX = "mix"
    CONTEXT = "context"

    @property
    def is_video(self) -> bool:
        """True for pictures."""
        return self is TrackKind.DISPLAY

    @property
    def is_channel(self) -> bool:
        """True for what a source gave, false for what was made of it or said about it."""
        return self not in {TrackKind.MIX, TrackKind.CONTEXT}

    @property
    def is_media(self) -> bool:
        """False for the context log, which has no init segment."""
        return self is not TrackKind.CONTEXT

    @property
    def content_type(self) -> str:
        """What the bytes of its fragments are."""
        return CONTEXT_TYPE if self is TrackKind.CONTEXT else VIDEO_TYPE if self.is_video else AUDIO_TYPE


VIDEO_TYPE: Final = "video/mp4"
AUDIO_TYPE: Final = "audio/mp4"
CONTEXT_TYPE: Final = "application/x-ndjson"
MIX_TRACK: Final = "mix:default"
CONTEXT_TRACK: Final = "context:default"


@dataclass(frozen=True, slots=True, order=True)
class TrackId:
    """The name of one track: ``kind:key``; that of a channel is a channel's name. Raises ValueError for a name that cannot be one."""

    kind: TrackKind
    key: str

    def __post_init__(self) -> None:
        if self.kind.is_channel:
            ChannelId(ChannelKind(self.kind.value), self.key)
        else:
            check_key(self.key, "track")

    @classmethod
    def parse(cls, text: str) -> TrackId:
        """Read ``kind:key``; raises ValueError when the text is not such a name."""
        kind, separator, key = text.partition(":")
        if not separator or kind not in set(TrackKind):
            raise ValueError(f"{text!r} is not a track's name such as display:1, mic:default or mix:default")
        return cls(TrackKind(kind), key)

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"
