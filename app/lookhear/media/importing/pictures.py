"""The pictures of a file: H.264 as it is when recordings could have it like this, everything else encoded anew.

A sample of a recording is decoded and shown at one time, so H.264 whose pictures refer to later ones is encoded anew, as is what would
give segments nobody can jump into, and what has to be turned first.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, cast

import av
import av.filter
from av.video.frame import PictureType

from lookhear.errors import EncodeError, MediaError
from lookhear.media.h264 import Framing, find_parameter_sets, read_access_unit, read_sps
from lookhear.media.importing.cutting import FragmentWriter
from lookhear.media.importing.sounds import BASE_S, check_time
from lookhear.media.importing.source import check_size
from lookhear.media.samples import VIDEO_TIMESCALE, VideoFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.video.codeccontext import VideoCodecContext

    from lookhear.media.importing.cutting import Piece
    from lookhear.media.importing.sounds import Converter
    from lookhear.media.importing.source import Source

TRACK: Final = "display:1"
_MOST_KEY_S: Final = 8.0  # between pictures that depend on no other, and between any two: less than a segment may last
_MOST_GROUP_BYTES: Final = 48 << 20
_KEY_EVERY: Final = 4 * VIDEO_TIMESCALE
_REPEAT_EVERY: Final = 4 * VIDEO_TIMESCALE
_LEAST_STEP: Final = VIDEO_TIMESCALE // 61  # pictures that come faster are left out
_LARGEST: Final = (3840, 2160)
_BT709: Final = 1
_LIMITED: Final = 1
_TURNS: Final = {90: ("transpose=clock",), 180: ("hflip", "vflip"), 270: ("transpose=cclock",)}
_X264: Final = {"preset": "superfast", "tune": "zerolatency", "crf": "21", "forced-idr": "1", "x264-params": "scenecut=0:open-gop=0"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at the pictures of a file says."""

    is_copied: bool
    turn: int  # degrees, clockwise, by which they are to be turned


def look_at(source: Source) -> Look:
    """Read through a file's pictures without decoding more than the first of them. The source cannot be read again afterwards."""
    stream = source.pictures
    if stream is None:
        raise ValueError("there are no pictures")
    turn = -1
    is_copied = stream.codec_context.name == "h264" and _sets_of(bytes(stream.codec_context.extradata or b"")) is not None
    shift: int | None = None
    key_s = last_s = None
    group = 0
    for packet in source.container.demux(stream):
        if turn < 0:
            turn = next((round(-frame.rotation) % 360 for frame in stream.codec_context.decode(packet)), -1)
        if not is_copied and turn >= 0:
            break
        if packet.pts is None or packet.dts is None or not packet.size:
            is_copied = is_copied and not packet.size
            continue
        at_s = float(packet.pts * packet.time_base)
        shift = packet.pts - packet.dts if shift is None else shift
        key_s, group = (at_s, 0) if packet.is_keyframe else (key_s, group)
        group += packet.size
        is_usable = packet.pts - packet.dts == shift and key_s is not None and at_s - key_s <= _MOST_KEY_S and group <= _MOST_GROUP_BYTES
        is_copied = is_copied and is_usable and (last_s is None or 0 < at_s - last_s <= _MOST_KEY_S)
        last_s = at_s
    return Look(is_copied=is_copied and turn == 0, turn=max(turn, 0))


def picture_converter(source: Source, look: Look) -> Converter | None:
    """What takes the pictures of a file, which was opened again since it was looked at; None for one without."""
    if source.pictures is None:
        return None
    return CopiedPictures(source) if look.is_copied else EncodedPictures(source, turn=look.turn)


def _sets_of(extradata: bytes) -> tuple[bytes, bytes, Framing] | None:
    """The parameter sets of H.264 that needs no other decoder than recordings do; None for anything else.

    ``avcC``: ISO/IEC 14496-15 §5.3.3.1.
    """
    try:
        if extradata[:1] != b"\x01":
            sps, pps = find_parameter_sets(extradata)
            framing = Framing.ANNEX_B
        else:
            sps_size = int.from_bytes(extradata[6:8], "big")
            pps_at = 8 + sps_size + 1
            pps_size = int.from_bytes(extradata[pps_at : pps_at + 2], "big")
            sps, pps = extradata[8 : 8 + sps_size], extradata[pps_at + 2 : pps_at + 2 + pps_size]
            framing = Framing.LENGTH_PREFIXED
            if extradata[4] & 3 != 3 or extradata[5] & 31 != 1 or extradata[pps_at - 1] != 1:  # noqa: PLR2004 - lengths of 4 bytes, one set each
                return None
        facts = read_sps(sps)
    except (MediaError, IndexError):
        return None
    is_plain = facts.chroma_format == 1 and (facts.bit_depth_luma, facts.bit_depth_chroma) == (8, 8)
    return (sps, pps, framing) if is_plain and pps else None


