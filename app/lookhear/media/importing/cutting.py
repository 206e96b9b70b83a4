"""Samples of a file become fragments. They are longer than recorded ones: nobody waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.media.fragments import build_fragment
from lookhear.media.init_segment import build_init
from lookhear.media.samples import Sample, VideoFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.media.samples import TrackFormat

TARGET_S: Final = 1
_MOST_BYTES: Final = 8 << 20
_MOST_SAMPLES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Piece:
    """An init segment or a fragment of a track; both count from one."""

    track: str
    is_init: bool
    number: int
    data: bytes


@dataclass(slots=True)
class FragmentWriter:
    """One track. A fragment ends before a picture that depends on no other, and when it is long enough. Decode times never run back.

    ``inits`` and ``sequence`` are the numbers of the last init and fragment there are of it already.
    """

    track: str
    format: TrackFormat | None = None
    target_s: float = TARGET_S
    inits: int = 0
    sequence: int = 0
    _end: int = 0  # where the last fragment ended
    _bytes: int = 0
    _pending: list[tuple[int, bytes, bool]] = field(default_factory=list)

    def begin(self, fmt: TrackFormat, *, at: int | None = None) -> Iterator[Piece]:
        """Say what the samples from here on are; ``at`` is when the last one before ends. Must come before the first sample."""
        yield from self.finish(at=at)
        self.format = fmt
        self.inits += 1
        yield Piece(self.track, is_init=True, number=self.inits, data=build_init(fmt))

    def add(self, data: bytes, tick: int, *, is_sync: bool) -> Iterator[Piece]:
        """The next sample, decoded at ``tick`` (units of the timescale); gives the fragment that ends before it, if one does."""
        if self._pending:
            tick = max(tick, self._pending[-1][0] + 1)
            is_long = tick - self._pending[0][0] >= self.target_s * self._timescale or self._bytes >= _MOST_BYTES
            is_group = is_sync and isinstance(self.format, VideoFormat)
            if is_long or is_group or len(self._pending) >= _MOST_SAMPLES:
                yield self._seal(tick)
        self._pending.append((max(tick, self._end), data, is_sync))
        self._bytes += len(data)

    def finish(self, *, at: int | None = None) -> Iterator[Piece]:
        """What is left; the last sample lasts until ``at``, or for as long as the one before it."""
        if not self._pending:
            return
        last = self._pending[-1][0]
        before = self._pending[-2][0] if len(self._pending) > 1 else last - self._timescale // 30
        own_end = last + max(1, last - before)
        yield self._seal(own_end if at is None else max(at, last + 1))

    @property
    def _timescale(self) -> int:
        if self.format is None:
            raise ValueError("a track begins with its format")
        return self.format.timescale

    def _seal(self, end: int) -> Piece:
        starts = [tick for tick, _, _ in self._pending] + [end]
        samples = [Sample(data, starts[index + 1] - tick, is_sync) for index, (tick, data, is_sync) in enumerate(self._pending)]
        self.sequence += 1
        data = build_fragment(
            sequence=self.sequence,
            base_decode_time=starts[0],
            timescale=self._timescale,
            samples=samples,
            wall_ns=None,
            is_video=isinstance(self.format, VideoFormat),
        )
        self._pending.clear()
        self._bytes, self._end = 0, end
        return Piece(self.track, is_init=False, number=self.sequence, data=data)
