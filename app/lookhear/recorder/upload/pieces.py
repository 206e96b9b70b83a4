"""What is uploaded, piece by piece: an init segment or a fragment of one track. And sets of numbers that are mostly runs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lookhear.protocol.ingest import Ranges, is_within
from lookhear.protocol.tracks import CONTEXT_TRACK, TrackKind
from lookhear.recorder.spool.rows import ContextRow, FragmentRow, InitRow

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file to be stored at the backend.

    ``init`` is None for an init segment itself, else the number of the one that the fragment needs (0 for the context log).
    ``sha256`` is empty for a file that no journal row speaks for: a fragment of the mix. Times are of the session clock.
    """

    track: str
    kind: TrackKind
    number: int
    init: int | None
    file: str
    bytes: int
    sha256: str
    from_ns: int
    to_ns: int

    @property
    def is_init(self) -> bool:
        """Whether it is an init segment."""
        return self.init is None


def piece_of(row: InitRow | FragmentRow | ContextRow) -> Piece:
    """The piece that a row of the journal speaks for."""
    if isinstance(row, ContextRow):
        track, kind, number, init, times = CONTEXT_TRACK, TrackKind.CONTEXT, row.seq, 0, (row.from_ns, row.to_ns)
    elif isinstance(row, InitRow):
        track, kind, number, init, times = str(row.channel), TrackKind(row.channel.kind), row.init, None, (row.t_ns, row.t_ns)
    else:
        track, kind, number, init, times = str(row.channel), TrackKind(row.channel.kind), row.seq, row.init, (row.from_ns, row.to_ns)
    return Piece(
        track=track,
        kind=kind,
        number=number,
        init=init,
        file=row.file,
        bytes=row.bytes,
        sha256=row.sha256,
        from_ns=times[0],
        to_ns=times[1],
    )


class Numbers:
    """A set of whole numbers that come mostly in ascending order: kept as ranges, so that hours of fragments take no room."""

    def __init__(self, ranges: Ranges = ()) -> None:
        self._ranges: list[tuple[int, int]] = list(ranges)

    @property
    def ranges(self) -> Ranges:
        """The numbers as ascending inclusive ranges."""
        return tuple(self._ranges)

    @property
    def highest(self) -> int:
        """The largest number, zero when there is none."""
        return self._ranges[-1][1] if self._ranges else 0

    def add(self, number: int) -> None:
        """Put a number in; harmless when it is there."""
        place = bisect_right(self._ranges, (number, number))
        first, last = number, number
        if place < len(self._ranges) and self._ranges[place][0] <= number + 1:
            first, last = min(first, self._ranges[place][0]), max(last, self._ranges[place][1])
            del self._ranges[place]
        if place and self._ranges[place - 1][1] >= number - 1:
            first, last = self._ranges[place - 1][0], max(last, self._ranges[place - 1][1])
            del self._ranges[place - 1]
            place -= 1
        self._ranges.insert(place, (first, last))

    def __contains__(self, number: int) -> bool:
        return is_within(number, self.ranges)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Numbers:
        """The set of these numbers."""
        made = cls()
        for number in numbers:
            made.add(number)
        return made
