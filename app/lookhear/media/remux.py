"""Export: the fragments of several tracks as one progressive MP4 with `moov` first, written in one pass without encoding.

All sizes are known from the fragments' headers, so the movie header is built before the first byte of media is copied.
Layout: ISO/IEC 14496-12; edit lists (§8.6.6) put every track where the session clock had it and skip AAC priming.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.errors import MediaError, UsageError
from lookhear.media import movie, sample_tables
from lookhear.media.boxes import MAX_U32, box, full_box, mdat_header
from lookhear.media.copying import GatheringWriter, complete_file
from lookhear.media.samples import NS_PER_S
from lookhear.media.timeline import Chunk, TrackPart, TrackTimeline, load_track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.media.fragments import Int64s

__all__ = ["ExportResult", "ExportTrack", "ExportedTrack", "TrackPart", "export_mp4"]

EXPORT_TIMESCALE: Final = 90_000  # of the movie and its edit lists: 11 µs
_SCAN_SHARE: Final = 0.3  # of the progress
_PROGRESS_STEPS: Final = 200
_AUDIO_GROUP: Final = 1  # players offer one track of a group at a time
_MAX_STCO: Final = MAX_U32 - (64 << 20)  # leaves room for ftyp and moov


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTrack:
    """One track to write. ``name`` is what players show; only default tracks are enabled. ``language`` is ISO 639-2/T."""

    name: str
    parts: Sequence[TrackPart]
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
class ExportResult:
    """The finished file. ``session_start_ns`` is the session time of its first moment."""

    path: Path
    size_bytes: int
    duration_ns: int
    session_start_ns: int
    tracks: tuple[ExportedTrack, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A track with its place in the movie; ``delay`` and ``shown`` count movie timescale units."""

    track: ExportTrack
    timeline: TrackTimeline
    delay: int
    shown: int


class _Cancelled(Exception):
    """Raised inside to unwind; never leaves this module."""


class _Progress:
    """Tells the fraction done at most a few hundred times, and looks whether to go on."""

    def __init__(self, tell: Callable[[float], None] | None, is_cancelled: Callable[[], bool] | None) -> None:
        self._tell = tell
        self._is_cancelled = is_cancelled
        self._told = -1

    def at(self, fraction: float) -> None:
        """Report; raises _Cancelled when nobody wants the file any more."""
        step = int(fraction * _PROGRESS_STEPS)
        if step == self._told:
            return
        self._told = step
        if self._is_cancelled is not None and self._is_cancelled():
            raise _Cancelled
        if self._tell is not None:
            self._tell(fraction)

    def finished(self) -> None:
        """Report the end; too late to cancel."""
        if self._tell is not None:
            self._tell(1.0)


