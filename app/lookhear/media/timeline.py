"""One track of an export as a gapless sequence of samples in chunks, put together from what is known of its fragments.

A chunk is the media of one fragment, wherever that lies (a file for the recorder, an object for the backend: the type ``S``), or
silence that lies nowhere. What is missing between two fragments becomes silent
AAC frames (sound) or a longer last picture (video), so that a sample's place in time never depends on what was lost.
A hole costs little however long it is: silence that lasts for more than an hour, or for more than twelve in all, is one frame
that lasts until the sound goes on. Players fill that with silence; frame by frame a weekend would take 50 MB of tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np

from lookhear.errors import MediaError
from lookhear.media.aac import FRAME_SAMPLES
from lookhear.media.fragments import FragmentInfo, read_fragment_info
from lookhear.media.init_segment import MAX_INIT_BYTES, parse_init, raw_sample_entry
from lookhear.media.samples import AudioFormat, TrackFormat, VideoFormat
from lookhear.media.silence import silent_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.media.fragments import Bools, Int64s

SILENCE_CHUNK_FRAMES: Final = 24
_MOST_FRAMES_AT_ONCE: Final = 3600 * 48_000 // FRAME_SAMPLES
_MOST_FRAMES_IN_ALL: Final = 12 * _MOST_FRAMES_AT_ONCE
_LONGEST_SAMPLE: Final = (1 << 31) - 1  # more does not fit everywhere, though a file has 32 bits for it
_MOST_LONG_SAMPLES: Final = 100_000

S = TypeVar("S")  # names the place where a fragment's bytes lie


@dataclass(frozen=True, slots=True)
class TrackPart:
    """One init segment (its bytes or its file) and the fragments that belong to it, in order."""

    init: bytes | Path
    fragments: Sequence[Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk(Generic[S]):
    """Consecutive samples: ``size`` bytes at ``offset`` of a source, or the bytes themselves. ``start`` is a decode time."""

    source: S | bytes
    offset: int
    size: int
    start: int
    samples: int
    description: int  # which of the track's sample entries, counted from one


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackTimeline(Generic[S]):
    """All samples of a track. Times count ``timescale`` units of the session clock; arrays have one value per sample."""

    fmt: TrackFormat  # of the first part
    width: int  # the largest of all parts, zero for sound
    height: int
    sample_entries: tuple[bytes, ...]
    start: int  # decode time of the first sample
    durations: Int64s
    sizes: Int64s
    is_sync: Bools
    chunks: tuple[Chunk[S], ...]
    silent_frames: int

    @property
    def is_video(self) -> bool:
        """True for pictures."""
        return isinstance(self.fmt, VideoFormat)

    @property
    def timescale(self) -> int:
        """Units a second."""
        return self.fmt.timescale

    @property
    def duration(self) -> int:
        """From the first sample's decode time to the last one's end."""
        return int(self.durations.sum())

    @property
    def priming(self) -> int:
        """Samples at the beginning that are the encoder's, not the microphone's."""
        return self.fmt.priming if isinstance(self.fmt, AudioFormat) else 0


def load_track(parts: Sequence[TrackPart], *, on_fragment: Callable[[], None] = lambda: None) -> TrackTimeline[Path] | None:
    """Read every fragment's header; None when there is none. ``on_fragment`` is called after each and may raise.

    Raises MediaError for a fragment that is damaged, missing, out of order or counts time differently from the first.
    """
    builder: TimelineBuilder[Path] = TimelineBuilder()
    for part in parts:
        if not part.fragments:
            continue
        builder.begin_part(_read_init(part.init))
        for path in part.fragments:
            builder.add(path, _read_info(path))
            on_fragment()
    return builder.finish()


def _read_init(init: bytes | Path) -> bytes:
    if isinstance(init, bytes):
        return init
    try:
        with init.open("rb") as file:
            return file.read(MAX_INIT_BYTES + 1)
    except FileNotFoundError as exc:
        raise MediaError(f"The init segment {init.name} is missing.") from exc


def _read_info(path: Path) -> FragmentInfo:
    try:
        return read_fragment_info(path)
    except FileNotFoundError as exc:
        raise MediaError(f"The fragment {path.name} is missing.") from exc
    except MediaError as exc:
        raise MediaError(f"The fragment {path.name} is damaged. {exc}") from exc


@dataclass(slots=True)
class TimelineBuilder(Generic[S]):
    """Appends fragments and what lies between them: `begin_part`, its fragments in order with `add`, and so on; then `finish`."""

    formats: list[TrackFormat] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    description: int = 0
    start: int = 0
    position: int = 0  # where the samples so far end
    silent_frames: int = 0
    durations: list[Int64s] = field(default_factory=list)
    sizes: list[Int64s] = field(default_factory=list)
    is_sync: list[Bools] = field(default_factory=list)
    chunks: list[Chunk[S]] = field(default_factory=list)

    def begin_part(self, init: bytes) -> None:
        """Go over to another init segment; the same description is not written twice.

        Raises MediaError when it counts time differently from the first.
        """
        fmt = parse_init(init)
        if self.formats and (type(fmt) is not type(self.formats[0]) or fmt.timescale != self.formats[0].timescale):
            raise MediaError("The parts of a track do not count time in the same units.")
        self.formats.append(fmt)
        entry = raw_sample_entry(init)
        if entry not in self.entries:
            self.entries.append(entry)
        self.description = self.entries.index(entry) + 1

    def add(self, source: S, info: FragmentInfo) -> None:
        """Append a fragment where its decode time says. Its arrays are kept, and its durations may be changed.

        Raises MediaError for one that is centuries later.
        """
        if info.base_decode_time > self.position and self.chunks:
            self._fill(info.base_decode_time - self.position)
        elif info.base_decode_time < self.position:
            self._take_back(self.position - info.base_decode_time)
        if not self.chunks:
            self.start = self.position = info.base_decode_time
        chunk: Chunk[S] = Chunk(
            source=source,
            offset=info.payload_offset,
            size=info.payload_bytes,
            start=self.position,
            samples=len(info.sizes),
            description=self.description,
        )
        self._append(chunk, durations=info.durations, sizes=info.sizes, is_sync=info.is_sync)

    def finish(self) -> TrackTimeline[S] | None:
        """The finished track; None without a fragment."""
        if not self.chunks:
            return None
        pictures = [fmt for fmt in self.formats if isinstance(fmt, VideoFormat)]
        return TrackTimeline(
            fmt=self.formats[0],
            width=max((fmt.width for fmt in pictures), default=0),
            height=max((fmt.height for fmt in pictures), default=0),
            sample_entries=tuple(self.entries),
            start=self.start,
            durations=np.concatenate(self.durations),
            sizes=np.concatenate(self.sizes),
            is_sync=np.concatenate(self.is_sync),
            chunks=tuple(self.chunks),
            silent_frames=self.silent_frames,
        )

    def _fill(self, gap: int) -> None:
        """Let silence or the last picture last over a gap; what is less than a frame lengthens the last sample."""
        fmt = self.formats[-1]
        if isinstance(fmt, AudioFormat):
            frames, gap = divmod(gap, FRAME_SAMPLES)
            if frames > _MOST_FRAMES_AT_ONCE or self.silent_frames + frames > _MOST_FRAMES_IN_ALL:
                self._append_long_silence(fmt, frames)
                frames = 0
            while frames:
                count = min(frames, SILENCE_CHUNK_FRAMES)
                self._append_silence(fmt, np.full(count, FRAME_SAMPLES))
                frames -= count
        self.durations[-1][-1] += gap
        self.position += gap

    def _append_long_silence(self, fmt: AudioFormat, frames: int) -> None:
        """A frame of silence that lasts for all of these, or a few when that is too long for one."""
        longest = _LONGEST_SAMPLE // FRAME_SAMPLES
        if frames > longest * _MOST_LONG_SAMPLES:
            raise MediaError("A track leaves out more time than an MP4 file can tell.")
        while frames:
            count = min(frames, longest)
            self._append_silence(fmt, np.array([count * FRAME_SAMPLES], np.int64))
            frames -= count

    def _append_silence(self, fmt: AudioFormat, durations: Int64s) -> None:
        frame, count = silent_frame(fmt), len(durations)
        chunk: Chunk[S] = Chunk(
            source=frame * count,
            offset=0,
            size=len(frame) * count,
            start=self.position,
            samples=count,
            description=self.description,
        )
        self._append(chunk, durations=durations, sizes=np.full(count, len(frame)), is_sync=np.ones(count, np.bool_))
        self.silent_frames += count

    def _take_back(self, overlap: int) -> None:
        """Make room for a fragment that begins before the last one ends, as after a quick restart of an encoder.

        Sound gives up its last frames, which are the old encoder's padding. Pictures may be needed to decode others: they
        become short, those of the last fragment at most; the rest of an overlap is caught up at the next gap.
        """
        is_sound = isinstance(self.formats[-1], AudioFormat)
        while is_sound and self.chunks and overlap >= self.durations[-1][-1]:
            overlap -= int(self.durations[-1][-1])
            self._drop_last()
        if not self.chunks:
            return
        durations = self.durations[-1]
        for index in reversed(range(len(durations))):
            taken = min(overlap, int(durations[index]) - 1)
            durations[index] -= taken
            self.position -= taken
            overlap -= taken

    def _drop_last(self) -> None:
        chunk = self.chunks.pop()
        durations, sizes, is_sync = self.durations.pop(), self.sizes.pop(), self.is_sync.pop()
        self.position -= int(durations[-1])
        self.silent_frames -= isinstance(chunk.source, bytes)
        if chunk.samples == 1:
            return
        self.chunks.append(replace(chunk, samples=chunk.samples - 1, size=chunk.size - int(sizes[-1])))
        self.durations.append(durations[:-1])
        self.sizes.append(sizes[:-1])
        self.is_sync.append(is_sync[:-1])

    def _append(self, chunk: Chunk[S], *, durations: Int64s, sizes: Int64s, is_sync: Bools) -> None:
        self.chunks.append(chunk)
        self.durations.append(durations)
        self.sizes.append(sizes)
        self.is_sync.append(is_sync)
        self.position += int(durations.sum())
