"""Files that are described and not stored: a head that was made for them, and behind it pieces of objects that are there anyway.

A description is one object. Layout: magic (8 bytes), length of the facts (u32, big-endian), the facts as JSON, then little-endian
columns with one value a span (source as i32: an index into the keys, or -1 for the own bytes; offset as u64; size as u32), the
keys separated by line feeds, the own bytes (such as silence, once), the head.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from lookhear.media.movie_plan import MoviePlan

MAGIC: Final = b"LHVFILE\x01"
_OWN: Final = -1
_COLUMNS: Final = (("source", "<i4"), ("offset", "<u8"), ("size", "<u4"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a file: of an object, from ``start`` to before ``end``, or the bytes themselves."""

    source: str | bytes
    start: int
    end: int


class VirtualFile:
    """A description, opened: which bytes are where."""

    def __init__(
        self, *, facts: Mapping[str, object], keys: Sequence[str], columns: Mapping[str, NDArray[np.int64]], own: bytes, head: bytes
    ) -> None:
        self.facts = facts
        self._keys = keys
        self._source, self._offset, self._span_size = columns["source"], columns["offset"], columns["size"]
        self._own = own
        self._head = head
        self._ends = len(head) + np.cumsum(self._span_size)
        self.size_bytes = int(self._ends[-1]) if len(self._ends) else len(head)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that make the bytes from ``start`` to before ``end``, in order."""
        end = min(end, self.size_bytes)
        if start < len(self._head) and start < end:
            yield Piece(self._head, start, min(end, len(self._head)))
        position = max(start, len(self._head))
        index = int(np.searchsorted(self._ends, position, side="right"))
        while position < end:
            span_end, size = int(self._ends[index]), int(self._span_size[index])
            base = int(self._offset[index]) - (span_end - size)  # from a place in the file to one in the source
            stop = min(end, span_end)
            source = int(self._source[index])
            yield Piece(self._own if source == _OWN else self._keys[source], position + base, stop + base)
            position, index = stop, index + 1

    @property
    def keys(self) -> frozenset[str]:
        """The objects it is made of."""
        return frozenset(self._keys)


def describe(plan: MoviePlan[str], facts: Mapping[str, object]) -> bytes:
    """The description of a movie whose chunks lie in objects; ``facts`` go along."""
    keys: dict[str, int] = {}
    own, own_places = bytearray(), {}
    rows = np.empty((3, len(plan.chunks)), np.int64)
    for index, chunk in enumerate(plan.chunks):
        if isinstance(chunk.source, bytes):
            data = chunk.source[: chunk.size]
            if data not in own_places:
                own_places[data] = len(own)
                own += data
            rows[:, index] = _OWN, own_places[data], chunk.size
        else:
            rows[:, index] = keys.setdefault(chunk.source, len(keys)), chunk.offset, chunk.size
    names = "\n".join(keys).encode()
    told = dict(facts) | {"spans": len(plan.chunks), "keys_bytes": len(names), "own_bytes": len(own), "head_bytes": len(plan.head)}
    text = json.dumps(told, separators=(",", ":")).encode()
    columns = (rows[number].astype(kind).tobytes() for number, (_, kind) in enumerate(_COLUMNS))
    return b"".join((MAGIC, len(text).to_bytes(4, "big"), text, *columns, names, bytes(own), plan.head))


def open_description(data: bytes) -> VirtualFile:
    """Open what `describe` made. Raises MediaError for anything else."""
    if data[: len(MAGIC)] != MAGIC:
        raise MediaError("This is not the description of a video.")
    try:
        position = len(MAGIC) + 4
        length = int.from_bytes(data[position - 4 : position], "big")
        facts = json.loads(data[position : position + length])
        position += length
        columns = {}
        for name, kind in _COLUMNS:
            columns[name] = np.frombuffer(data, kind, facts["spans"], position).astype(np.int64)
            position += columns[name].size * np.dtype(kind).itemsize
        names, own, head = (_take(data, position, sizes) for sizes in _sizes(facts))
    except (ValueError, KeyError, TypeError) as exc:
        raise MediaError("The description of this video is damaged.") from exc
    return VirtualFile(facts=facts, keys=names.decode().split("\n"), columns=columns, own=own, head=head)


def _sizes(facts: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Where the last three parts begin behind the columns, and how long they are."""
    start = 0
    for name in ("keys_bytes", "own_bytes", "head_bytes"):
        yield start, facts[name]
        start += facts[name]


def _take(data: bytes, position: int, place: tuple[int, int]) -> bytes:
    start, size = place
    taken = data[position + start : position + start + size]
    if len(taken) != size:
        raise ValueError("it is cut off")
    return taken
