from __future__ import annotations

import struct

import pytest

from lookhear.media import movie


def test_times_count_from_1904() -> None:
    assert movie.mp4_seconds(None) == 0
    assert movie.mp4_seconds(-movie.SECONDS_1904_TO_1970 * 10**9) == 0
    assert movie.mp4_seconds(1_500_000_000) == 2_082_844_801


@pytest.mark.parametrize(("duration", "version", "size"), [(0xFFFF_FFFF, 0, 108), (0x1_0000_0000, 1, 120)])
def test_a_header_becomes_wider_when_its_numbers_do(duration: int, version: int, size: int) -> None:
    data = movie.mvhd(duration=duration, next_track_id=2)
    assert (len(data), data[8]) == (size, version)


def test_a_track_header_holds_flags_group_and_size_in_their_places() -> None:
    header = movie.TrackHeader(track_id=3, flags=2, duration=7, is_video=True, width=1920, height=1080, alternate_group=5)
    data = movie.tkhd(header)
    assert len(data) == 92
    assert data[8:12] == b"\0\0\0\x02"
    assert struct.unpack_from(">I4xI8xhhH", data, 20) == (3, 7, 0, 5, 0)
    assert struct.unpack_from(">II", data, 84) == (1920 << 16, 1080 << 16)


@pytest.mark.parametrize(("language", "packed"), [("eng", 0x15C7), ("und", 0x55C4), ("English", 0x55C4), ("ÄÖÜ", 0x55C4), ("", 0x55C4)])
def test_a_language_is_three_letters_of_five_bits_or_undetermined(language: str, packed: int) -> None:
    data = movie.mdhd(timescale=48_000, duration=0, language=language)
    assert data[-4:-2] == packed.to_bytes(2, "big")


def test_a_handler_name_ends_at_its_only_zero_byte() -> None:
    data = movie.hdlr(is_video=False, name="Mik\0rofon")
    assert data[16:20] == b"soun"
    assert data[32:] == b"Mikrofon\0"
