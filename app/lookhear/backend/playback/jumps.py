"""Long times in which no track of a session has anything: a computer that slept, a recorder that was away for a night.

Playlists leave them out (`lookhear.media.segments`), in all tracks at the same place. They are found in the rows, in the holes of the
track that is looked at: what the other tracks have there is subtracted. Their borders are whole minutes, so that every track
finds the same ones although its own last and first fragments are some seconds off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Fragment, Init, Stream

LONG_NS: Final = 600 * NS_PER_S
_GRID_NS: Final = 60 * NS_PER_S
_PAGE: Final = 500


def spans(fragments: Iterable[Fragment], inits: Mapping[int, Init]) -> Iterator[tuple[int, int]]:
    """Session times at which fragments begin and end."""
    for row in fragments:
        init = inits.get(row.init)
        if init is not None:
            yield row.tfdt * NS_PER_S // init.timescale, (row.tfdt + row.duration) * NS_PER_S // init.timescale


def new_jumps(tx: Transaction, stream: Stream, recorded: Iterable[tuple[int, int]], *, after_ns: int) -> list[tuple[int, int]]:
    """The jumps (session times) in the holes between what a track has up to ``after_ns`` and the spans that follow."""
    holes = list(_holes(recorded, (after_ns, None)))
    if not holes:
        return []
    for other in tx.streams.of_session(stream.session_id):
        if other.id != stream.id and other.kind.is_media:
            holes = [rest for hole in holes for rest in _holes(_within(tx, other, hole), hole)]
    rounded = ((-(-from_ns // _GRID_NS) * _GRID_NS, to_ns // _GRID_NS * _GRID_NS) for from_ns, to_ns in holes)
    return [(from_ns, to_ns) for from_ns, to_ns in rounded if from_ns < to_ns]


def _holes(recorded: Iterable[tuple[int, int]], bounds: tuple[int, int | None]) -> Iterator[tuple[int, int]]:
    """The long times between spans, from the first bound on and up to the second if there is one."""
    position, end_ns = bounds
    for from_ns, to_ns in recorded:
        if from_ns - position > LONG_NS:
            yield position, from_ns
        position = max(position, to_ns)
    if end_ns is not None and end_ns - position > LONG_NS:
        yield position, end_ns


def _within(tx: Transaction, stream: Stream, hole: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """What a track has within a hole of another one; its fragments are in order of time, so where to begin is halved for."""
    inits = {init.number: init for init in tx.streams.inits(stream.id)}
    extent = tx.streams.extent(stream.id)
    low, high = extent.first_seq, extent.last_seq
    while low < high:
        middle = (low + high) // 2
        ends = [to_ns for _, to_ns in spans(tx.streams.fragments(stream.id, after_seq=middle - 1, limit=1), inits)]
        if ends and ends[0] <= hole[0]:
            low = middle + 1
        else:
            high = middle
    after_seq = low - 1
    while rows := tx.streams.fragments(stream.id, after_seq=after_seq, limit=_PAGE):
        for from_ns, to_ns in spans(rows, inits):
            if from_ns >= hole[1]:
                return
            yield max(from_ns, hole[0]), min(to_ns, hole[1])
        after_seq = rows[-1].seq
