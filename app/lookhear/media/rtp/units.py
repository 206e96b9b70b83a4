"""Samples out of RTP packets: pictures of H.264 (RFC 6184, modes 0 and 1) and frames of AAC (RFC 3640, mode AAC-hbr)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.media.rtp.packets import RtpPacket

_STAP_A: Final = 24
_FU_A: Final = 28
_LAST_SINGLE: Final = 23
_MOST_BYTES: Final = 4 << 20  # of one picture
_SEQUENCES: Final = 1 << 16
_SIZE_BITS: Final = 13  # of an AU header in AAC-hbr; three bits of an index follow
_HEADER_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """One sample: NAL units behind their lengths, or an AAC frame. ``is_behind_loss``: something before it did not come."""

    timestamp: int
    data: bytes
    is_behind_loss: bool = False


class PictureUnits:
    """Collects the packets of a picture. One of which a part is missing is left out."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._bytes = 0
        self._open: bytearray | None = None  # a NAL unit that comes in several packets
        self._timestamp: int | None = None
        self._expected: int | None = None
        self._is_broken = False
        self._has_lost = False

    def feed(self, packet: RtpPacket) -> Iterator[Unit]:
        """The next packet; gives the pictures that are whole now. Raises MediaError for one that is too large."""
        is_gap = self._expected is not None and packet.sequence != self._expected
        self._expected = (packet.sequence + 1) % _SEQUENCES
        if self._timestamp is not None and packet.timestamp != self._timestamp:
            self._is_broken = self._is_broken or is_gap
            yield from self._ended()
        self._is_broken = self._is_broken or is_gap
        self._timestamp = packet.timestamp
        self._take(packet.payload)
        if packet.is_marked:
            yield from self._ended()

    def _take(self, payload: bytes) -> None:
        kind = payload[0] & 31 if payload else 0
        if 0 < kind <= _LAST_SINGLE:
            self._add(payload)
        elif kind == _STAP_A:
            position = 1
            while position < len(payload):
                size = int.from_bytes(payload[position : position + 2], "big")
                position += 2
                if not size or position + size > len(payload):
                    self._is_broken = True
                    return
                self._add(payload[position : position + size])
                position += size
        elif kind == _FU_A and len(payload) > _HEADER_BYTES:
            self._take_part(payload)
        else:
            self._is_broken = True

    def _take_part(self, payload: bytes) -> None:
        head = payload[1]
        if head & 0x80:  # the first part; the header of the unit is spread over two bytes
            self._open = bytearray([payload[0] & 0xE0 | head & 31])
        if self._open is None:
            self._is_broken = True
            return
        self._open += payload[2:]
        self._check(len(self._open))
        if head & 0x40:
            self._add(bytes(self._open))
            self._open = None

    def _add(self, nal: bytes) -> None:
        self._bytes += len(nal) + 4
        self._check(0)
        self._parts += (len(nal).to_bytes(4, "big"), nal)

    def _check(self, more: int) -> None:
        if self._bytes + more > _MOST_BYTES:
            raise MediaError(f"The source sends a picture of more than {_MOST_BYTES >> 20} MiB.")

    def _ended(self) -> Iterator[Unit]:
        data, is_whole = b"".join(self._parts), not self._is_broken and self._open is None
        timestamp = self._timestamp
        self._parts.clear()
        self._bytes, self._open, self._timestamp, self._is_broken = 0, None, None, False
        if data and is_whole and timestamp is not None:
            yield Unit(timestamp, data, is_behind_loss=self._has_lost)
            self._has_lost = False
        elif not is_whole:
            self._has_lost = True


class SoundUnits:
    """Takes packets with whole AAC frames apart; ``frame_samples`` lie between two of a packet."""

    def __init__(self, *, frame_samples: int) -> None:
        self._step = frame_samples

    def feed(self, packet: RtpPacket) -> Iterator[Unit]:
        """The frames of a packet. What is cut off is left out: such a frame says nothing about its neighbours."""
        payload = packet.payload
        header_bits = int.from_bytes(payload[:2], "big")
        count = header_bits // (8 * _HEADER_BYTES)
        position = 2 + count * _HEADER_BYTES
        for number in range(count):
            begin = 2 + number * _HEADER_BYTES
            size = int.from_bytes(payload[begin : begin + 2], "big") >> (16 - _SIZE_BITS)
            if not size or position + size > len(payload):
                return
            timestamp = (packet.timestamp + number * self._step) % (1 << 32)
            yield Unit(timestamp, payload[position : position + size])
            position += size
