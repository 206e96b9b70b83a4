"""What an uploaded body must be: an init segment of one track, one fragment, or lines of the context log.

Everything here reads bytes nobody vouches for; what is wrong with them becomes an `IngestRefused` that says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import IngestRefused, MediaError
from lookhear.media.boxes import find_child, iter_boxes
from lookhear.media.fragment_scan import scan_fragment
from lookhear.media.h264 import codec_string
from lookhear.media.init_segment import parse_init
from lookhear.media.samples import NS_PER_S, TrackFormat, VideoFormat
from lookhear.protocol.ingest import Problem

if TYPE_CHECKING:
    from lookhear.protocol.tracks import TrackKind

_MAX_SESSION_S: Final = 400 * 86_400  # the clock of a recording begins with it: nobody records for longer than a year
_MAX_FRAGMENT_S: Final = 3_600
_MAX_NS: Final = (1 << 63) - 1
_ESCAPED_OBJECT_TYPE: Final = 31  # ISO/IEC 14496-3 §1.6.2.1: six more bits follow


@dataclass(frozen=True, slots=True, kw_only=True)
class InitFacts:
    """What the row of an init says of its track; see `lookhear.backend.records.Init`."""

    codec: str
    timescale: int
    width: int | None = None
    height: int | None = None
    rate: int | None = None
    channels: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentFacts:
    """What the row of a fragment says of its content; see `lookhear.backend.records.Fragment`."""

    tfdt: int
    duration: int
    samples: int
    begins_with_sync: bool
    payload_offset: int
    payload_bytes: int
    table: bytes
    wall_ns: int | None


def check_init(data: bytes, kind: TrackKind) -> InitFacts:
    """The facts of an init segment: `ftyp` and `moov` with one track of H.264 for pictures, of AAC for sound."""
    try:
        return _read_init(data, kind)
    except MediaError as exc:
        raise _refused(str(exc)) from exc


def check_fragment(data: bytes, *, seq: int, timescale: int) -> FragmentFacts:
    """The facts of one fragment whose header must bear the number it is sent under."""
    try:
        found = scan_fragment(data)
    except MediaError as exc:
        raise _refused(str(exc)) from exc
    if found.sequence != seq:
        raise _refused(f"The fragment says it is number {found.sequence}, and it was sent as number {seq}.")
    if found.base_decode_time > _MAX_SESSION_S * timescale or not 0 < found.total_duration <= _MAX_FRAGMENT_S * timescale:
        raise _refused("The fragment's decode time or duration is none that a recording could have.")
    return FragmentFacts(
        tfdt=found.base_decode_time,
        duration=found.total_duration,
        samples=found.samples,
        begins_with_sync=found.begins_with_sync,
        payload_offset=found.payload_offset,
        payload_bytes=found.payload_bytes,
        table=found.table,
        wall_ns=found.wall_ns,
    )


def check_context(data: bytes) -> FragmentFacts:
    """The facts of lines of the context log: UTF-8, one JSON object a line, each with a whole ``t_ns``.

    They stand in the order they were told in: sources that open at the same time tell of it in any order.
    """
    times = [_time_of(line, number) for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), 1)]
    return FragmentFacts(
        tfdt=min(times),
        duration=max(times) - min(times),
        samples=len(times),
        begins_with_sync=True,
        payload_offset=0,
        payload_bytes=len(data),
        table=b"",
        wall_ns=None,
    )


def codec_name(fmt: TrackFormat) -> str:
    """The codecs parameter of RFC 6381: ``avc1.640028``, ``mp4a.40.2``. Raises MediaError for a damaged format."""
    if isinstance(fmt, VideoFormat):
        return codec_string(fmt.sps)
    first, second = (*fmt.specific_config, 0)[:2]
    object_type = first >> 3
    if object_type == _ESCAPED_OBJECT_TYPE:
        object_type = 32 + ((first & 7) << 3 | second >> 5)
    return f"mp4a.40.{object_type}"


def _read_init(data: bytes, kind: TrackKind) -> InitFacts:
    kinds = [box.kind for box in iter_boxes(data)]
    if kinds[:1] != [b"ftyp"] or kinds.count(b"moov") != 1 or not set(kinds) <= {b"ftyp", b"moov", b"free", b"skip"}:
        raise _refused("An init segment is a file type and one movie header, and nothing else.")
    movie = next(box for box in iter_boxes(data) if box.kind == b"moov")
    tracks = sum(child.kind == b"trak" for child in iter_boxes(data, movie.payload, movie.end))
    if tracks != 1 or find_child(data, movie, b"mvex") is None:
        raise _refused(f"An init segment describes one track in fragments; this one has {tracks}.")
    fmt = parse_init(data)
    if isinstance(fmt, VideoFormat) is not kind.is_video:
        raise _refused("The init segment is of pictures for a track of sound, or the other way round.")
    if isinstance(fmt, VideoFormat):
        return InitFacts(codec=codec_name(fmt), timescale=fmt.timescale, width=fmt.width, height=fmt.height)
    return InitFacts(codec=codec_name(fmt), timescale=fmt.timescale, rate=fmt.sample_rate, channels=fmt.channels)


def _time_of(line: bytes, number: int) -> int:
    try:
        event = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as exc:  # not UTF-8, not JSON, or nested without end
        raise _refused(f"Line {number} of the context log is not JSON.") from exc
    match event:
        case {"t_ns": int(t_ns)} if not isinstance(t_ns, bool) and 0 <= t_ns <= min(_MAX_NS, _MAX_SESSION_S * NS_PER_S):
            return t_ns
        case _:
            raise _refused(f"Line {number} of the context log has no time.")


def _refused(message: str) -> IngestRefused:
    return IngestRefused(message, problem=Problem.NOT_A_FRAGMENT)
