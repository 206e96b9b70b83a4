"""The header of a finished movie, and what lies behind it, planned before a byte of media is touched.

Whoever has planned a movie can write it (`remux`), or serve any range of its bytes without ever writing it: all sizes are known from the
fragments' sample tables. Layout: ISO/IEC 14496-12; edit lists (§8.6.6) put every track where the session clock had it and skip
AAC priming; `moov` comes first, so that it plays while it arrives.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np

from lookhear.errors import MediaError, UsageError
from lookhear.media import movie, sample_tables
from lookhear.media.boxes import MAX_U32, box, full_box, mdat_header
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.media.fragments import Int64s
    from lookhear.media.timeline import Chunk, TrackTimeline

EXPORT_TIMESCALE: Final = 90_000  # of the movie and its edit lists: 11 µs
_AUDIO_GROUP: Final = 1  # players offer one track of a group at a time
_MAX_STCO: Final = MAX_U32 - (64 << 20)  # leaves room for ftyp and moov
_LONGEST_SAMPLE: Final = (1 << 31) - 1  # units: readers take more for a negative number
_COARSER: Final = (1000, 1)  # units a second that pictures are timed in when one of them lasts longer than that

S = TypeVar("S")  # names the place where a fragment's bytes lie


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieTrack(Generic[S]):
    """One track to put in. ``name`` is what players show; only default tracks are enabled. ``language`` is ISO 639-2/T."""

    name: str
    timeline: TrackTimeline[S]
    language: str = "und"
    is_default: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTrack:
    """What became of a track: times in ns, ``start_ns`` counts from the start of the file."""

    name: str
    is_video: bool
    start_ns: int
    duration_ns: int
    samples: int
    silent_frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoviePlan(Generic[S]):
    """A whole file: ``head`` (`ftyp`, `moov`, the header of `mdat`), and behind it the chunks in order, ``size_bytes`` in all.

    ``session_start_ns`` is the session time of its first moment.
    """

    head: bytes
    chunks: tuple[Chunk[S], ...]
    size_bytes: int
    duration_ns: int
    session_start_ns: int
    tracks: tuple[ExportedTrack, ...]


@dataclass(frozen=True, slots=True)
class _Placed(Generic[S]):
    """A track with its place in the movie; ``delay`` and ``shown`` count movie timescale units."""

    track: MovieTrack[S]
    delay: int
    shown: int

    @property
    def timeline(self) -> TrackTimeline[S]:
        return self.track.timeline


def plan_movie(tracks: Sequence[MovieTrack[S]], *, title: str = "", created_wall_ns: int | None = None) -> MoviePlan[S]:
    """Plan the file of these tracks. ``created_wall_ns`` (ns since 1970) becomes the creation time.

    Raises UsageError when there is nothing to put in, MediaError for numbers that do not fit into an MP4 file.
    """
    if not tracks:
        raise UsageError("There is nothing to export: no fragment was sealed.")
    try:
        placed = _place(tracks)
        order = _interleaved(placed)
        head, media_start = _head(placed, order, title=title, creation_s=movie.mp4_seconds(created_wall_ns))
    except (struct.error, OverflowError) as exc:
        raise MediaError("The recording's numbers do not fit into an MP4 file.") from exc
    return MoviePlan(
        head=head,
        chunks=tuple(order),
        size_bytes=media_start + sum(chunk.size for chunk in order),
        duration_ns=_ns(max(each.delay + each.shown for each in placed)),
        session_start_ns=_ns(min(_start(each.timeline) for each in placed)),
        tracks=tuple(_told(each) for each in placed),
    )


def _place(tracks: Sequence[MovieTrack[S]]) -> list[_Placed[S]]:
    """Put every track where its first real sample lies relative to the earliest of all."""
    first = min(_start(track.timeline) for track in tracks)
    placed = []
    for track in tracks:
        line = track.timeline
        shown = -((line.priming - line.duration) * EXPORT_TIMESCALE // line.timescale)  # rounded up: nothing is cut off
        placed.append(_Placed(track, _start(line) - first, max(shown, 1)))
    return placed


def _interleaved(placed: list[_Placed[S]]) -> list[Chunk[S]]:
    """All chunks by their time; where two begin together, in the order of the tracks."""
    chunks = [chunk for each in placed for chunk in each.timeline.chunks]
    times = np.concatenate([[c.start / each.timeline.timescale for c in each.timeline.chunks] for each in placed])
    return [chunks[index] for index in np.argsort(times, kind="stable")]


def _head(placed: list[_Placed[S]], order: list[Chunk[S]], *, title: str, creation_s: int) -> tuple[bytes, int]:
    """`ftyp`, `moov` and the header of `mdat`, and their length, which is where the media begins."""
    sizes = np.array([chunk.size for chunk in order], np.int64)
    relative = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)[:-1]])
    payload_bytes = int(sizes.sum())
    place = {id(chunk): int(offset) for chunk, offset in zip(order, relative, strict=True)}
    by_track = [np.array([place[id(chunk)] for chunk in each.timeline.chunks], np.int64) for each in placed]
    start = movie.ftyp(b"isom", 0x200, b"isom", b"iso2", b"avc1", b"mp41")
    mdat = mdat_header(payload_bytes)
    is_large = payload_bytes > _MAX_STCO

    def moov(base: int) -> bytes:
        boxes = [
            _trak(number, each, offsets + base, is_large=is_large, creation_s=creation_s)
            for number, (each, offsets) in enumerate(zip(placed, by_track, strict=True), 1)
        ]
        duration = max(each.delay + each.shown for each in placed)
        header = movie.mvhd(duration=duration, next_track_id=len(placed) + 1, creation_s=creation_s, timescale=EXPORT_TIMESCALE)
        return box(b"moov", header, *boxes, _title(title))

    base = len(start) + len(moov(0)) + len(mdat)  # the length does not depend on the offsets' values
    return start + moov(base) + mdat, base


def _trak(number: int, placed: _Placed[S], offsets: Int64s, *, is_large: bool, creation_s: int) -> bytes:
    line, track = placed.timeline, placed.track
    durations, timescale = _timed(line)
    header = movie.TrackHeader(
        track_id=number,
        flags=movie.TRACK_IN_MOVIE | (movie.TRACK_ENABLED if track.is_default else 0),
        duration=placed.delay + placed.shown,
        is_video=line.is_video,
        width=line.width,
        height=line.height,
        alternate_group=0 if line.is_video else _AUDIO_GROUP,
        creation_s=creation_s,
    )
    samples_per_chunk = np.array([chunk.samples for chunk in line.chunks], np.int64)
    descriptions = np.array([chunk.description for chunk in line.chunks], np.int64)
    tables = box(
        b"stbl",
        movie.stsd(*line.sample_entries),
        sample_tables.stts(durations),
        sample_tables.stss(line.is_sync),
        sample_tables.stsc(samples_per_chunk, descriptions),
        sample_tables.stsz(line.sizes),
        sample_tables.chunk_offsets(offsets, is_large=is_large),
        b"" if line.is_video else sample_tables.roll_groups(len(line.sizes)),
    )
    media = box(
        b"mdia",
        movie.mdhd(timescale=timescale, duration=int(durations.sum()), language=track.language, creation_s=creation_s),
        movie.hdlr(is_video=line.is_video, name=track.name),
        box(b"minf", movie.media_header(is_video=line.is_video), movie.data_information(), tables),
    )
    name = box(b"udta", box(b"name", track.name.encode()))
    return box(b"trak", movie.tkhd(header), _edits(placed), media, name)


def _timed(line: TrackTimeline[S]) -> tuple[Int64s, int]:
    """The durations of a track's samples and their timescale: its own, or a coarser one when a picture stands for many hours.

    Raises MediaError when none is coarse enough.
    """
    if int(line.durations.max()) <= _LONGEST_SAMPLE:
        return line.durations, line.timescale
    seconds, rest = np.divmod(np.concatenate([np.zeros(1, np.int64), np.cumsum(line.durations)]), line.timescale)
    for timescale in _COARSER if line.is_video else ():
        durations = np.diff(seconds * timescale + rest * timescale // line.timescale)
        if int(durations.max()) <= _LONGEST_SAMPLE:
            return durations, timescale
    raise MediaError("A track leaves out more time than an MP4 file can tell.")


def _edits(placed: _Placed[S]) -> bytes:
    """`edts`: nothing until the track begins, then its media from behind the priming on."""
    edits = [(placed.delay, -1)] if placed.delay else []
    edits.append((placed.shown, placed.timeline.priming))
    is_long = max(duration for duration, _ in edits) > MAX_U32
    row = struct.Struct(">QqHH" if is_long else ">IiHH")
    rows = b"".join(row.pack(duration, media_time, 1, 0) for duration, media_time in edits)
    return box(b"edts", full_box(b"elst", int(is_long), 0, len(edits).to_bytes(4, "big"), rows))


def _title(title: str) -> bytes:
    """`udta` with the title where iTunes and FFmpeg look for it; nothing for no title."""
    if not title:
        return b""
    value = box(b"data", (1).to_bytes(4, "big"), bytes(4), title.encode())
    handler = full_box(b"hdlr", 0, 0, bytes(4), b"mdirappl", bytes(9))
    return box(b"udta", full_box(b"meta", 0, 0, handler, box(b"ilst", box(b"\xa9nam", value))))


def _start(line: TrackTimeline[S]) -> int:
    """When the first real sample is heard or seen, in movie timescale units of the session clock, rounded half up."""
    return (2 * (line.start + line.priming) * EXPORT_TIMESCALE + line.timescale) // (2 * line.timescale)


def _told(placed: _Placed[S]) -> ExportedTrack:
    return ExportedTrack(
        name=placed.track.name,
        is_video=placed.timeline.is_video,
        start_ns=_ns(placed.delay),
        duration_ns=_ns(placed.shown),
        samples=len(placed.timeline.sizes),
        silent_frames=placed.timeline.silent_frames,
    )


def _ns(units: int) -> int:
    return units * NS_PER_S // EXPORT_TIMESCALE
