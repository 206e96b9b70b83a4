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
        code = codes_of(vector[np.newaxis, :])[0]
        if not len(self.ids) or len(code) != len(self.codes):
            return np.zeros(0, np.int64)
        table = np.zeros(int(self.groups.max()) + 2, np.bool_)  # the last place is for those that are gone
        table[[group for group in groups if group < len(table) - 1]] = True
        is_wanted = table[self.groups]
        if span_ns[0] is not None:
            is_wanted &= self.ends >= span_ns[0]
        if span_ns[1] is not None:
            is_wanted &= self.starts <= span_ns[1]
        places = np.flatnonzero(is_wanted)
        if len(places) > limit:
            places = places[_smallest(self._distances(code, places), self.ids[places], limit)]
        return np.asarray(self.ids[places], np.int64)

    def _distances(self, code: NDArray[np.uint64], places: NDArray[np.int64]) -> NDArray[np.uint16]:
        distances = np.zeros(len(places), np.uint16)
        is_all = len(places) == len(self.ids)
        for row, word in zip(self.codes, code, strict=True):
            distances += np.bitwise_count((row if is_all else row[places]) ^ word)
        return distances


class BitIndex:
    """All vectors of one model, in the order they were added."""

    def __init__(self) -> None:
        self._count = 0
        self._size_bytes = 0  # of a vector; 0: whatever comes first
        self._ids = np.zeros(_FIRST, np.int64)
        self._groups = np.zeros(_FIRST, np.int32)
        self._starts = np.zeros(_FIRST, np.int64)
        self._ends = np.zeros(_FIRST, np.int64)
        self._codes = np.zeros((0, _FIRST), np.uint64)  # a row for each word of the codes: each is gone through in one go
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, record_id: int) -> bool:
        return record_id in self._places

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what is not known yet. A vector of other dimensions than the first one's is left out: it cannot be compared."""
        new = {entry.record_id: entry for entry in entries if entry.vector and entry.record_id not in self._places}
        if not new:
            return
        self._size_bytes = self._size_bytes or len(next(iter(new.values())).vector)
        kept = [entry for entry in new.values() if len(entry.vector) == self._size_bytes]
        if not kept:
            return
        vectors = np.frombuffer(b"".join(entry.vector for entry in kept), "<f2").reshape(len(kept), -1)
        codes = codes_of(vectors.astype(np.float32)).T
        self._grow(self._count + len(kept), len(codes))
        stretch = slice(self._count, self._count + len(kept))
        self._ids[stretch], self._groups[stretch] = [each.record_id for each in kept], [each.group for each in kept]
        self._starts[stretch], self._ends[stretch] = [each.start_ns for each in kept], [each.end_ns for each in kept]
        self._codes[:, stretch] = codes
        self._places.update((each.record_id, place) for place, each in enumerate(kept, self._count))
        self._count += len(kept)

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
            codes=self._codes[:, :count],
            groups=self._groups[:count].copy(),
            starts=self._starts[:count],
            ends=self._ends[:count],
        )

    def _grow(self, count: int, words: int) -> None:
        if not len(self._codes):
            self._codes = np.zeros((words, len(self._ids)), np.uint64)
        while count > len(self._ids):
            self._ids, self._groups, self._codes = _doubled(self._ids), _doubled(self._groups), _doubled(self._codes)
            self._starts, self._ends = _doubled(self._starts), _doubled(self._ends)


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


def _smallest(distances: NDArray[np.uint16], ids: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The places of the smallest, of those that are level the ones with the smallest ids, so that it is always the same ones."""
    last = np.partition(distances, count - 1)[count - 1]
    below, level = np.flatnonzero(distances < last), np.flatnonzero(distances == last)
    return np.concatenate([below, level[np.argsort(ids[level])][: count - len(below)]])


def _doubled(array: NDArray[N]) -> NDArray[N]:
    """Room for as much again along the last axis."""
    return np.concatenate([array, np.zeros_like(array)], axis=-1)
