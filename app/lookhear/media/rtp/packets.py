"""RTP packets (RFC 3550 §5.1) and their timestamps, which run over every few hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lookhear.errors import MediaError

_HEAD_BYTES: Final = 12
_VERSION: Final = 2
_MODULUS: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class RtpPacket:
    """One packet. ``sequence`` has 16 bits, ``timestamp`` 32 in units of the format's clock."""

    payload_type: int
    is_marked: bool
    sequence: int
    timestamp: int
    payload: bytes


def read_packet(data: bytes) -> RtpPacket:
    """Take a packet apart. Raises MediaError for what is none."""
    if len(data) < _HEAD_BYTES or data[0] >> 6 != _VERSION:
        raise MediaError("The source sends something that is no RTP.")
    begin = _HEAD_BYTES + 4 * (data[0] & 15)
    if data[0] & 0x10:  # an extension: two bytes of its kind, two with its length in words
        begin += 4 + 4 * int.from_bytes(data[begin + 2 : begin + 4], "big")
    end = len(data) - (data[-1] if data[0] & 0x20 else 0)  # the last byte counts the padding
    if begin > end:
        raise MediaError("The source sends RTP packets that are damaged.")
    return RtpPacket(
        payload_type=data[1] & 0x7F,
        is_marked=bool(data[1] & 0x80),
        sequence=int.from_bytes(data[2:4], "big"),
        timestamp=int.from_bytes(data[4:8], "big"),
        payload=data[begin:end],
    )


class TickCounter:
    """Where the samples of a track lie in the session: ``begin`` is the tick of the first timestamp that is asked for."""

    def __init__(self, begin: int) -> None:
        self._tick = begin
        self._last: int | None = None

    def at(self, timestamp: int) -> int:
        """The tick of a timestamp, which may lie up to half of all timestamps before or behind the one before."""
        if self._last is not None:
            step = (timestamp - self._last) % _MODULUS
            self._tick += step - _MODULUS if step >= _MODULUS // 2 else step
        self._last = timestamp
        return self._tick
