"""What goes over the pipes between a backend and its workers: a header in JSON, and arrays of numbers as they lie in memory.

    4 bytes   ``LHw1``
    4 bytes   length of the header, little-endian
    8 bytes   length of the arrays together
    header    JSON; under ``arrays`` the type and the shape of each array that follows
    arrays    one behind the other

Nothing of it is code: whoever holds one end can make the other one read numbers and text, and nothing else.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]

MAX_HEADER_BYTES: Final = 64 << 20
MAX_ARRAYS_BYTES: Final = 512 << 20
_MAGIC: Final = b"LHw1"
_HEAD: Final = struct.Struct("<4sIQ")
_TYPES: Final = {"uint8": 1, "int16": 2, "float32": 4}


class Reads(Protocol):
    """An unbuffered file that bytes come from."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill some of it, and say how many bytes; 0 at the end."""
        ...


class Writes(Protocol):
    """An unbuffered file that takes bytes."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Take some of them, and say how many."""
        ...


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    header: Mapping[str, Any]
    arrays: tuple[Array, ...] = ()


def write_frame(out: Writes, header: Mapping[str, object], arrays: Sequence[Array] = ()) -> None:
    """Send a message. Raises ValueError, before anything is sent, for one that JSON cannot tell or that is too long, and OSError."""
    head, bodies = _packed(header, arrays)
    for rest in (memoryview(head), *bodies):
        sent = 0
        while sent < len(rest):
            sent += out.write(rest[sent:]) or 0


def read_frame(source: Reads) -> Frame | None:
    """The next message; None when there is none any more. Raises ValueError for bytes that are none, EOFError for half a one, OSError."""
    head = bytearray(_HEAD.size)
    if not _fill(source, memoryview(head), is_first=True):
        return None
    magic, header_bytes, arrays_bytes = _HEAD.unpack(head)
    if magic != _MAGIC or header_bytes > MAX_HEADER_BYTES or arrays_bytes > MAX_ARRAYS_BYTES:
        raise ValueError("these bytes are no message")
    text = bytearray(header_bytes)
    _fill(source, memoryview(text))
    try:
        header = json.loads(text.decode())
    except RecursionError:
        raise ValueError("the header is nested far too deeply") from None
    if not isinstance(header, dict):
        raise ValueError("the header is no object")  # noqa: TRY004 - as json.loads raises it
    arrays = _arrays_of(source, header.pop("arrays", []), arrays_bytes)
    return Frame(header, arrays)


def _packed(header: Mapping[str, object], arrays: Sequence[Array]) -> tuple[bytes, list[memoryview]]:
    told: dict[str, object] = dict(header)
    bodies: list[memoryview] = []
    if arrays:
        import numpy as np

        whole = [np.ascontiguousarray(each) for each in arrays]
        if any(each.dtype.name not in _TYPES for each in whole):
            raise ValueError("an array is of a type that is not sent")
        told["arrays"] = [[each.dtype.name, list(each.shape)] for each in whole]
        bodies = [each.reshape(-1).view(np.uint8).data for each in whole if each.size]
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
    length = sum(len(body) for body in bodies)
    if len(text) > MAX_HEADER_BYTES or length > MAX_ARRAYS_BYTES:
        raise ValueError("a message is too long")
    return _HEAD.pack(_MAGIC, len(text), length) + text, bodies


def _arrays_of(source: Reads, told: object, length: int) -> tuple[Array, ...]:
    if told == [] and length == 0:
        return ()
    import numpy as np

    if not isinstance(told, list):
        raise ValueError("the arrays are not told")  # noqa: TRY004 - these bytes are no message
    shapes = [_shape_of(each) for each in told]
    if sum(_TYPES[name] * _count(shape) for name, shape in shapes) != length:
        raise ValueError("the arrays have another length than is told")
    found: list[Array] = []
    for name, shape in shapes:
        array = np.empty(shape, np.dtype(name))
        if array.size:
            _fill(source, array.reshape(-1).view(np.uint8).data)
        found.append(array)
    return tuple(found)


def _shape_of(told: object) -> tuple[str, tuple[int, ...]]:
    match told:
        case [str() as name, list() as shape] if name in _TYPES and len(shape) <= 4:  # noqa: PLR2004 - no engine has more dimensions
            if all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= MAX_ARRAYS_BYTES for each in shape):
                return name, tuple(shape)
    raise ValueError("an array is of a shape that is not sent")


def _count(shape: tuple[int, ...]) -> int:
    count = 1
    for each in shape:
        count *= each
    return count


def _fill(source: Reads, buffer: memoryview, *, is_first: bool = False) -> bool:
    """Read until it is full; False when there was nothing at all and this is where a message begins."""
    filled = 0
    while filled < len(buffer):
        count = source.readinto(buffer[filled:])
        if not count:
            if is_first and not filled:
                return False
            raise EOFError("a message ends in the middle")
        filled += count
    return True
