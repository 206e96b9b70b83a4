"""The bytes behind a playlist's addresses: inits, single fragments, segments put together from fragments, and silence."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import NotFound
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import NS_PER_S, AudioFormat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lookhear.backend.playback.sharing import View
    from lookhear.backend.playback.timelines import Timelines
    from lookhear.backend.ports import ObjectStore, Store
    from lookhear.backend.records import Fragment, Init, Stream

HINT_WAIT_S: Final = 5.0  # for a part that is announced and not there yet
_MOST_FRAGMENTS: Final = 128
_MOST_BYTES: Final = 64 << 20  # 50 Mbit/s over the longest segment
_AT_A_TIME: Final = 4  # fragments of one answer that are in memory
_READERS: Final = 16  # fragments that are read at a time, for everybody
_LONGEST_SILENCE_NS: Final = 10 * NS_PER_S
_MARGIN_NS: Final = 10 * NS_PER_S  # a stretch begins with the picture group that holds its beginning


@dataclass(frozen=True, slots=True)
class Segment:
    """The objects of consecutive fragments, and their sizes in bytes."""

    keys: tuple[str, ...]
    sizes: tuple[int, ...]
    size_bytes: int


class MediaReader:
    """Reads media for a link. Every method raises NotFound for what is not there, or not for this link, and StoreError."""

    def __init__(self, store: Store, objects: ObjectStore, timelines: Timelines) -> None:
        self._store = store
        self._objects = objects
        self._timelines = timelines
        self._readers = asyncio.Semaphore(_READERS)

    async def init(self, stream: Stream, number: int) -> tuple[bytes, str]:
        """An init segment, and its ETag."""
        row = await self._store.read(lambda tx: tx.streams.init(stream.id, number))
        if row is None:
            raise NotFound("There is no such init segment.")
        return await self._objects.get(row.key), row.sha256

    async def part(self, view: View, stream: Stream, seq: int) -> tuple[bytes, str]:
        """One fragment, and its ETag; waits a little for the one that is announced as the next."""
        timeline = await self._timelines.get(stream.id)
        if seq == timeline.playlist.next_seq:
            await timeline.until(lambda playlist: playlist.next_seq > seq or playlist.is_ended, timeout_s=HINT_WAIT_S)
        row = timeline.recent.get(seq) or await self._store.read(lambda tx: tx.streams.fragment(stream.id, seq))
        if row is None:
            raise NotFound("There is no such fragment (yet).")
        _check_stretch(view, row, timeline.inits.get(row.init))
        return await self._objects.get(row.key), row.sha256

    async def segment(self, view: View, stream: Stream, *, first: int, last: int) -> Segment:
        """Consecutive fragments as one; `read` gives their bytes."""
        count = last - first + 1
        if not 0 < count <= _MOST_FRAGMENTS:
            raise NotFound("There is no such segment.")
        rows, inits = await self._store.read(
            lambda tx: (tx.streams.fragments(stream.id, after_seq=first - 1, limit=count), tx.streams.inits(stream.id))
        )
        size_bytes = sum(row.size_bytes for row in rows)
        if not rows or (rows[0].seq, rows[-1].seq, len(rows)) != (first, last, count) or size_bytes > _MOST_BYTES:
            raise NotFound("There is no such segment.")
        by_number = {init.number: init for init in inits}
        for row in rows:
            _check_stretch(view, row, by_number.get(row.init))
        return Segment(tuple(row.key for row in rows), tuple(row.size_bytes for row in rows), size_bytes)

    async def read(self, segment: Segment, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes of a segment from ``start`` to before ``end``, fragment by fragment. Raises ObjectMissing."""
        wanted, position = [], 0
        for key, size in zip(segment.keys, segment.sizes, strict=True):
            low, high = max(start, position), min(end, position + size)
            if low < high:
                wanted.append((key, low - position, high - position))
            position += size
        for index in range(0, len(wanted), _AT_A_TIME):
            for data in await asyncio.gather(*(self._piece(*each) for each in wanted[index : index + _AT_A_TIME])):
                yield data

    async def _piece(self, key: str, start: int, end: int) -> bytes:
        async with self._readers:
            return await self._objects.get(key, start=start, end=end)

    async def silence(self, stream: Stream, init: int, *, start_ns: int, end_ns: int) -> bytes:
        """Silence in a stream's format, where a playlist says that sound is missing. Raises EncodeError, too."""
        from lookhear.media.silence import silent_fragment  # imports an encoder, which most backends never need

        data, _ = await self.init(stream, init)
        fmt = parse_init(data)
        if not isinstance(fmt, AudioFormat) or not 0 <= end_ns - start_ns <= _LONGEST_SILENCE_NS:
            raise NotFound("There is no such segment.")
        return await asyncio.to_thread(silent_fragment, fmt, start_ns=start_ns, end_ns=end_ns)


def _check_stretch(view: View, row: Fragment, init: Init | None) -> None:
    """A link to a stretch gives nothing that is far outside it, and nothing that cannot be told to be inside."""
    if not view.stretches:
        return
    if init is None:
        raise NotFound("This link does not show that moment.")
    start_ns = row.tfdt * NS_PER_S // init.timescale
    end_ns = (row.tfdt + row.duration) * NS_PER_S // init.timescale
    if not any(from_ns - _MARGIN_NS < end_ns and start_ns < to_ns for from_ns, to_ns in view.stretches):
        raise NotFound("This link does not show that moment.")
