"""Init segments: `ftyp` + `moov` of one track without samples (CMAF header, ISO/IEC 23000-19 §7.3.1)."""

from __future__ import annotations

from typing import Final

from lookhear.errors import MediaError
from lookhear.media import movie
from lookhear.media.boxes import Box, Buffer, Reader, box, full_box, iter_boxes, require_child
from lookhear.media.sample_entries import build_sample_entry, read_sample_entry
from lookhear.media.samples import TrackFormat, VideoFormat

TRACK_ID: Final = 1
MAX_INIT_BYTES: Final = 1 << 20
_MAX_TIMESCALE: Final = 10_000_000
_EMPTY_TABLE: Final = bytes(4)


def build_init(fmt: TrackFormat, *, name: str = "", wall_ns: int | None = None) -> bytes:
    """The init segment of a track.

    ``name`` becomes the handler name, ``wall_ns`` (ns since 1970) the creation time. Brands: `iso6` for `tfdt` and
    default-base-is-moof, `cmfc` for CMAF. Raises MediaError when the format cannot be written.
    """
    is_video = isinstance(fmt, VideoFormat)
    creation_s = movie.mp4_seconds(wall_ns)
    header = movie.TrackHeader(
        track_id=TRACK_ID,
        flags=movie.TRACK_ENABLED | movie.TRACK_IN_MOVIE,
        duration=0,
        is_video=is_video,
        width=fmt.width if isinstance(fmt, VideoFormat) else 0,
        height=fmt.height if isinstance(fmt, VideoFormat) else 0,
        creation_s=creation_s,
    )
    tables = box(
        b"stbl",
        movie.stsd(build_sample_entry(fmt)),
        full_box(b"stts", 0, 0, _EMPTY_TABLE),
        full_box(b"stsc", 0, 0, _EMPTY_TABLE),
        full_box(b"stsz", 0, 0, bytes(4), _EMPTY_TABLE),
        full_box(b"stco", 0, 0, _EMPTY_TABLE),
    )
    media = box(
        b"mdia",
        movie.mdhd(timescale=fmt.timescale, duration=0, creation_s=creation_s),
        movie.hdlr(is_video=is_video, name=name or ("Video" if is_video else "Sound")),
        box(b"minf", movie.media_header(is_video=is_video), movie.data_information(), tables),
    )
    track = box(b"trak", movie.tkhd(header), media)
    defaults = full_box(b"trex", 0, 0, TRACK_ID.to_bytes(4, "big"), (1).to_bytes(4, "big"), bytes(12))
    moov = box(
        b"moov",
        movie.mvhd(duration=0, next_track_id=TRACK_ID + 1, creation_s=creation_s),
        track,
        box(b"mvex", defaults),
    )
    return movie.ftyp(b"iso6", 0, b"iso6", b"cmfc", b"mp41") + moov


def parse_init(data: Buffer) -> TrackFormat:
    """The format of the first track of an init segment. Raises MediaError when it is none that Lookhear writes."""
    timescale, entry = _first_sample_entry(data)
    return read_sample_entry(data, entry, timescale)


def raw_sample_entry(data: Buffer) -> bytes:
    """The first sample entry of an init segment as it stands, to be copied into another file. Raises MediaError."""
    _, entry = _first_sample_entry(data)
    return bytes(data[entry.start : entry.end])


def _first_sample_entry(data: Buffer) -> tuple[int, Box]:
    """Timescale of the first track, and its first sample entry."""
    if len(data) > MAX_INIT_BYTES:
        raise MediaError("An init segment this large is none.")
    moov = next((found for found in iter_boxes(data) if found.kind == b"moov"), None)
    if moov is None:
        raise MediaError("The init segment has no movie header.")
    media = require_child(data, require_child(data, moov, b"trak"), b"mdia")
    timescale = _timescale(data, require_child(data, media, b"mdhd"))
    tables = require_child(data, require_child(data, media, b"minf"), b"stbl")
    descriptions = require_child(data, tables, b"stsd")
    entry = next(iter_boxes(data, min(descriptions.payload + 8, descriptions.end), descriptions.end), None)
    if entry is None:
        raise MediaError("The init segment does not describe any samples.")
    return timescale, entry


def _timescale(data: Buffer, header: Box) -> int:
    reader = Reader.of(data, header)
    version, _ = reader.version_and_flags()
    reader.skip(16 if version == 1 else 8)
    timescale = reader.u32()
    if not 0 < timescale <= _MAX_TIMESCALE:
        raise MediaError(f"A track cannot count time in {timescale} units a second.")
    return timescale
