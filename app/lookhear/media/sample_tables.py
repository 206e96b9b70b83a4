"""Sample tables of a finished file, built from whole arrays (ISO/IEC 14496-12 §8.6 and §8.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.media.boxes import MAX_U32, full_box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lookhear.media.fragments import Bools, Int64s

_ROLL_ONE_FRAME_BACK: Final = (-1).to_bytes(2, "big", signed=True)


def stts(durations: Int64s) -> bytes:
    """Time to sample: runs of equal durations."""
    starts, lengths = _runs(durations)
    return _table(b"stts", np.stack([lengths, durations[starts]], axis=1))


def stss(is_sync: Bools) -> bytes:
    """Sync samples, counted from one; nothing at all when every sample is one."""
    return b"" if is_sync.all() else _table(b"stss", np.flatnonzero(is_sync)[:, None] + 1)


def stsz(sizes: Int64s) -> bytes:
    """Sample sizes in bytes."""
    return full_box(b"stsz", 0, 0, bytes(4), len(sizes).to_bytes(4, "big"), sizes.astype(">u4").tobytes())


def stsc(samples_per_chunk: Int64s, descriptions: Int64s) -> bytes:
    """Sample to chunk: runs of chunks with as many samples of the same description (both counted from one)."""
    starts, _ = _runs(samples_per_chunk * (int(descriptions.max()) + 1) + descriptions)
    return _table(b"stsc", np.stack([starts + 1, samples_per_chunk[starts], descriptions[starts]], axis=1))


def chunk_offsets(offsets: Int64s, *, is_large: bool) -> bytes:
    """Where each chunk begins in the file: 32 bits, or 64 for a file beyond 4 GiB."""
    kind, width = (b"co64", ">u8") if is_large else (b"stco", ">u4")
    return full_box(kind, 0, 0, len(offsets).to_bytes(4, "big"), offsets.astype(width).tobytes())


def roll_groups(samples: int) -> bytes:
    """`sgpd` and `sbgp` telling that an AAC frame needs the one before it to be decoded right (§10.1)."""
    description = full_box(b"sgpd", 1, 0, b"roll", (2).to_bytes(4, "big"), (1).to_bytes(4, "big"), _ROLL_ONE_FRAME_BACK)
    members = full_box(b"sbgp", 0, 0, b"roll", (1).to_bytes(4, "big"), samples.to_bytes(4, "big"), (1).to_bytes(4, "big"))
    return description + members


def _runs(values: Int64s) -> tuple[Int64s, Int64s]:
    """Where runs of equal values begin, and how long they are."""
    starts = np.flatnonzero(np.concatenate([np.ones(1, np.bool_), values[1:] != values[:-1]])).astype(np.int64)
    return starts, np.diff(starts, append=len(values)).astype(np.int64)


def _table(kind: bytes, rows: NDArray[np.int64]) -> bytes:
    """A full box of a row count and rows of 32-bit numbers."""
    return full_box(kind, 0, 0, len(rows).to_bytes(4, "big"), np.minimum(rows, MAX_U32).astype(">u4").tobytes())