class CopiedPictures:
    """H.264 as it is in the file."""

    def __init__(self, source: Source) -> None:
        stream = source.pictures
        found = None if stream is None else _sets_of(bytes(stream.codec_context.extradata or b""))
        if stream is None or found is None:
            raise ValueError("these pictures cannot be copied")
        self._sps, self._pps, self._framing = found
        self._size = stream.codec_context.width, stream.codec_context.height
        self._begins_s = source.begins_s
        self._writer = FragmentWriter(TRACK)
        self._last = self._step = 0

    def feed(self, packet: av.Packet[Any]) -> Iterator[Piece]:
        """The next picture."""
        if packet.pts is None or not packet.size:
            return
        session_s = float(packet.pts * packet.time_base) - self._begins_s + BASE_S
        check_time(session_s)
        tick = max(0, round(session_s * VIDEO_TIMESCALE))
        unit = read_access_unit(bytes(packet), self._framing)
        if self._writer.format is None and not unit.is_idr:
            return  # nothing could decode it
        sps, pps = unit.sps or self._sps, unit.pps or self._pps
        if self._writer.format is None or (unit.is_idr and (sps, pps) != (self._sps, self._pps)):
            self._sps, self._pps = sps, pps
            yield from self._writer.begin(VideoFormat(width=self._size[0], height=self._size[1], sps=sps, pps=pps), at=tick)
        yield from self._writer.add(unit.data, tick, is_sync=unit.is_idr)
        self._step, self._last = (tick - self._last if self._last else 0), tick

    def finish(self) -> Iterator[Piece]:
        """What is left."""
        yield from self._writer.finish(at=self._last + self._step if self._step else None)


class EncodedPictures:
    """Any pictures, decoded, turned upright and encoded again at even sizes."""

    def __init__(self, source: Source, *, turn: int) -> None:
        if source.pictures is None:
            raise ValueError("there are no pictures")
        self._stream = source.pictures
        self._begins_s = source.begins_s
        self._turn = turn
        self._size: tuple[int, int] | None = None
        self._encoder: VideoCodecContext | None = None
        self._graph: tuple[tuple[object, ...], av.filter.Graph] | None = None
        self._writer = FragmentWriter(TRACK)
        self._last: tuple[int, av.VideoFrame] | None = None
        self._key = 0
        self._step = VIDEO_TIMESCALE // 30

    def feed(self, packet: av.Packet[Any]) -> Iterator[Piece]:
        """The next packet."""
        for frame in self._stream.codec_context.decode(packet):
            check_size(frame.width, frame.height)
            yield from self._take(frame)

    def finish(self) -> Iterator[Piece]:
        """What is left; the last picture stands as long as the one before it."""
        if self._encoder is None or self._last is None:
            raise MediaError("No picture of this file can be decoded: it is damaged or cut off.")
        yield from self._write(self._encoder.encode(None))
        yield from self._writer.finish(at=self._last[0] + self._step)

    def _take(self, frame: av.VideoFrame) -> Iterator[Piece]:
        if frame.pts is None or frame.time_base is None:
            tick = 0 if self._last is None else self._last[0] + self._step
        else:
            session_s = float(frame.pts * frame.time_base) - self._begins_s + BASE_S
            check_time(session_s)
            tick = max(0, round(session_s * VIDEO_TIMESCALE))
        if self._last is not None:
            if tick - self._last[0] < _LEAST_STEP:
                return
            while tick - self._last[0] > _REPEAT_EVERY:
                yield from self._encode(self._last[1], self._last[0] + _REPEAT_EVERY)
            self._step = min(tick - self._last[0], VIDEO_TIMESCALE)
        yield from self._encode(self._upright(frame), tick)

    def _encode(self, frame: av.VideoFrame, tick: int) -> Iterator[Piece]:
        if self._encoder is None:
            self._encoder = _encoder(frame.width, frame.height)
        is_key = self._last is None or tick - self._key >= _KEY_EVERY
        if is_key:
            self._key = tick
        frame.pts, frame.time_base = tick, Fraction(1, VIDEO_TIMESCALE)
        frame.pict_type = PictureType.I if is_key else PictureType.NONE
        self._last = (tick, frame)
        yield from self._write(self._encoder.encode(frame))

    def _write(self, packets: list[av.Packet[Any]]) -> Iterator[Piece]:
        for packet in packets:
            unit = read_access_unit(bytes(packet))
            if self._writer.format is None:
                width, height = self._size or (0, 0)
                yield from self._writer.begin(VideoFormat(width=width, height=height, sps=unit.sps, pps=unit.pps))
            yield from self._writer.add(unit.data, packet.pts or 0, is_sync=unit.is_idr)

    def _upright(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The picture as it is to be seen: turned, square pixels, even sizes, BT.709. All of a file have the size of the first."""
        if self._size is None:
            self._size = _shown_size(frame, self._turn)
        known = (frame.width, frame.height, frame.format.name)
        if self._graph is None or self._graph[0] != known:
            self._graph = known, _graph(frame, size=self._size, turn=self._turn)
        graph = self._graph[1]
        frame.pts = None
        graph.push(frame)
        return cast("av.VideoFrame", graph.pull())


def _shown_size(frame: av.VideoFrame, turn: int) -> tuple[int, int]:
    width, height = frame.width, frame.height
    if turn in {90, 270}:
        width, height = height, width
    scale = min(1.0, _LARGEST[0] / max(width, height), _LARGEST[1] / min(width, height))
    return max(16, round(width * scale / 2) * 2), max(16, round(height * scale / 2) * 2)


def _graph(frame: av.VideoFrame, *, size: tuple[int, int], turn: int) -> av.filter.Graph:
    graph = av.filter.Graph()
    nodes = [graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, VIDEO_TIMESCALE))]
    for spec in _TURNS.get(turn, ()):
        name, _, arguments = spec.partition("=")
        nodes.append(graph.add(name, arguments or None))
    nodes.append(graph.add("scale", f"{size[0]}:{size[1]}:out_color_matrix=bt709:out_range=tv"))
    nodes.append(graph.add("format", "pix_fmts=yuv420p"))
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _encoder(width: int, height: int) -> VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, VIDEO_TIMESCALE), Fraction(30)
    context.gop_size, context.max_b_frames = 1 << 20, 0
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.options = dict(_X264)
    try:
        context.open()
    except (av.error.FFmpegError, OSError) as exc:
        raise EncodeError(f"The H.264 encoder cannot be opened: {exc}.") from exc
    return context
