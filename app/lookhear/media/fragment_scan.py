"""What a backend keeps of a fragment, read in one go without arrays.

A backend looks at every fragment once, and half a second has two dozen samples at most: making arrays of them costs ten times as much
as the numbers themselves. Whatever is laid out in another way goes through the careful parser of `fragments`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.errors import MediaError
from lookhear.media import own_layout, sample_index
from lookhear.media.boxes import HEADER_BYTES, Reader, iter_boxes
from lookhear.media.fragments import MAX_FRAGMENT_SAMPLES, NON_SYNC_BIT, parse_fragment, read_prft

if TYPE_CHECKING:
    from lookhear.media.own_layout import Frame

_BOXES = frozenset({b"styp", b"prft", b"emsg", b"moof", b"mdat", b"free", b"skip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentScan:
    """One fragment in numbers, as `fragments.FragmentInfo` has them; ``table`` is what `sample_index.pack` makes of its samples."""

    sequence: int
    base_decode_time: int
    total_duration: int
    samples: int
    begins_with_sync: bool
    payload_offset: int
    payload_bytes: int
    wall_ns: int | None
    table: bytes


def scan_fragment(data: bytes) -> FragmentScan:
    """Read a whole fragment. Raises MediaError unless it is one, and nothing else is in front of it or behind it."""
    found = own_layout.frame(data, len(data))
    return _careful(data) if found is None else _quick(data, found)


def _quick(data: bytes, found: Frame) -> FragmentScan:
    count, payload_bytes = found.count, len(data) - found.payload_offset
    if count > MAX_FRAGMENT_SAMPLES:
        raise MediaError("A fragment's header lists no samples or too many.")
    rows = struct.unpack_from(f">{count * found.width}I", data, found.table)
    columns = [rows[column :: found.width] for column in range(found.width)]
    durations = columns.pop(0) if found.duration is None else (found.duration,) * count
    sizes = columns.pop(0)
    flags = columns.pop(0) if found.flags is None else (found.flags,) * count
    if sum(sizes) != payload_bytes:
        raise MediaError("A fragment's samples do not fill its media data.")
    is_sync = [not flag & NON_SYNC_BIT for flag in flags]
    return FragmentScan(
        sequence=found.sequence,
        base_decode_time=found.base_decode_time,
        total_duration=sum(durations),
        samples=count,
        begins_with_sync=is_sync[0],
        payload_offset=found.payload_offset,
        payload_bytes=payload_bytes,
        wall_ns=read_prft(Reader(data, HEADER_BYTES, found.start)) if found.start else None,
        table=sample_index.pack_lists(durations, sizes, is_sync),
    )


def _careful(data: bytes) -> FragmentScan:
    info = parse_fragment(data)
    if not _BOXES.issuperset(box.kind for box in iter_boxes(data)):
        raise MediaError("A fragment is one header and its media data, and nothing else.")
    return FragmentScan(
        sequence=info.sequence,
        base_decode_time=info.base_decode_time,
        total_duration=info.total_duration,
        samples=len(info.sizes),
        begins_with_sync=bool(info.is_sync[0]),
        payload_offset=info.payload_offset,
        payload_bytes=info.payload_bytes,
        wall_ns=info.wall_ns,
        table=sample_index.pack(info),
    )
