"""ISO base media file format boxes (ISO/IEC 14496-12 §4.2): building them, and reading them out of bytes nobody vouches for.

A box is a 32-bit size, a four-character type and a payload; size 1 means that a 64-bit size follows the type, size 0
"to the end of the file". Reading never looks past the buffer: whatever is wrong with the bytes becomes a `MediaError`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator

Buffer: TypeAlias = bytes | bytearray | memoryview

HEADER_BYTES: Final = 8
LARGE_HEADER_BYTES: Final = 16
MAX_U32: Final = 0xFFFF_FFFF
_HEADER: Final = struct.Struct(">I4s")
_LARGE_SIZE: Final = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Box:
    """Where one box lies in a buffer: header at ``start``, payload from ``payload`` to ``end`` (exclusive)."""

    kind: bytes
    start: int
    payload: int
    end: int


def box(kind: bytes, *parts: Buffer) -> bytes:
    """One box around the joined parts; a payload of 4 GiB and more gets the 64-bit size."""
    size = HEADER_BYTES + sum(map(len, parts))
    if size <= MAX_U32:
        return b"".join((_HEADER.pack(size, kind), *parts))
    return b"".join((_HEADER.pack(1, kind), _LARGE_SIZE.pack(size + HEADER_BYTES), *parts))


def full_box(kind: bytes, version: int, flags: int, *parts: Buffer) -> bytes:
    """A box that begins with an 8-bit version and 24 bits of flags (§4.2.2)."""
    return box(kind, (version << 24 | flags).to_bytes(4, "big"), *parts)


def mdat_header(payload_bytes: int) -> bytes:
    """The header of a media data box whose payload is written by someone else; 16 bytes when it needs a 64-bit size."""
    if payload_bytes + HEADER_BYTES <= MAX_U32:
        return _HEADER.pack(payload_bytes + HEADER_BYTES, b"mdat")
    return _HEADER.pack(1, b"mdat") + _LARGE_SIZE.pack(payload_bytes + LARGE_HEADER_BYTES)


def read_box(data: Buffer, start: int, end: int) -> Box:
    """The box whose header begins at ``start``; raises MediaError when it does not fit before ``end``."""
    if end > len(data) or start < 0 or end - start < HEADER_BYTES:
        raise MediaError("The media data ends in the middle of a box header.")
    size, kind = _HEADER.unpack_from(data, start)
    payload = start + HEADER_BYTES
    if size == 1:
        if end - start < LARGE_HEADER_BYTES:
            raise MediaError("The media data ends in the middle of a box header.")
        (size,) = _LARGE_SIZE.unpack_from(data, payload)
        payload = start + LARGE_HEADER_BYTES
    elif size == 0:
        size = end - start
    if size < payload - start or size > end - start:
        raise MediaError(f"A {_printable(kind)} box says it has {size} bytes, but {end - start} are there.")
    return Box(kind, start, payload, start + size)


def iter_boxes(data: Buffer, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes that lie one behind the other between ``start`` and ``end``. Raises MediaError at the first bad one."""
    limit = len(data) if end is None else end
    while start < limit:
        found = read_box(data, start, limit)
        yield found
        start = found.end


def find_child(data: Buffer, parent: Box, kind: bytes, *, skip: int = 0) -> Box | None:
    """The first child of this type, or None. ``skip`` bytes of fields come before the children."""
    start = parent.payload + skip
    if start > parent.end:
        raise MediaError(f"A {_printable(parent.kind)} box is too short.")
    return next((child for child in iter_boxes(data, start, parent.end) if child.kind == kind), None)


def require_child(data: Buffer, parent: Box, kind: bytes, *, skip: int = 0) -> Box:
    """Like `find_child`, but a missing child is a MediaError."""
    child = find_child(data, parent, kind, skip=skip)
    if child is None:
        raise MediaError(f"A {_printable(parent.kind)} box has no {_printable(kind)} box inside.")
    return child


class Reader:
    """Reads the big-endian fields of one box in order; running past its end is a MediaError."""

    __slots__ = ("_data", "_end", "position")

    def __init__(self, data: Buffer, start: int, end: int) -> None:
        if not 0 <= start <= end <= len(data):
            raise MediaError("The media data ends in the middle of a box.")
        self._data = data
        self._end = end
        self.position = start

    @classmethod
    def of(cls, data: Buffer, within: Box) -> Reader:
        """A reader of a box's payload."""
        return cls(data, within.payload, within.end)

    @property
    def remaining(self) -> int:
        """Bytes that are left."""
        return self._end - self.position

    def skip(self, count: int) -> None:
        """Step over bytes."""
        if count < 0 or count > self.remaining:
            raise MediaError("The media data ends in the middle of a box.")
        self.position += count

    def take(self, count: int) -> bytes:
        """A copy of the next bytes."""
        start = self.position
        self.skip(count)
        return bytes(self._data[start : self.position])

    def u8(self) -> int:
        """An 8-bit number."""
        return self._number(1)

    def u16(self) -> int:
        """A 16-bit number."""
        return self._number(2)

    def u32(self) -> int:
        """A 32-bit number."""
        return self._number(4)

    def i32(self) -> int:
        """A signed 32-bit number."""
        return self._number(4, signed=True)

    def u64(self) -> int:
        """A 64-bit number."""
        return self._number(8)

    def version_and_flags(self) -> tuple[int, int]:
        """The first four bytes of a full box."""
        both = self._number(4)
        return both >> 24, both & 0xFF_FFFF

    def _number(self, count: int, *, signed: bool = False) -> int:
        start = self.position
        self.skip(count)
        return int.from_bytes(self._data[start : self.position], "big", signed=signed)


def _printable(kind: bytes) -> str:
    """A box type as text that is safe in a message."""
    return ascii(kind.decode("latin-1"))
