"""What a fragment's samples are, in a few bytes that are kept beside it, so that nobody opens the fragment again to know.

Layout, big-endian: version (u8), flags (u8), number of samples (u32), durations (one u32 for all, or one each), sizes (u16 or
u32 each), and, unless the flags tell it, one bit a sample for "depends on no other". Half a second of pictures at 30 a
second takes 40 bytes, of sound 58.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.media.boxes import MAX_U32
from lookhear.media.fragments import MAX_FRAGMENT_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.media.fragments import Bools, FragmentInfo, Int64s

_VERSION: Final = 1
_HEAD: Final = struct.Struct(">BBI")
_MAX_U16: Final = (1 << 16) - 1

_ONE_DURATION: Final = 0x01
_SHORT_SIZES: Final = 0x02
# which samples are sync samples: none, all, only the first, or as the bits at the end say
_SYNC_NONE, _SYNC_ALL, _SYNC_FIRST, _SYNC_BITS, _SYNC_MASK = 0x00, 0x10, 0x20, 0x30, 0x30
_KNOWN_FLAGS: Final = _ONE_DURATION | _SHORT_SIZES | _SYNC_MASK


@dataclass(frozen=True, slots=True)
class SampleIndex:
    """The samples of one fragment, in order: durations in timescale units, sizes in bytes. The arrays belong to the caller."""

    durations: Int64s
    sizes: Int64s
    is_sync: Bools


def pack(info: FragmentInfo) -> bytes:
    """The bytes to keep. Raises MediaError for a duration or size beyond 32 bits."""
    import numpy as np  # for whoever makes arrays only: see `pack_lists`

    durations, sizes = info.durations, info.sizes
    if int(durations.max()) > MAX_U32 or int(sizes.max()) > MAX_U32 or min(int(durations.min()), int(sizes.min())) < 0:
        raise MediaError("A fragment's numbers do not fit into its index.")
    flags = _sync_flags(info.is_sync)
    if (durations == durations[0]).all():
        flags |= _ONE_DURATION
        durations = durations[:1]
    if int(sizes.max()) <= _MAX_U16:
        flags |= _SHORT_SIZES
    bits = np.packbits(info.is_sync).tobytes() if flags & _SYNC_MASK == _SYNC_BITS else b""
    width = ">u2" if flags & _SHORT_SIZES else ">u4"
    head = _HEAD.pack(_VERSION, flags, len(sizes))
    return b"".join((head, durations.astype(">u4").tobytes(), sizes.astype(width).tobytes(), bits))


def pack_lists(durations: Sequence[int], sizes: Sequence[int], is_sync: Sequence[bool]) -> bytes:
    """The same bytes as `pack`, of 32-bit numbers in lists: for one fragment that is many times cheaper than arrays."""
    count, synced = len(sizes), sum(is_sync)
    flags, bits = _SYNC_BITS, b""
    if synced in {0, count}:
        flags = _SYNC_ALL if synced else _SYNC_NONE
    elif synced == 1 and is_sync[0]:
        flags = _SYNC_FIRST
    else:
        width = -(-count // 8)
        bits = int("".join("1" if sync else "0" for sync in is_sync).ljust(8 * width, "0"), 2).to_bytes(width, "big")
    if durations.count(durations[0]) == count:
        flags |= _ONE_DURATION
        durations = durations[:1]
    size_code = "I"
    if max(sizes) <= _MAX_U16:
        flags |= _SHORT_SIZES
        size_code = "H"
    return struct.pack(f">BBI{len(durations)}I{count}{size_code}", _VERSION, flags, count, *durations, *sizes) + bits


def unpack(data: bytes) -> SampleIndex:
    """What `pack` was given. Raises MediaError for bytes it did not make, or made in a version that is not known here."""
    import numpy as np

    if len(data) < _HEAD.size:
        raise MediaError("A fragment's index is cut off.")
    version, flags, count = _HEAD.unpack_from(data)
    if version != _VERSION or flags & ~_KNOWN_FLAGS:
        raise MediaError("A fragment's index was written by a newer version.")
    durations_bytes = 4 if flags & _ONE_DURATION else 4 * count
    size_bytes = 2 if flags & _SHORT_SIZES else 4
    sync = flags & _SYNC_MASK
    bits_bytes = -(-count // 8) if sync == _SYNC_BITS else 0
    sizes_start = _HEAD.size + durations_bytes
    bits_start = sizes_start + size_bytes * count
    if not 0 < count <= MAX_FRAGMENT_SAMPLES or len(data) != bits_start + bits_bytes:
        raise MediaError("A fragment's index does not have the length it says.")
    if flags & _ONE_DURATION:
        durations = np.full(count, int.from_bytes(data[_HEAD.size : sizes_start], "big"), np.int64)
    else:
        durations = np.frombuffer(data, ">u4", count, _HEAD.size).astype(np.int64)
    sizes = np.frombuffer(data, f">u{size_bytes}", count, sizes_start).astype(np.int64)
    if sync == _SYNC_BITS:
        is_sync = np.unpackbits(np.frombuffer(data, np.uint8, bits_bytes, bits_start), count=count).astype(np.bool_)
    else:
        is_sync = np.full(count, sync == _SYNC_ALL, np.bool_)
        is_sync[0] = sync != _SYNC_NONE
    return SampleIndex(durations, sizes, is_sync)


def _sync_flags(is_sync: Bools) -> int:
    count = int(is_sync.sum())
    if count == 0:
        return _SYNC_NONE
    if count == len(is_sync):
        return _SYNC_ALL
    return _SYNC_FIRST if count == 1 and is_sync[0] else _SYNC_BITS
