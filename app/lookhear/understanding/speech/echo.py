"""Whether a microphone only repeats what the computer plays: the two sounds rise and fall alike, in every pitch, a moment apart. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.understanding.speech.voice import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAD_S: Final = 0.6
"""How much of what was played is compared in front of what was heard, and how late an echo may be."""
IS_ECHO: Final = 0.62
"""Scores of echoes lie above it, scores of two people below; see docs/engines.md."""

_WINDOW: Final = 512
_HOP: Final = RATE // 50
_BANDS_HZ: Final = np.geomspace(200, 5000, 15)
_LEAST_FRAMES: Final = 20
_QUIET: Final = 1e-6  # of a band's power: what is weaker is no sound


def echo_score(heard: NDArray[np.int16], played: NDArray[np.int16]) -> float:
    """How alike they are, 0 to 1; ``played`` begins `LEAD_S` in front of ``heard``, both at 16 kHz."""
    ours, theirs = _contour(heard), _contour(played)
    frames = min(len(ours), len(theirs))
    lags = len(theirs) - frames + 1
    if frames < _LEAST_FRAMES or float(np.abs(theirs).max()) == 0.0:
        return 0.0
    ours = ours[:frames]
    strength = np.sqrt(np.sum(ours**2)) + 1e-9
    scores = (np.sum(ours * theirs[lag : lag + frames]) / (strength * (_norm(theirs[lag : lag + frames]) + 1e-9)) for lag in range(lags))
    return float(np.clip(max(scores), 0.0, 1.0))


def _contour(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """How loud each band is in each fiftieth of a second, against its mean: a room and a loudspeaker change little of that."""
    count = (len(samples) - _WINDOW) // _HOP + 1
    if count < 1:
        return np.zeros((0, len(_BANDS_HZ) - 1), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float32) / 32_768, _WINDOW)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW).astype(np.float32), axis=1)) ** 2
    edges = np.searchsorted(np.fft.rfftfreq(_WINDOW, 1 / RATE), _BANDS_HZ)
    bands = np.add.reduceat(power, edges, axis=1)[:, :-1]
    floor = np.percentile(bands, 20, axis=0) + _QUIET
    contour = np.log1p(bands / (2 * floor)).astype(np.float32)
    centred: NDArray[np.float32] = contour - contour.mean(axis=0)
    return centred


def _norm(values: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.sum(values**2)))
