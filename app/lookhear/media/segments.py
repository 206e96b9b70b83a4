"""Fragments of one track grouped into the segments of a playlist: pictures by their key frames, sound by time.

A hole in the track's time becomes a segment without media (a gap), so that all tracks of a session keep one time line however
much of one is missing. A gap in sound tells which silence fills it: browsers stop the picture, too, where one sound is missing.
A jump, a long time in which no track of the session has anything (a computer that slept for a weekend), is left out of all
of them instead: a discontinuity in the same place of each. Times are ns of the session clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from lookhear.media.samples import NS_PER_S

TARGET_DURATION_S: Final = 9
"""The longest a segment may last, rounded: an IDR picture comes every 4 s, on a still desktop with the first picture after 8 s."""

_SOUND_NS: Final = 4 * NS_PER_S
_LONGEST_NS: Final = TARGET_DURATION_S * NS_PER_S + NS_PER_S // 2 - 1  # is rounded to the target
_GAP_NS: Final = 8 * NS_PER_S  # a long hole is cut into segments of this length: 375 AAC frames at 48 kHz
_MOST_LEADING_NS: Final = 24 * 3600 * NS_PER_S  # a track that begins later counts another clock
_MOST_GAPS: Final = 24 * 3600 * NS_PER_S // _GAP_NS  # in one hole; what is longer is no hole but another clock
_HOLE_NS: Final = 150_000_000  # less is a late picture or a quick restart, and players close it themselves
_BACKWARDS_NS: Final = NS_PER_S // 2  # more is another clock, less an overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One fragment: ``seq`` names it, ``init`` what decodes it; it can be decoded on its own when it ``is_independent``."""

    seq: int
    init: int
    start_ns: int
    end_ns: int
    size_bytes: int
    is_independent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Consecutive parts of one init, or a gap, which has none. ``number`` counts from zero without a hole."""

    number: int
    start_ns: int
    end_ns: int
    parts: tuple[Part, ...]
    init: int  # of its parts, or of the ones after a gap
    is_discontinuous: bool = False  # its time does not go on from the segment before
    discontinuity: int = 0  # how many times that was so up to here; equal in all tracks of a session (§6.2.2)

    @property
    def is_gap(self) -> bool:
        """True where there is no media."""
        return not self.parts

    @property
    def duration_ns(self) -> int:
        """How long it lasts."""
        return self.end_ns - self.start_ns

    @property
    def size_bytes(self) -> int:
        """How much media it has."""
        return sum(part.size_bytes for part in self.parts)


@dataclass(slots=True)
class Segmenter:
    """Takes parts in order and groups them. ``closed`` are finished segments, ``open`` are the parts of the next one.

    Pictures that need others which are not there are left out: the gap before them lasts until the next independent part.
    ``jumps`` are times, in order, in which no track has anything. They may become more while parts are added, behind those.
    """

    is_video: bool
    is_filled: bool = True  # sound has a gap from session time zero on until it begins
    closed: list[Segment] = field(default_factory=list)
    open: list[Part] = field(default_factory=list)
    next_number: int = 0
    jumps: list[tuple[int, int]] = field(default_factory=list)
    _end_ns: int | None = None  # of what was added so far; None before the first part
    _last_seq: int = 0
    _is_broken: bool = True  # pictures wait for an independent part
    _restarts: int = 0  # of the track's own clock

    @property
    def end_ns(self) -> int | None:
        """Session time up to which it goes; None before the first part."""
        return self._end_ns

    def add(self, part: Part) -> None:
        """Append the part that follows; parts may be missing before it."""
        if self.is_video:
            self._is_broken = not part.is_independent and (self._is_broken or part.seq != self._last_seq + 1)
        self._last_seq = part.seq
        if self.is_video and self._is_broken:
            return
        if self._end_ns is not None:
            self._join(part, self._end_ns)
        elif not self.is_video and self.is_filled and part.start_ns < _MOST_LEADING_NS:
            self._fill(0, part.start_ns, init=part.init)
        self.open.append(part)
        self._end_ns = part.end_ns
        if not self.is_video and part.end_ns - self.open[0].start_ns >= _SOUND_NS:
            self.close()

    def close(self) -> None:
        """Finish the open segment, if it has parts."""
        if not self.open:
            return
        self._append(self.open[0].start_ns, self.open[-1].end_ns, tuple(self.open), init=self.open[0].init)
        self.open.clear()

    def open_segment(self) -> Segment:
        """The open parts as the segment they are so far. Raises IndexError when there is none."""
        return self._segment(self.open[0].start_ns, self.open[-1].end_ns, tuple(self.open), init=self.open[0].init)

    def fill_to(self, time_ns: int) -> None:
        """Finish the open segment, and let a gap follow until a later time."""
        self.close()
        if self._end_ns is not None and self.closed:
            self._fill(self._end_ns, time_ns, init=self.closed[-1].init)

    def drop_before(self, time_ns: int) -> None:
        """Forget closed segments that ended before a time."""
        kept = next((index for index, segment in enumerate(self.closed) if segment.end_ns > time_ns), len(self.closed))
        del self.closed[:kept]

    def _join(self, part: Part, end_ns: int) -> None:
        """Finish the open segment where this part cannot belong to it, and fill the time between them."""
        hole_ns = part.start_ns - end_ns
        if self.open and (
            abs(hole_ns) > _HOLE_NS
            or part.init != self.open[-1].init
            or (self.is_video and part.is_independent)
            or part.end_ns - self.open[0].start_ns > _LONGEST_NS
        ):
            self.close()
        if hole_ns < -_BACKWARDS_NS:
            self._restarts += 1
        self._fill(end_ns, part.start_ns, init=part.init)

    def _fill(self, start_ns: int, end_ns: int, *, init: int) -> None:
        """Gaps from one time to another, if that is far enough, with nothing where the session jumps."""
        for from_ns, to_ns in self.jumps:
            if start_ns <= from_ns and to_ns <= end_ns:
                self._fill_all(start_ns, from_ns, init=init)
                start_ns = to_ns
        self._fill_all(start_ns, end_ns, init=init)

    def _fill_all(self, start_ns: int, end_ns: int, *, init: int) -> None:
        if end_ns - start_ns > _MOST_GAPS * _GAP_NS:
            self._restarts += 1
            return
        while end_ns - start_ns > _HOLE_NS:
            length_ns = min(end_ns - start_ns, _GAP_NS)
            self._append(start_ns, start_ns + length_ns, (), init=init)
            start_ns += length_ns

    def _append(self, start_ns: int, end_ns: int, parts: tuple[Part, ...], *, init: int) -> None:
        self.closed.append(self._segment(start_ns, end_ns, parts, init=init))
        self.next_number += 1

    def _segment(self, start_ns: int, end_ns: int, parts: tuple[Part, ...], *, init: int) -> Segment:
        discontinuity = self._restarts + sum(to_ns <= start_ns for _, to_ns in self.jumps)
        return Segment(
            number=self.next_number,
            start_ns=start_ns,
            end_ns=end_ns,
            parts=parts,
            init=init,
            is_discontinuous=bool(self.closed) and discontinuity != self.closed[-1].discontinuity,
            discontinuity=discontinuity,
        )


def cut_out(segments: list[Segment], *, from_ns: int, to_ns: int) -> list[Segment]:
    """The segments of a stretch, numbered from zero: from the one that holds its beginning on, the last one as long as needed."""
    found: list[Segment] = []
    for segment in segments:
        if segment.end_ns <= from_ns or segment.start_ns >= to_ns:
            continue
        parts = tuple(part for part in segment.parts if part.start_ns < to_ns)
        end_ns = min(segment.end_ns, max(to_ns, segment.start_ns + 1)) if segment.is_gap else parts[-1].end_ns
        found.append(replace(segment, number=len(found), parts=parts, end_ns=end_ns))
    return found
