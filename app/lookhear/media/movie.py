"""The boxes of a movie header that init segments and finished files share (ISO/IEC 14496-12 §8)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from lookhear.media.boxes import MAX_U32, Buffer, box, full_box
from lookhear.media.samples import NS_PER_S

MOVIE_TIMESCALE: Final = 1000
SECONDS_1904_TO_1970: Final = 2_082_844_800  # MP4 counts from 1904-01-01 UTC
UNITY_MATRIX: Final = struct.pack(">9I", 0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000)
TRACK_ENABLED: Final = 1
TRACK_IN_MOVIE: Final = 2
_FULL_VOLUME: Final = 0x0100
_LETTERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackHeader:
    """What `tkhd` says. ``duration`` counts movie timescale units; sizes are pixels, zero for sound."""

    track_id: int
    flags: int
    duration: int
    is_video: bool
    width: int = 0
    height: int = 0
    alternate_group: int = 0
    creation_s: int = 0


def mp4_seconds(wall_ns: int | None) -> int:
    """Wall-clock ns since 1970 as seconds since 1904; zero ("not told") for None."""
    return 0 if wall_ns is None else wall_ns // NS_PER_S + SECONDS_1904_TO_1970


def ftyp(major: bytes, minor: int, *compatible: bytes) -> bytes:
    """File type and the brands it is compatible with (§4.3)."""
    return box(b"ftyp", major, minor.to_bytes(4, "big"), *compatible)


def mvhd(*, duration: int, next_track_id: int, creation_s: int = 0, timescale: int = MOVIE_TIMESCALE) -> bytes:
    """Movie header (§8.2.2); version 1 where a number needs 64 bits."""
    version, times = _times(creation_s, timescale.to_bytes(4, "big"), duration)
    rest = struct.pack(">IH10x", 0x1_0000, _FULL_VOLUME) + UNITY_MATRIX + bytes(24) + next_track_id.to_bytes(4, "big")
    return full_box(b"mvhd", version, 0, times, rest)


def tkhd(header: TrackHeader) -> bytes:
    """Track header (§8.3.2)."""
    version, times = _times(header.creation_s, struct.pack(">I4x", header.track_id), header.duration)
    volume = 0 if header.is_video else _FULL_VOLUME
    rest = struct.pack(">8xhhHxx", 0, header.alternate_group, volume) + UNITY_MATRIX
    size = struct.pack(">II", header.width << 16, header.height << 16)
    return full_box(b"tkhd", version, header.flags, times, rest, size)


def mdhd(*, timescale: int, duration: int, language: str = "und", creation_s: int = 0) -> bytes:
    """Media header (§8.4.2). ``language`` is an ISO 639-2/T code of three letters."""
    version, times = _times(creation_s, timescale.to_bytes(4, "big"), duration)
    return full_box(b"mdhd", version, 0, times, _packed_language(language), bytes(2))


def hdlr(*, is_video: bool, name: str) -> bytes:
    """Handler (§8.4.3): what kind of media, and the name people see in a player's list of tracks."""
    kind = b"vide" if is_video else b"soun"
    return full_box(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name.replace("\0", "").encode(), b"\0")


def media_header(*, is_video: bool) -> bytes:
    """`vmhd` or `smhd` (§12.1.2, §12.2.2)."""
    return full_box(b"vmhd", 0, 1, bytes(8)) if is_video else full_box(b"smhd", 0, 0, bytes(4))


def data_information() -> bytes:
    """`dinf` saying that the media is in this very file (§8.7)."""
    here = full_box(b"url ", 0, 1)
    return box(b"dinf", full_box(b"dref", 0, 0, (1).to_bytes(4, "big"), here))


def stsd(*entries: Buffer) -> bytes:
    """Sample descriptions (§8.5.2)."""
    return full_box(b"stsd", 0, 0, len(entries).to_bytes(4, "big"), *entries)


def _times(creation_s: int, middle: bytes, duration: int) -> tuple[int, bytes]:
    """Version, and the fields creation, modification, ``middle``, duration in the width that version has."""
    if creation_s <= MAX_U32 and duration <= MAX_U32:
        return 0, struct.pack(">II", creation_s, creation_s) + middle + duration.to_bytes(4, "big")
    return 1, struct.pack(">QQ", creation_s, creation_s) + middle + duration.to_bytes(8, "big")


def _packed_language(language: str) -> bytes:
    """Three letters of five bits each; anything else is "und", undetermined."""
    code = language if len(language) == _LETTERS and language.isascii() and language.islower() and language.isalpha() else "und"
    first, second, third = (ord(letter) - 0x60 for letter in code)
    return (first << 10 | second << 5 | third).to_bytes(2, "big")
