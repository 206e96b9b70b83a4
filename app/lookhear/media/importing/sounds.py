"""The sound of a file: AAC-LC as it is, everything else encoded anew at 48 kHz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import av
import numpy as np

from lookhear.errors import MediaError
from lookhear.media.aac import FRAME_SAMPLES, PRIMING, AacEncoder
from lookhear.media.importing.cutting import FragmentWriter
from lookhear.media.importing.source import MAX_S
from lookhear.media.samples import AUDIO_TIMESCALE, AudioFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lookhear.media.importing.cutting import Piece
    from lookhear.media.importing.source import Source

BASE_S: Final = 1
"""Session time at which an imported file begins: what an encoder puts before the first sound has room."""
TRACK: Final = "mic:default"
_BIT_RATE: Final = {1: 96_000, 2: 160_000}
_TOLERANCE_S: Final = 0.05  # less is how containers round


class Converter(Protocol):
    """Makes fragments of the packets of one stream."""

    def feed(self, packet: av.Packet[Any]) -> Iterator[Piece]:
        """The next packet; one without bytes is the end. Raises MediaError, EncodeError, FFmpegError."""
        ...

    def finish(self) -> Iterator[Piece]:
        """What is left."""
        ...


def sound_converter(source: Source) -> Converter | None:
    """What takes the sound of a file; None for one without."""
    if source.sound is None:
        return None
    context = source.sound.codec_context
    is_plain = context.name == "aac" and context.profile == "LC" and context.channels in _BIT_RATE and bool(context.extradata)
    return CopiedSound(source) if is_plain else EncodedSound(source)


class CopiedSound:
    """AAC-LC frames as they are in the file."""

    def __init__(self, source: Source) -> None:
        if source.sound is None:
            raise ValueError("there is no sound")
        context = source.sound.codec_context
        self._rate = context.sample_rate
        self._config = bytes(context.extradata or b"")
        self._channels = context.channels
        self._begins_s = source.begins_s
        self._writer = FragmentWriter(TRACK)
        self._next = 0

    def feed(self, packet: av.Packet[Any]) -> Iterator[Piece]:
        """The next frame. One that is late by less than its length is put where the last one ended."""
        if packet.pts is None or not packet.size:
            return
        tick = round((float(packet.pts * packet.time_base) - self._begins_s + BASE_S) * self._rate)
        check_time(tick / self._rate)
        if self._writer.format is None:
            early = max(0, BASE_S * self._rate - tick)
            fmt = AudioFormat(channels=self._channels, specific_config=self._config, sample_rate=self._rate, priming=early)
            yield from self._writer.begin(fmt)
        elif tick < self._next - FRAME_SAMPLES // 2:
            return  # a frame that says it belongs to a time that is over
        elif tick - self._next <= _TOLERANCE_S * self._rate:
            tick = self._next
        else:
            yield from self._writer.finish(at=self._next)
        yield from self._writer.add(bytes(packet), max(0, tick), is_sync=True)
        self._next = max(0, tick) + FRAME_SAMPLES

    def finish(self) -> Iterator[Piece]:
        """What is left."""
        yield from self._writer.finish(at=self._next)


class EncodedSound:
    """Any sound, decoded and encoded again. Where a file says nothing for a while there is silence."""

    def __init__(self, source: Source) -> None:
        if source.sound is None:
            raise ValueError("there is no sound")
        channels = 1 if source.sound.codec_context.channels == 1 else 2
        self._stream = source.sound
        self._begins_s = source.begins_s
        self._resampler = av.AudioResampler(format="fltp", layout="mono" if channels == 1 else "stereo", rate=AUDIO_TIMESCALE)
        self._encoder = AacEncoder(channels=channels, bit_rate=_BIT_RATE[channels])
        self._writer = FragmentWriter(TRACK)
        self._held = np.zeros((channels, 0), np.float32)
        self._samples = 0  # that were taken, with silence
        self._first = 0  # samples of the file's time at which its sound begins
        self._frames = 0

    def feed(self, packet: av.Packet[Any]) -> Iterator[Piece]:
        """The next packet."""
        for frame in self._stream.codec_context.decode(packet):
            at_s = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base) - self._begins_s
            for made in self._resampler.resample(frame):
                yield from self._take(made.to_ndarray().astype(np.float32, copy=False), at_s)
                at_s = None

    def finish(self) -> Iterator[Piece]:
        """What the decoder's and the encoder's memory hold."""
        for made in self._resampler.resample(None):
            yield from self._take(made.to_ndarray().astype(np.float32, copy=False), None)
        if self._held.shape[1]:
            rest = np.zeros((len(self._held), FRAME_SAMPLES - self._held.shape[1]), np.float32)
            yield from self._encode(np.concatenate([self._held, rest], axis=1))
        for data in self._encoder.flush():
            yield from self._write(data)
        yield from self._writer.finish(at=self._tick(self._frames))

    def _take(self, sound: NDArray[np.float32], at_s: float | None) -> Iterator[Piece]:
        if at_s is not None:
            check_time(at_s + BASE_S)
            position = round(at_s * AUDIO_TIMESCALE)
            if self._writer.format is None and not self._samples:
                self._first = max(0, position)
            missing = position - self._first - self._samples
            if missing > _TOLERANCE_S * AUDIO_TIMESCALE:
                yield from self._silence(missing)
        self._samples += sound.shape[1]
        self._held = np.concatenate([self._held, sound], axis=1)
        yield from self._encode_held()

    def _silence(self, samples: int) -> Iterator[Piece]:
        while samples:
            count = min(samples, FRAME_SAMPLES)
            self._held = np.concatenate([self._held, np.zeros((len(self._held), count), np.float32)], axis=1)
            self._samples += count
            samples -= count
            yield from self._encode_held()

    def _encode_held(self) -> Iterator[Piece]:
        while self._held.shape[1] >= FRAME_SAMPLES:
            yield from self._encode(self._held[:, :FRAME_SAMPLES])
            self._held = self._held[:, FRAME_SAMPLES:]

    def _encode(self, sound: NDArray[np.float32]) -> Iterator[Piece]:
        for data in self._encoder.encode(sound):
            yield from self._write(data)

    def _write(self, data: bytes) -> Iterator[Piece]:
        if self._writer.format is None:
            yield from self._writer.begin(self._encoder.format)
        yield from self._writer.add(data, self._tick(self._frames), is_sync=True)
        self._frames += 1

    def _tick(self, frame: int) -> int:
        return BASE_S * AUDIO_TIMESCALE + self._first - PRIMING + frame * FRAME_SAMPLES


def check_time(session_s: float) -> None:
    """Raises MediaError for a time that no file has which is taken here."""
    if not -MAX_S < session_s < MAX_S + BASE_S:
        raise MediaError("This file is damaged: its times make no sense.")