def export_mp4(
    tracks: Sequence[ExportTrack],
    output: Path,
    *,
    title: str = "",
    created_wall_ns: int | None = None,
    on_progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ExportResult | None:
    """Write the tracks into one MP4 file; None when ``is_cancelled`` said so.

    Tracks without fragments are left out. ``created_wall_ns`` (ns since 1970) becomes the creation time. ``on_progress``
    gets fractions from 0 to 1. Raises MediaError for damaged or missing fragments, UsageError when there is nothing to
    write, DiskFull, FolderUnwritable; the output is either complete or not there.
    """
    progress = _Progress(on_progress, is_cancelled)
    try:
        placed = _place(_load(tracks, progress))
        size_bytes = _write(placed, output, title=title, creation_s=movie.mp4_seconds(created_wall_ns), progress=progress)
    except _Cancelled:
        return None
    except (struct.error, OverflowError) as exc:
        raise MediaError("The recording's numbers do not fit into an MP4 file.") from exc
    progress.finished()
    return _result(placed, output, size_bytes)


def _load(tracks: Sequence[ExportTrack], progress: _Progress) -> list[tuple[ExportTrack, TrackTimeline]]:
    total = sum(len(part.fragments) for track in tracks for part in track.parts)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        progress.at(_SCAN_SHARE * done / total)

    loaded = []
    for track in tracks:
        timeline = load_track(track.parts, on_fragment=count)
        if timeline is not None:
            loaded.append((track, timeline))
    if not loaded:
        raise UsageError("There is nothing to export: no fragment was sealed.")
    return loaded


def _place(loaded: list[tuple[ExportTrack, TrackTimeline]]) -> list[_Placed]:
    """Put every track where its first real sample lies relative to the earliest of all."""
    starts = [_scaled(line.start + line.priming, line.timescale) for _, line in loaded]
    placed = []
    for (track, line), start in zip(loaded, starts, strict=True):
        shown = -((line.priming - line.duration) * EXPORT_TIMESCALE // line.timescale)  # rounded up: nothing is cut off
        placed.append(_Placed(track, line, start - min(starts), max(shown, 1)))
    return placed


def _write(placed: list[_Placed], output: Path, *, title: str, creation_s: int, progress: _Progress) -> int:
    """Write the file; its size in bytes."""
    order = _interleaved(placed)
    payload_bytes = sum(chunk.size for chunk in order)
    head, offsets = _head(placed, order, title=title, creation_s=creation_s)
    done = 0
    with complete_file(output) as out:
        writer = GatheringWriter(out)
        writer.write(head)
        for chunk in order:
            if isinstance(chunk.source, bytes):
                writer.write(chunk.source[: chunk.size])
            else:
                writer.copy(chunk.source, offset=chunk.offset, size=chunk.size)
            done += chunk.size
            progress.at(_SCAN_SHARE + (1 - _SCAN_SHARE) * 0.99 * done / payload_bytes)
        writer.flush()
    return offsets + payload_bytes


def _interleaved(placed: list[_Placed]) -> list[Chunk]:
    """All chunks by their time; where two begin together, in the order of the tracks."""
    chunks = [chunk for each in placed for chunk in each.timeline.chunks]
    times = np.concatenate([[c.start / each.timeline.timescale for c in each.timeline.chunks] for each in placed])
    return [chunks[index] for index in np.argsort(times, kind="stable")]


def _head(placed: list[_Placed], order: list[Chunk], *, title: str, creation_s: int) -> tuple[bytes, int]:
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


def _trak(number: int, placed: _Placed, offsets: Int64s, *, is_large: bool, creation_s: int) -> bytes:
    line, track = placed.timeline, placed.track
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
        sample_tables.stts(line.durations),
        sample_tables.stss(line.is_sync),
        sample_tables.stsc(samples_per_chunk, descriptions),
        sample_tables.stsz(line.sizes),
        sample_tables.chunk_offsets(offsets, is_large=is_large),
        b"" if line.is_video else sample_tables.roll_groups(len(line.sizes)),
    )
    media = box(
        b"mdia",
        movie.mdhd(timescale=line.timescale, duration=line.duration, language=track.language, creation_s=creation_s),
        movie.hdlr(is_video=line.is_video, name=track.name),
        box(b"minf", movie.media_header(is_video=line.is_video), movie.data_information(), tables),
    )
    name = box(b"udta", box(b"name", track.name.encode()))
    return box(b"trak", movie.tkhd(header), _edits(placed), media, name)


def _edits(placed: _Placed) -> bytes:
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


def _scaled(ticks: int, timescale: int) -> int:
    """Timescale units as movie timescale units, rounded half up."""
    return (2 * ticks * EXPORT_TIMESCALE + timescale) // (2 * timescale)


def _result(placed: list[_Placed], output: Path, size_bytes: int) -> ExportResult:
    def ns(units: int) -> int:
        return units * NS_PER_S // EXPORT_TIMESCALE

    start = min(_scaled(each.timeline.start + each.timeline.priming, each.timeline.timescale) for each in placed)
    return ExportResult(
        path=output,
        size_bytes=size_bytes,
        duration_ns=ns(max(each.delay + each.shown for each in placed)),
        session_start_ns=ns(start),
        tracks=tuple(
            ExportedTrack(
                name=each.track.name,
                is_video=each.timeline.is_video,
                start_ns=ns(each.delay),
                duration_ns=ns(each.shown),
                samples=len(each.timeline.sizes),
                silent_frames=each.timeline.silent_frames,
            )
            for each in placed
        ),
    )
