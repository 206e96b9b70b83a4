"""Sound of any rate and channel count as 48 kHz float32, and blocks stretched by single samples. Owned by one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from lookhear.media.samples import AUDIO_TIMESCALE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LAYOUTS = {1: "mono", 2: "stereo"}


class Resampler:
    """One stream from ``rate`` Hz to 48 kHz by FFmpeg's swresample (sinc interpolation); nothing is touched at 48 kHz."""

    def __init__(self, rate: int, *, channels: int) -> None:
        """``channels`` (one or two) is what comes out, whatever goes in."""
        self.rate = rate
        self._channels = channels
        self._fed = self._given = 0
        self._converter = None if rate == AUDIO_TIMESCALE else av.AudioResampler("flt", _LAYOUTS[channels], AUDIO_TIMESCALE)

    @property
    def pending(self) -> float:
        """How much of what went in (in samples at 48 kHz) has not come out yet."""
        return self._fed * AUDIO_TIMESCALE / self.rate - self._given

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Samples of shape (n, any channels) in; what is ready of shape (m, channels) out."""
        shaped = with_channels(_finite(samples), self._channels)
        self._fed += len(shaped)
        if self._converter is not None:
            shaped = self._converted(self._converter, shaped)
        self._given += len(shaped)
        return shaped

    def _converted(self, converter: av.AudioResampler, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples).reshape(1, -1), "flt", _LAYOUTS[self._channels])
        frame.sample_rate = self.rate
        parts = [out.to_ndarray().reshape(-1, self._channels) for out in converter.resample(frame)]
        return np.concatenate(parts) if parts else np.zeros((0, self._channels), np.float32)


def _finite(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """A driver's NaN or infinity would stop an encoder for good: silence instead."""
    return samples if np.isfinite(samples.sum()) else np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)


def with_channels(samples: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """The same sound with one channel (the mean) or two (mono doubled; of more than two the first pair)."""
    there = samples.shape[1]
    if there == channels:
        return samples
    if channels == 1:
        mean: NDArray[np.float32] = samples.mean(axis=1, dtype=np.float32, keepdims=True)
        return mean
    return np.repeat(samples, channels, axis=1) if there == 1 else samples[:, :channels]


def stretched(samples: NDArray[np.float32], count: int, *, before: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same sound in ``count`` samples (a few more or less), by cubic interpolation after Catmull and Rom.

    ``before`` is the sample ahead of the first, so that blocks join without a step.
    """
    places = np.arange(count) * (len(samples) / count)
    whole = places.astype(np.intp)
    part = (places - whole).astype(np.float32)[:, None]
    padded = np.concatenate([before[None], samples, samples[-1:], samples[-1:]])
    a, b, c, d = (padded[whole + step] for step in range(4))
    return np.asarray(b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a))), np.float32)
