"""Vectors by one bit a dimension: quick to sift, small enough to stay in memory. What is near is rescored with the vectors themselves.

50,000 vectors of 384 dimensions take 2.4 MB and some ms (docs/decisions/0018). Owned by the event loop; a `Snapshot` may go to a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_FIRST: Final = 1024
_GONE: Final = -1
_WORD_BITS: Final = 64

N = TypeVar("N", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record's vector (float16, little-endian) with what it can be chosen by; ``group`` is a number its owner gives."""

    record_id: int
    vector: bytes
    group: int
    start_ns: int
    end_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What there was at one moment."""

    ids: NDArray[np.int64]
    codes: NDArray[np.uint64]
    groups: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def near(
        self, vector: NDArray[np.float32], *, groups: Sequence[int], span_ns: tuple[int | None, int | None], limit: int
    ) -> NDArray[np.int64]:
        """The ids of the records in some groups, and touching a time, whose bits differ least from a vector's. No order among them."""
        code = codes_of(vector[np.newaxis, :])
        if not len(self.ids) or code.shape[1] != self.codes.shape[1]:
            return np.zeros(0, np.int64)
        is_wanted = np.isin(self.groups, np.asarray(groups, np.int32))
        if span_ns[0] is not None:
            is_wanted &= self.ends >= span_ns[0]
        if span_ns[1] is not None:
            is_wanted &= self.starts <= span_ns[1]
        places = np.flatnonzero(is_wanted)
        if len(places) > limit:
            codes = self.codes if len(places) == len(self.codes) else self.codes[places]
            distances = np.bitwise_count(codes ^ code[0]).sum(axis=1, dtype=np.uint16)
            order = np.lexsort((self.ids[places], distances))[:limit]  # level ones by their id, so that it is always the same ones
            places = places[order]
        return np.asarray(self.ids[places], np.int64)


class BitIndex:
    """All vectors of one model, in the order they were added."""

    def __init__(self) -> None:
        self._count = 0
        self._ids = np.zeros(_FIRST, np.int64)
        self._groups = np.zeros(_FIRST, np.int32)
        self._starts = np.zeros(_FIRST, np.int64)
        self._ends = np.zeros(_FIRST, np.int64)
        self._codes = np.zeros((_FIRST, 0), np.uint64)
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, record_id: int) -> bool:
        return record_id in self._places

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what is not known yet. A vector of other dimensions than the first one's is left out: it cannot be compared."""
        for entry in entries:
            vector = np.frombuffer(entry.vector, "<f2").astype(np.float32)
            if not len(vector) or entry.record_id in self._places:
                continue
            code = codes_of(vector[np.newaxis, :])
            if not self._count:
                self._codes = np.zeros((len(self._ids), code.shape[1]), np.uint64)
            if code.shape[1] != self._codes.shape[1]:
                continue
            self._grow()
            place = self._count
            self._ids[place], self._groups[place] = entry.record_id, entry.group
            self._starts[place], self._ends[place] = entry.start_ns, entry.end_ns
            self._codes[place] = code[0]
            self._places[entry.record_id] = place
            self._count += 1

    def forget(self, record_ids: Iterable[int]) -> None:
        """Leave out records that were removed."""
        for record_id in record_ids:
            place = self._places.pop(record_id, None)
            if place is not None:
                self._groups[place] = _GONE

    def snapshot(self) -> Snapshot:
        """What there is now. What is added later is not in it."""
        count = self._count
        return Snapshot(
            ids=self._ids[:count],
            codes=self._codes[:count],
            groups=self._groups[:count].copy(),
            starts=self._starts[:count],
            ends=self._ends[:count],
        )

    def _grow(self) -> None:
        if self._count < len(self._ids):
            return
        self._ids, self._groups = _doubled(self._ids), _doubled(self._groups)
        self._starts, self._ends = _doubled(self._starts), _doubled(self._ends)
        self._codes = _doubled(self._codes)


def codes_of(vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
    """The signs of vectors, of shape (vectors, dimensions), as bits in whole words of 64."""
    bits = np.packbits(vectors > 0, axis=1)
    missing = -bits.shape[1] % (_WORD_BITS // 8)
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, missing)))).view(np.uint64)


def packed(vectors: NDArray[np.float32]) -> list[bytes]:
    """Vectors as they are stored: float16, little-endian; empty for one with numbers that are none, or beyond what that can tell."""
    with np.errstate(over="ignore"):
        rows = vectors.astype("<f2")
    return [row.tobytes() if np.isfinite(row).all() else b"" for row in rows]


def nearest(vector: NDArray[np.float32], stored: Sequence[tuple[int, bytes]], *, least: float) -> list[int]:
    """The ids of stored vectors by their cosine with another one, best first, those that are level by id; none below ``least``."""
    same = [(record_id, data) for record_id, data in stored if len(data) == 2 * len(vector)]
    if not same:
        return []
    rows = np.frombuffer(b"".join(data for _, data in same), "<f2").reshape(len(same), len(vector)).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
    cosines = (rows @ vector) / np.where(lengths > 0, lengths, 1.0)
    ids = np.array([record_id for record_id, _ in same], np.int64)
    order = np.lexsort((ids, -cosines))
    return [int(ids[place]) for place in order if cosines[place] >= least]


def _doubled(array: NDArray[N]) -> NDArray[N]:
    bigger = np.zeros((2 * len(array), *array.shape[1:]), array.dtype)
    bigger[: len(array)] = array
    return bigger
