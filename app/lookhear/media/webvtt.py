"""Subtitles as WebVTT (W3C), and the HLS playlist they stand in (RFC 8216 §3.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTENT_TYPE: Final = "text/vtt; charset=utf-8"
_MPEG_HZ: Final = 90_000
_MPEG_WRAP: Final = 1 << 33
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": " ", "\r": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Some words, and the seconds from the beginning in which they are shown."""

    start_s: float
    end_s: float
    text: str


def webvtt(cues: Iterable[Cue], *, media_ns: int) -> str:
    """The file. ``media_ns`` is the time in the media's own clock at which the cues' times begin."""
    at = media_ns * _MPEG_HZ // NS_PER_S % _MPEG_WRAP
    blocks = [f"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{at},LOCAL:00:00:00.000\n"]
    for cue in cues:
        text = cue.text.translate(_ESCAPES).strip()
        if text and cue.end_s > cue.start_s:
            blocks.append(f"{_time(cue.start_s)} --> {_time(cue.end_s)}\n{text}\n")
    return "\n".join(blocks)


def subtitle_playlist(uri: str, *, length_s: float) -> str:
    """A playlist of one file that lasts as long as what it belongs to."""
    return (
        f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{max(1, math.ceil(length_s))}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        f"#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:{max(0.001, length_s):.3f},\n{uri}\n#EXT-X-ENDLIST\n"
    )


def _time(seconds: float) -> str:
    total_ms = round(seconds * 1000)
    minutes, ms = divmod(total_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{ms // 1000:02d}.{ms % 1000:03d}"
