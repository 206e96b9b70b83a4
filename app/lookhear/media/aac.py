"""AAC-LC in and out of planar float sound, by FFmpeg. Each object belongs to the thread that uses it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.error import FFmpegError

from lookhear.errors import EncodeError, MediaError
from lookhear.media.samples import AUDIO_TIMESCALE, AudioFormat

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAME_SAMPLES: Final = 1024
PRIMING: Final = 1024
_LAYOUTS: Final = {1: "mono", 2: "stereo"}
_SETTLED_FRAMES: Final = 4  # of silence: by then a codec has forgotten what was before

# The fast coefficient search costs a third of the default one at an equal error; the tools that share or invent bands cost
# half of what is left and gain little at these bit rates.
#
# WORKAROUND https://github.com/obsproject/obs-studio/pull/8457: the fast search spreads scale factors over at most 60 steps, counted
# from the quietest band, so a loud tone above digital silence is clipped (0.95 of full scale at 1 kHz: 9 dB signal to
# noise). Noise at -70 dBFS under loud frames lifts the quiet bands (57 dB). Remove when FFmpeg limits the quiet bands instead.
_OPTIONS: Final = {"aac_coder": "fast", "aac_pns": "0", "aac_tns": "0", "aac_is": "0", "aac_ms": "0"}
_LOUD_LEVEL: Final = 0.25
_NOISE_LEVEL: Final = 3e-4
_NOISE_FRAMES: Final = 16


class AacEncoder:
    """Frames of 1024 samples in, raw AAC frames out, one frame later. Raises EncodeError."""

    def __init__(self, *, channels: int, sample_rate: int = AUDIO_TIMESCALE, bit_rate: int = 0) -> None:
        if channels not in _LAYOUTS:
            raise EncodeError(f"Sound of {channels} channels cannot be encoded.")
        self._layout = _LAYOUTS[channels]
        self._frames_in = self._silent_frames = 0
        self._last: tuple[bytes, bytes] = (b"", b"")
        noise = np.random.default_rng(1).normal(0, _NOISE_LEVEL, (_NOISE_FRAMES, channels, FRAME_SAMPLES))
        self._noise = noise.astype(np.float32)
        try:
            context = av.CodecContext.create("aac", "w")
            context.sample_rate, context.layout, context.format = sample_rate, self._layout, "fltp"
            context.time_base, context.options = Fraction(1, sample_rate), dict(_OPTIONS)
            if bit_rate:
                context.bit_rate = bit_rate
            context.open()
        except (FFmpegError, ValueError) as exc:
            raise EncodeError(f"The AAC encoder cannot be opened: {exc}.") from exc
        self._context = context
        self.format: Final = AudioFormat(
            channels=channels,
            specific_config=bytes(context.extradata or b""),
            sample_rate=sample_rate,
            priming=PRIMING,
            bit_rate=bit_rate,
        )

    def encode(self, sound: NDArray[np.float32]) -> list[bytes]:
        """The next 1024 samples, float32 of shape (channels, 1024). Lasting digital silence is encoded only at its beginning."""
        level = np.abs(sound).max()
        is_silent = level == 0
        self._silent_frames = self._silent_frames + 1 if is_silent else 0
        if self._silent_frames > _SETTLED_FRAMES and self._last[0] == self._last[1]:
            return [self._last[1]]  # the encoder would say the same again, and misses nothing but zeros
        if level > _LOUD_LEVEL:
            sound = sound + self._noise[self._frames_in % _NOISE_FRAMES]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound, np.float32), format="fltp", layout=self._layout)
        frame.sample_rate, frame.pts = self.format.sample_rate, self._frames_in * FRAME_SAMPLES
        self._frames_in += 1
        return self._run(frame)

    def flush(self) -> list[bytes]:
        """What is still inside; the encoder takes nothing afterwards."""
        return self._run(None)

    def _run(self, frame: av.AudioFrame | None) -> list[bytes]:
        try:
            packets = [bytes(packet) for packet in self._context.encode(frame)]
        except (FFmpegError, ValueError) as exc:
            raise EncodeError(f"The AAC encoder failed: {exc}.") from exc
        for data in packets:
            self._last = (self._last[1], data)
        return packets


class AacDecoder:
    """Raw AAC frames in, float32 of shape (2, n) at 48 kHz out. A mono track sounds at full level on both sides.

    What comes out of frame ``n`` is the sound whose decode time is that frame's. Raises MediaError.
    """

    def __init__(self, fmt: AudioFormat) -> None:
        try:
            context = av.CodecContext.create("aac", "r")
            context.extradata = fmt.specific_config
            context.open()
        except (FFmpegError, ValueError) as exc:
            raise MediaError(f"The sound cannot be decoded: {exc}.") from exc
        if not isinstance(context, av.AudioCodecContext):
            raise MediaError("The sound cannot be decoded.")
        self._context = context
        is_plain = fmt.sample_rate == AUDIO_TIMESCALE and fmt.channels in _LAYOUTS
        self._resampler = None if is_plain else av.AudioResampler(format="fltp", layout="stereo", rate=AUDIO_TIMESCALE)
        self._samples_in = 0

    def decode(self, data: bytes) -> NDArray[np.float32]:
        """The sound of one frame; with resampling it may be a little less or more at a time."""
        try:
            frames = self._context.decode(av.Packet(data))
            if self._resampler is not None:
                frames = [out for frame in frames for out in self._resample(frame)]
            blocks = [np.asarray(frame.to_ndarray(), np.float32) for frame in frames]
        except (FFmpegError, ValueError) as exc:
            raise MediaError(f"The sound cannot be decoded: {exc}.") from exc
        if not blocks:
            return np.zeros((2, 0), np.float32)
        sound = blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=1)
        return np.broadcast_to(sound, (2, sound.shape[1])) if len(sound) == 1 else sound

    def drain(self) -> NDArray[np.float32]:
        """What a resampler still holds back at the end of a run."""
        frames = [] if self._resampler is None else self._resampler.resample(None)
        held = [np.asarray(frame.to_ndarray(), np.float32) for frame in frames]
        return np.concatenate(held, axis=1) if held else np.zeros((2, 0), np.float32)

    def _resample(self, frame: av.AudioFrame) -> list[av.AudioFrame]:
        if self._resampler is None:
            return [frame]
        frame.pts, frame.time_base = self._samples_in, Fraction(1, frame.sample_rate)
        self._samples_in += frame.samples
        return self._resampler.resample(frame)
