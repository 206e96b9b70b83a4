"""Tracks of a live source: its packets become init segments and fragments of half a second, at session times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError
from lookhear.media.h264 import Framing, read_access_unit, read_sps
from lookhear.media.h264_size import picture_size
from lookhear.media.importing.cutting import FragmentWriter
from lookhear.media.rtp.descriptions import picture_sets, sound_facts
from lookhear.media.rtp.packets import TickCounter
from lookhear.media.rtp.units import PictureUnits, SoundUnits
from lookhear.media.samples import VIDEO_TIMESCALE, AudioFormat, VideoFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.media.importing.cutting import Piece
    from lookhear.media.rtp.descriptions import MediaLine
    from lookhear.media.rtp.packets import RtpPacket

FRAGMENT_S: Final = 0.5
_FRAME_SAMPLES: Final = 1024  # of AAC-LC
_MOST_KEY_S: Final = 8  # between pictures that depend on no other: less than a segment may last
_MOST_AWAY_S: Final = 10  # a source's clock from ours
_TOLERANCE: Final = 2 * _FRAME_SAMPLES  # less is how clocks round


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where a track goes on: its name, the numbers of its last init and fragment, the session time (seconds) of what comes first."""

    track: str
    inits: int
    sequence: int
    at_s: float

    def writer(self) -> FragmentWriter:
        """What cuts its fragments."""
        return FragmentWriter(self.track, target_s=FRAGMENT_S, inits=self.inits, sequence=self.sequence)


class LivePictures:
    """H.264 as it comes. It begins with a picture that depends on no other, and again after each loss."""

    def __init__(self, line: MediaLine, begin: Begin) -> None:
        if line.encoding != "H264" or line.clock_rate != VIDEO_TIMESCALE:
            raise MediaError(f"The pictures of this source are {_called(line)}; H.264 can be taken.")
        self._sets = picture_sets(line) or (b"", b"")
        self._units = PictureUnits()
        self._ticks = TickCounter(round(begin.at_s * VIDEO_TIMESCALE))
        self._writer = begin.writer()
        self._is_waiting = True
        self._last = self._key = -1

    def feed(self, packet: RtpPacket, *, now_s: float) -> Iterator[Piece]:
        """The next packet, which comes at this session time. Raises MediaError for pictures that recordings could not have."""
        for unit in self._units.feed(packet):
            tick = _checked(self._ticks.at(unit.timestamp), VIDEO_TIMESCALE, now_s=now_s)
            picture = read_access_unit(unit.data, Framing.LENGTH_PREFIXED)
            self._is_waiting = (self._is_waiting or unit.is_behind_loss) and not picture.is_idr
            if self._is_waiting:
                continue
            if tick <= self._last:
                raise MediaError("The pictures of this source refer to later ones.", hint="Turn B-frames off where it is encoded.")
            if picture.is_idr:
                yield from self._begun((picture.sps or self._sets[0], picture.pps or self._sets[1]), tick)
                self._key = tick
            elif tick - self._key > _MOST_KEY_S * VIDEO_TIMESCALE:
                raise MediaError(
                    f"This source sends no key frame for more than {_MOST_KEY_S} seconds.", hint="Set it to one in two seconds or so."
                )
            yield from self._writer.add(picture.data, tick, is_sync=picture.is_idr)
            self._last = tick

    def _begun(self, sets: tuple[bytes, bytes], tick: int) -> Iterator[Piece]:
        sps, pps = sets
        if self._writer.format is not None and sets == self._sets:
            return
        facts = read_sps(sps)
        if not pps or facts.chroma_format != 1 or (facts.bit_depth_luma, facts.bit_depth_chroma) != (8, 8):
            raise MediaError(
                "The pictures of this source are H.264 of a kind that browsers do not show.", hint="4:2:0 with 8 bits can be taken."
            )
        self._sets = sets
        width, height = picture_size(sps)
        yield from self._writer.begin(VideoFormat(width=width, height=height, sps=sps, pps=pps), at=tick)


class LiveSound:
    """AAC-LC as it comes."""

    def __init__(self, line: MediaLine, begin: Begin) -> None:
        facts = sound_facts(line) if line.encoding == "MPEG4-GENERIC" else None
        if facts is None:
            raise MediaError(f"The sound of this source is {_called(line)}; AAC-LC with one or two channels can be taken.")
        self._format = AudioFormat(channels=facts.channels, specific_config=facts.config, sample_rate=facts.sample_rate, priming=0)
        self._units = SoundUnits(frame_samples=_FRAME_SAMPLES)
        self._ticks = TickCounter(round(begin.at_s * facts.sample_rate))
        self._writer = begin.writer()
        self._next = 0

    def feed(self, packet: RtpPacket, *, now_s: float) -> Iterator[Piece]:
        """The next packet, which comes at this session time. Raises MediaError for times that make no sense."""
        for unit in self._units.feed(packet):
            tick = _checked(self._ticks.at(unit.timestamp), self._format.sample_rate, now_s=now_s)
            if self._writer.format is None:
                yield from self._writer.begin(self._format)
            elif tick < self._next - _TOLERANCE:
                continue  # a frame of a time that is over
            elif tick - self._next <= _TOLERANCE:
                tick = self._next
            else:
                yield from self._writer.finish(at=self._next)
            yield from self._writer.add(unit.data, tick, is_sync=True)
            self._next = tick + _FRAME_SAMPLES


def _checked(tick: int, timescale: int, *, now_s: float) -> int:
    if abs(tick / timescale - now_s) > _MOST_AWAY_S:
        raise MediaError("The clock of this source has jumped.")
    return tick


def _called(line: MediaLine) -> str:
    return f"coded as {line.encoding}" if line.encoding.isalnum() or line.encoding == "MPEG4-GENERIC" else "of an unknown kind"
