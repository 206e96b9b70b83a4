"""The values that media code passes around: encoded samples, track formats and one sealed fragment."""

from __future__ import annotations

from dataclasses import dataclass

VIDEO_TIMESCALE = 90_000
AUDIO_TIMESCALE = 48_000
NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One encoded picture or audio frame, in decode order (there are no B-frames, so decode order is display order).

    ``data`` is length-prefixed H.264 (4-byte lengths) or one raw AAC frame; ``duration`` counts timescale units.
    """

    data: bytes
    duration: int
    is_sync: bool


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """H.264 in ISO BMFF. ``sps`` and ``pps`` are raw NAL units without start code or length."""

    width: int
    height: int
    sps: bytes
    pps: bytes
    timescale: int = VIDEO_TIMESCALE


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """AAC-LC in ISO BMFF. ``specific_config`` is the AudioSpecificConfig of ISO 14496-3 (two bytes for AAC-LC).

    ``priming`` is the number of samples the encoder puts before the first real one (1024 for FFmpeg's own encoder).
    """

    channels: int
    specific_config: bytes
    sample_rate: int = AUDIO_TIMESCALE
    priming: int = 1024
    bit_rate: int = 0

    @property
    def timescale(self) -> int:
        """Timescale of the track: one unit is one sample."""
        return self.sample_rate


TrackFormat = VideoFormat | AudioFormat
