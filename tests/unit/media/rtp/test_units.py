from __future__ import annotations

from typing import Any

import pytest

from lookhear.errors import MediaError
from lookhear.media.rtp.packets import RtpPacket
from lookhear.media.rtp.units import PictureUnits, SoundUnits, Unit


def packet(sequence: int, payload: bytes, *, timestamp: int = 100, is_marked: bool = False) -> RtpPacket:
    return RtpPacket(payload_type=96, is_marked=is_marked, sequence=sequence, timestamp=timestamp, payload=payload)


def fed(*packets: RtpPacket, into: Any = None) -> list[Unit]:  # noqa: ANN401 - either kind
    units = into or PictureUnits()
    return [unit for each in packets for unit in units.feed(each)]


def framed(*nals: bytes) -> bytes:
    return b"".join(len(nal).to_bytes(4, "big") + nal for nal in nals)


def test_a_picture_in_one_packet_in_one_with_others_and_in_parts() -> None:
    idr = b"\x65" + bytes(range(90))
    packets = (
        packet(1, b"\x78" + b"\x00\x03\x67ab" + b"\x00\x02\x68c"),
        packet(2, b"\x7c\x85" + idr[1:40]),
        packet(3, b"\x7c\x05" + idr[40:70]),
        packet(4, b"\x7c\x45" + idr[70:], is_marked=True),
        packet(5, b"\x41single", timestamp=200, is_marked=True),
    )
    assert fed(*packets) == [Unit(100, framed(b"\x67ab", b"\x68c", idr)), Unit(200, framed(b"\x41single"))]


def test_another_time_ends_a_picture_without_a_mark() -> None:
    assert fed(packet(65535, b"\x41a"), packet(0, b"\x41b", timestamp=200)) == [Unit(100, framed(b"\x41a"))]


def test_a_picture_with_a_hole_is_left_out_and_the_next_one_says_so() -> None:
    units = fed(
        packet(1, b"\x7c\x85abc"),
        packet(3, b"\x7c\x45def", is_marked=True),
        packet(4, b"\x41next", timestamp=200, is_marked=True),
        packet(5, b"\x41more", timestamp=300, is_marked=True),
    )
    assert units == [Unit(200, framed(b"\x41next"), is_behind_loss=True), Unit(300, framed(b"\x41more"))]


@pytest.mark.parametrize("payload", [b"", b"\x7c", b"\x7c\x05x", b"\x78\x00\x09x", b"\x78\x00\x00", b"\x79xx", b"\x1f"])
def test_nonsense_is_a_picture_less(payload: bytes) -> None:
    assert fed(packet(1, payload, is_marked=True)) == []


def test_a_picture_without_end_is_refused() -> None:
    units = PictureUnits()
    with pytest.raises(MediaError, match="more than 4 MiB"):
        fed(packet(0, b"\x7c\x85x"), *(packet(number, b"\x7c\x05" + bytes(60_000)) for number in range(1, 100)), into=units)


def test_frames_of_sound_are_told_apart() -> None:
    payload = b"\x00\x20" + (3 << 3).to_bytes(2, "big") + (2 << 3).to_bytes(2, "big") + b"abcde"
    sound = SoundUnits(frame_samples=1024)
    assert fed(packet(1, payload), into=sound) == [Unit(100, b"abc"), Unit(1124, b"de")]
    assert [unit.data for unit in fed(packet(2, payload[:-1]), into=sound)] == [b"abc"]
    assert fed(packet(3, b""), packet(4, b"\xff\xff"), into=sound) == []
