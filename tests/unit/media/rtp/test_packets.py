from __future__ import annotations

import pytest

from lookhear.errors import MediaError
from lookhear.media.rtp.packets import RtpPacket, TickCounter, read_packet

HEAD = bytes([0x80, 0xE0, 0x12, 0x34, 0, 0, 0, 9, 0, 0, 0, 1])


def test_a_plain_packet() -> None:
    assert read_packet(HEAD + b"abc") == RtpPacket(payload_type=96, is_marked=True, sequence=0x1234, timestamp=9, payload=b"abc")


def test_sources_extensions_and_padding_are_no_payload() -> None:
    extended = bytes([0x80 | 0x10 | 0x20 | 1]) + HEAD[1:] + b"srce" + b"\xbe\xde\x00\x01" + b"more" + b"abc" + b"\x00\x00\x03"
    assert read_packet(extended).payload == b"abc"


LONGER = b"\x90" + HEAD[1:] + b"\x00\x00\xff\xff"


@pytest.mark.parametrize("data", [b"", HEAD[:11], b"\x00" + HEAD[1:], b"\x8f" + HEAD[1:], LONGER])
def test_what_is_no_packet_is_refused(data: bytes) -> None:
    with pytest.raises(MediaError):
        read_packet(data)


def test_timestamps_run_over_and_back() -> None:
    ticks = TickCounter(1000)
    assert [ticks.at(stamp) for stamp in (0xFFFF_FFF0, 0x10, 0xFFFF_FFFF, 0x20)] == [1000, 1032, 1015, 1048]
