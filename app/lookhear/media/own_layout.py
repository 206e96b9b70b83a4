"""A quick way into the one fragment layout that `build_fragment` writes.

An export reads tens of thousands of headers, nearly all of exactly this layout, and the careful parser of `fragments` costs
several times as much. Whatever deviates by a single bit of structure is left to that parser: nothing is decided here but "is it this".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.media.boxes import HEADER_BYTES, mdat_header

if TYPE_CHECKING:  # numpy is imported where arrays are made: a backend that only receives starts half a second sooner without it
    import numpy as np
    from numpy.typing import NDArray

    from lookhear.media.boxes import Buffer

PRFT_BYTES: Final = 32
_PRFT_HEADER: Final = struct.pack(">I4s", PRFT_BYTES, b"prft")

# moof(size kind) mfhd(size kind version sequence) traf(size kind) tfhd(size kind flags track)
_MOOF: Final = struct.Struct(">I4s12sI I4s I4sII")
_MFHD: Final = struct.pack(">I4sI", 16, b"mfhd", 0)
# tfdt(size kind version time) trun(size kind flags count offset)
_RUN: Final = struct.Struct(">12sQ I4sIIi")
_TFDT: Final = struct.pack(">I4sI", 20, b"tfdt", 1 << 24)
_U32: Final = struct.Struct(">I")
_LONGEST_FIXED_BYTES: Final = _MOOF.size + 8 + _RUN.size + HEADER_BYTES

# tfhd flags → (has default duration, has default sample flags), and the trun flags that go with them
_VARIANTS: Final = {
    0x02_0000: (0, 0, 0x701),
    0x02_0008: (1, 0, 0x601),
    0x02_0020: (0, 1, 0x301),
    0x02_0028: (1, 1, 0x201),
}


@dataclass(slots=True)
class Frame:
    """The fixed part of a fragment of this layout. ``duration`` and ``flags`` are None where each sample has its own in the table.

    The table of ``count`` rows of ``width`` 32-bit numbers begins at ``table``: duration, size, flags, as far as they are in it.
    """

    start: int  # of moof
    sequence: int
    base_decode_time: int
    count: int
    duration: int | None
    flags: int | None
    table: int
    width: int
    payload_offset: int


@dataclass(slots=True)
class OwnLayout:
    """The numbers of a fragment of this layout; the arrays have one value per sample and belong to the caller."""

    start: int  # of moof
    sequence: int
    base_decode_time: int
    durations: NDArray[np.int64]
    sizes: NDArray[np.int64]
    flags: NDArray[np.int64]
    payload_offset: int


def match(data: Buffer, file_bytes: int) -> OwnLayout | None:
    """The numbers of a fragment whose first bytes are ``data`` and which has ``file_bytes``; None when it is laid out otherwise."""
    import numpy as np

    found = frame(data, file_bytes)
    if found is None:
        return None
    # Columns duration, size, flags: from the defaults of tfhd or from the rows of trun.
    columns = np.empty((3, found.count), np.int64)
    if found.duration is not None:
        columns[0] = found.duration
    if found.flags is not None:
        columns[2] = found.flags
    rows = np.frombuffer(data, ">u4", found.count * found.width, found.table).reshape(found.count, found.width)
    columns[found.duration is not None : 3 - (found.flags is not None)] = rows.T
    return OwnLayout(
        start=found.start,
        sequence=found.sequence,
        base_decode_time=found.base_decode_time,
        durations=columns[0],
        sizes=columns[1],
        flags=columns[2],
        payload_offset=found.payload_offset,
    )


def frame(data: Buffer, file_bytes: int) -> Frame | None:
    """The fixed part of such a fragment; None when it is laid out otherwise. Needs no arrays."""
    start = PRFT_BYTES if data[:HEADER_BYTES] == _PRFT_HEADER else 0
    if len(data) < start + _LONGEST_FIXED_BYTES:
        return None
    moof_bytes, moof, mfhd, sequence, traf_bytes, traf, tfhd_bytes, tfhd, tfhd_flags, _ = _MOOF.unpack_from(data, start)
    variant = _VARIANTS.get(tfhd_flags)
    if variant is None:
        return None
    one_duration, one_flags, trun_flags = variant
    defaults = start + _MOOF.size
    run = defaults + 4 * (one_duration + one_flags)
    tfdt, base, trun_bytes, trun, found_flags, count, data_offset = _RUN.unpack_from(data, run)
    width = 3 - one_duration - one_flags
    table = run + _RUN.size
    payload = table + 4 * width * count + HEADER_BYTES
    is_own = (
        (moof, mfhd, traf, tfhd, tfdt, trun) == (b"moof", _MFHD, b"traf", b"tfhd", _TFDT, b"trun")
        and found_flags == trun_flags
        and count > 0
        and payload <= len(data)
        and data_offset == payload - start == moof_bytes + HEADER_BYTES
        and traf_bytes == moof_bytes - 24
        and tfhd_bytes == 16 + run - defaults
        and trun_bytes == 20 + 4 * width * count
        and payload <= file_bytes
        and data[payload - HEADER_BYTES : payload] == mdat_header(file_bytes - payload)
    )
    if not is_own:
        return None
    return Frame(
        start=start,
        sequence=sequence,
        base_decode_time=base,
        count=count,
        duration=_U32.unpack_from(data, defaults)[0] if one_duration else None,
        flags=_U32.unpack_from(data, run - 4)[0] if one_flags else None,
        table=table,
        width=width,
        payload_offset=payload,
    )
