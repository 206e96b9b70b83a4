"""HLS playlists from plain values: the low-latency ones of a track that is being recorded, those of a finished one, and masters.

Format: RFC 8216 and its revision draft-pantos-hls-rfc8216bis (parts, blocking reload, delta updates). A part is one fragment; a
segment is a picture group, or about four seconds of sound; both are named by their sequence numbers, so that an address always
means the same bytes. No I/O happens here.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from lookhear.media.samples import NS_PER_S
from lookhear.media.segments import TARGET_DURATION_S, Part, Segment, Segmenter, cut_out

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTENT_TYPE: Final = "application/vnd.apple.mpegurl"
PART_TARGET_S: Final = 0.6  # fragments are cut at half a second, and a picture or an audio frame later at the latest
_PART_HOLD_BACK: Final = 3  # part targets between the player and the end, as §4.4.3.8 recommends
_SKIP_UNTIL_S: Final = 6 * TARGET_DURATION_S  # the least that §4.4.3.8 allows
_PARTS_WITHIN_NS: Final = 3 * TARGET_DURATION_S * NS_PER_S  # of the end; further back players take whole segments (§6.2.2)
_AHEAD: Final = 2  # whoever asks for a segment further ahead than this is wrong about the stream (§6.2.5.2)
_AUDIO_GROUP: Final = "sound"
_TEXT_GROUP: Final = "text"
VOD_HEAD: Final = (
    f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{TARGET_DURATION_S}\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:0\n"
)
"""The first lines of a finished playlist that is put together from stretches."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class MediaPlaylist:
    """The playlist of one track as it grows. ``prefix`` is what its addresses begin with, relative to the playlist's own.

    ``wall_origin_ns`` is the wall time (ns since 1970) at session time zero. A window (``has_window``) is a playlist the beginning
    of which goes away; ``first_number`` is the number of its first segment.
    """

    def __init__(self, *, prefix: str, is_video: bool, wall_origin_ns: int, has_window: bool = False, first_number: int = 0) -> None:
        self._prefix = prefix
        self._wall_origin_ns = wall_origin_ns
        self._has_window = has_window
        self._is_video = is_video
        self._segmenter = Segmenter(is_video=is_video, is_filled=not has_window, next_number=first_number)
        self._texts: dict[int, str] = {}  # of closed segments without their parts, by number
        self._whole: dict[bool, str] = {}  # the playlist as it is now, also as a delta update; many ask for the same
        self._rates = BitRates()
        self._rated = first_number  # up to which the segments are in the rates
        self._part_target_s = PART_TARGET_S
        self.is_ended = False
        self.next_seq = 1  # the part to expect

    @property
    def segments(self) -> list[Segment]:
        """The finished segments. The list is the playlist's own."""
        return self._segmenter.closed

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to play yet."""
        return not self._segmenter.closed and not self._segmenter.open

    @property
    def end_ns(self) -> int:
        """Session time at which it ends; zero when it is empty."""
        if self._segmenter.open:
            return self._segmenter.open[-1].end_ns
        return self._segmenter.closed[-1].end_ns if self._segmenter.closed else 0

    @property
    def start_ns(self) -> int:
        """Session time at which its media begins; zero when there is none."""
        first = next((segment.start_ns for segment in self._segmenter.closed if not segment.is_gap), None)
        if first is None:
            return self._segmenter.open[0].start_ns if self._segmenter.open else 0
        return first

    @property
    def media_end_ns(self) -> int:
        """Session time at which its media ends, whatever silence follows; zero when there is none."""
        if self._segmenter.open:
            return self._segmenter.open[-1].end_ns
        return next((segment.end_ns for segment in reversed(self._segmenter.closed) if not segment.is_gap), 0)

    @property
    def jumps(self) -> list[tuple[int, int]]:
        """Session times that are left out, because no track has anything then. The list is the playlist's own."""
        return self._segmenter.jumps

    @property
    def jumped_ns(self) -> int:
        """How much of the time between its beginning and its end is left out."""
        return sum(to_ns - from_ns for from_ns, to_ns in self.jumps if from_ns >= self.start_ns and to_ns <= self.end_ns)

    @property
    def bit_rates(self) -> tuple[int, int]:
        """The highest and the mean bit rate of its finished segments so far, in bits a second; zeros when there are none."""
        return self._rates.peak, self._rates.mean

    def add(self, part: Part) -> None:
        """Append the next part."""
        self._whole.clear()
        self._segmenter.add(part)
        self.next_seq = part.seq + 1
        self._part_target_s = max(self._part_target_s, math.ceil((part.end_ns - part.start_ns) / NS_PER_S * 10) / 10)
        self._rate()

    def end(self, *, at_ns: int = 0) -> None:
        """Nothing more will come. Sound that ends before ``at_ns`` of the session is filled up to there."""
        self._whole.clear()
        self._segmenter.close()
        if not self._is_video:
            self._segmenter.fill_to(at_ns)
        self._rate()
        self.is_ended = True

    def drop_before(self, time_ns: int) -> None:
        """Forget what ended before a session time."""
        self._whole.clear()
        self._segmenter.drop_before(time_ns)
        first = self._segmenter.closed[0].number if self._segmenter.closed else self._segmenter.next_number
        for number in [number for number in self._texts if number < first]:
            del self._texts[number]

    def has(self, number: int, part: int | None) -> bool:
        """Whether a segment, or one of its parts, is in the playlist already; a part behind a segment's last is the next one's first."""
        if self.is_ended or number < self._segmenter.next_number - 1:
            return True
        if number < self._segmenter.next_number:
            closed = self._segmenter.closed
            return part is None or not closed or part < len(closed[-1].parts) or bool(self._segmenter.open)
        return number == self._segmenter.next_number and part is not None and part < len(self._segmenter.open)

    def may_come(self, number: int) -> bool:
        """Whether it makes sense to wait for this segment."""
        return number < self._segmenter.next_number + _AHEAD

    def text(self, *, is_delta: bool = False) -> str:
        """The playlist; as a delta update without the old segments, when it is asked for and there are any."""
        if is_delta not in self._whole:
            self._whole[is_delta] = self._text(is_delta=is_delta)
        return self._whole[is_delta]

    def _text(self, *, is_delta: bool) -> str:
        closed = self._segmenter.closed
        lines = [self._head()]
        skipped = self._skippable() if is_delta else 0
        init = 0
        if skipped:
            lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n")
            init = closed[skipped - 1].init
        with_parts_ns = self.end_ns - _PARTS_WITHIN_NS
        for segment in closed[skipped:]:
            init = self._map(segment, init, lines)
            if not self.is_ended and segment.end_ns > with_parts_ns and not segment.is_gap:
                lines.append(self._segment_text(segment, is_live=True))
            else:
                if segment.number not in self._texts:
                    self._texts[segment.number] = self._segment_text(segment, is_live=False)
                lines.append(self._texts[segment.number])
        if self.is_ended:
            lines.append("#EXT-X-ENDLIST\n")
            return "".join(lines)
        if self._segmenter.open:
            segment = self._segmenter.open_segment()
            self._map(segment, init, lines)
            lines += ["#EXT-X-DISCONTINUITY\n"] if segment.is_discontinuous else []
            lines.append(self._time(self._segmenter.open[0].start_ns))
            lines.extend(self._part(part) for part in self._segmenter.open)
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{self._prefix}{self.next_seq}.m4s"\n')
        return "".join(lines)

    def clip(self, stretches: Sequence[tuple[int, int]]) -> str:
        """A finished playlist of stretches (session times) of what is there, one behind the other."""
        return f"{VOD_HEAD}{self.clip_body(stretches, has_start=True)}#EXT-X-ENDLIST\n"

    def clip_body(self, stretches: Sequence[tuple[int, int]], *, base: str = "", has_start: bool = False) -> str:
        """The segments of stretches, to stand in a longer playlist. ``base`` is what addresses begin with before their prefix.

        ``has_start`` says where in the first segment the first stretch begins.
        """
        everything = [*self._segmenter.closed]
        if self._segmenter.open:
            everything.append(self._segmenter.open_segment())
        lines: list[str] = []
        init = 0
        for index, (from_ns, to_ns) in enumerate(stretches):
            segments = cut_out(everything, from_ns=from_ns, to_ns=to_ns)
            if has_start and segments and index == 0 and from_ns > segments[0].start_ns:
                lines.append(f"#EXT-X-START:TIME-OFFSET={_seconds(from_ns - segments[0].start_ns)},PRECISE=YES\n")
            if segments and index and not segments[0].is_discontinuous:
                lines.append("#EXT-X-DISCONTINUITY\n")
            for segment in segments:
                init = self._map(segment, init, lines)
                lines.append(self._segment_text(segment, is_live=False))
        text = "".join(lines)
        return text.replace(self._prefix, base + self._prefix) if base else text

    def _rate(self) -> None:
        """Count the segments that were finished since the last time. Windows forget segments, not rates."""
        new = self._segmenter.next_number - self._rated
        for segment in self._segmenter.closed[-new:] if new else ():
            self._rates.add(segment)
        self._rated += new

    def _head(self) -> str:
        closed = self._segmenter.closed
        first = closed[0].number if closed else self._segmenter.next_number
        before = closed[0].discontinuity - closed[0].is_discontinuous if closed else 0
        lines = f"#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:{TARGET_DURATION_S}\n"
        if self.is_ended:
            lines += "#EXT-X-PLAYLIST-TYPE:VOD\n"
        else:
            hold_back = _PART_HOLD_BACK * self._part_target_s
            lines += (
                f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={_SKIP_UNTIL_S},PART-HOLD-BACK={hold_back:.3f}\n"
                f"#EXT-X-PART-INF:PART-TARGET={self._part_target_s:.3f}\n"
            )
            lines += "" if self._has_window else "#EXT-X-PLAYLIST-TYPE:EVENT\n"
        lines += f"#EXT-X-DISCONTINUITY-SEQUENCE:{before}\n" if before else ""
        return f"{lines}#EXT-X-MEDIA-SEQUENCE:{first}\n"

    def _skippable(self) -> int:
        """How many segments a delta update may leave out."""
        until_ns = self.end_ns - _SKIP_UNTIL_S * NS_PER_S
        return 0 if self.is_ended else sum(segment.start_ns < until_ns for segment in self._segmenter.closed)

    def _map(self, segment: Segment, init: int, lines: list[str]) -> int:
        """Say which init segment decodes this segment, when it is another than before; the one that holds from here on."""
        if segment.init != init:
            lines.append(f'#EXT-X-MAP:URI="{self._prefix}init-{segment.init}.mp4"\n')
        return segment.init

    def _segment_text(self, segment: Segment, *, is_live: bool) -> str:
        lines = ["#EXT-X-DISCONTINUITY\n"] if segment.is_discontinuous else []
        lines.append(self._time(segment.start_ns))
        if is_live:
            lines.extend(self._part(part) for part in segment.parts)
        if segment.is_gap and self._is_video:
            lines.append("#EXT-X-GAP\n")
        lines.append(f"#EXTINF:{_seconds(segment.duration_ns)},\n{self._prefix}{self._name(segment)}.m4s\n")
        return "".join(lines)

    def _name(self, segment: Segment) -> str:
        if not segment.is_gap:
            return f"{segment.parts[0].seq}-{segment.parts[-1].seq}"
        if self._is_video:
            return f"gap-{segment.number}"
        return f"silence-{segment.init}-{segment.start_ns}-{segment.end_ns}"

    def _time(self, session_ns: int) -> str:
        return f"#EXT-X-PROGRAM-DATE-TIME:{iso_time(self._wall_origin_ns + session_ns)}\n"

    def _part(self, part: Part) -> str:
        independent = ",INDEPENDENT=YES" if part.is_independent else ""
        return f'#EXT-X-PART:DURATION={_seconds(part.end_ns - part.start_ns)},URI="{self._prefix}{part.seq}.m4s"{independent}\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A track of pictures in a master playlist. Rates are bits a second, sizes pixels."""

    uri: str
    codec: str
    width: int
    height: int
    peak_bit_rate: int
    mean_bit_rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A track of sound in a master playlist; the default one is what players choose by themselves."""

    uri: str
    codec: str
    name: str
    is_default: bool
    channels: int
    bit_rate: int


def master(picture: Picture | None, sounds: Sequence[Sound], *, subtitles_uri: str | None = None) -> str:
    """A master playlist of one track of pictures (or none) and the sounds to choose from, with subtitles if there are any."""
    lines = ["#EXTM3U\n#EXT-X-VERSION:7\n"]
    names: set[str] = set()
    for sound in sounds:
        name = _unlike(_quoted(sound.name), names)
        names.add(name)
        flags = "DEFAULT=YES,AUTOSELECT=YES" if sound.is_default else "DEFAULT=NO,AUTOSELECT=NO"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{_AUDIO_GROUP}",NAME="{name}",{flags},CHANNELS="{sound.channels}",URI="{sound.uri}"\n'
        )
    if subtitles_uri:
        flags = "DEFAULT=YES,AUTOSELECT=YES,FORCED=NO"
        lines.append(f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="{_TEXT_GROUP}",NAME="Transcript",{flags},URI="{subtitles_uri}"\n')
    codecs = list(dict.fromkeys([*([picture.codec] if picture else []), *(sound.codec for sound in sounds)]))
    loudest = max((sound.bit_rate for sound in sounds), default=0)
    peak, mean = (picture.peak_bit_rate, picture.mean_bit_rate) if picture else (0, 0)
    attributes = [f"BANDWIDTH={max(1, peak + loudest)}", f"AVERAGE-BANDWIDTH={max(1, mean + loudest)}", f'CODECS="{",".join(codecs)}"']
    if picture:
        attributes.append(f"RESOLUTION={picture.width}x{picture.height}")
    if sounds:
        attributes.append(f'AUDIO="{_AUDIO_GROUP}"')
    if subtitles_uri:
        attributes.append(f'SUBTITLES="{_TEXT_GROUP}"')
    uri = picture.uri if picture else next((sound.uri for sound in sounds if sound.is_default), sounds[0].uri if sounds else "")
    if uri:
        lines.append(f"#EXT-X-STREAM-INF:{','.join(attributes)}\n{uri}\n")
    return "".join(lines)


@dataclass(slots=True)
class BitRates:
    """The highest and the mean bit rate of segments, in bits a second, counted as they come; zeros before the first."""

    peak: int = 0
    _total_bytes: int = 0
    _total_ns: int = 0

    @property
    def mean(self) -> int:
        """The mean of all of them."""
        return self._total_bytes * 8 * NS_PER_S // self._total_ns if self._total_ns else 0

    def add(self, segment: Segment) -> None:
        """Count one; gaps have none."""
        if segment.is_gap:
            return
        size, length_ns = segment.size_bytes, max(1, segment.duration_ns)
        self.peak = max(self.peak, size * 8 * NS_PER_S // max(length_ns, NS_PER_S))
        self._total_bytes, self._total_ns = self._total_bytes + size, self._total_ns + length_ns


def iso_time(wall_ns: int) -> str:
    """A wall time (ns since 1970) as playlists write it, in ms: ``2026-01-31T12:00:00.125Z``."""
    return (_EPOCH + timedelta(milliseconds=wall_ns // 1_000_000)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _seconds(duration_ns: int) -> str:
    return f"{duration_ns / NS_PER_S:.6f}"


def _quoted(text: str) -> str:
    """A text as a quoted string may hold it: no quotation mark, no line break (§4.2)."""
    return " ".join(text.replace('"', "'").split()) or "-"


def _unlike(name: str, others: set[str]) -> str:
    """A name that no other of its group has (§4.4.6.1.1)."""
    return next(each for number in itertools.count(1) if (each := name if number == 1 else f"{name} {number}") not in others)
