"""Voices that say what they are told: flite, a synthesiser in a package of every Debian."""

from __future__ import annotations

import subprocess
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOICES: Final = ("slt", "rms", "awb")
RATE: Final = 16_000
_SAY_S: Final = 60.0


def said(text: str, *, voice: str = "slt") -> NDArray[np.int16]:
    """A text as one of the `VOICES` says it: mono at 16 kHz."""
    with tempfile.TemporaryDirectory(prefix="lookhear-voice-") as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["flite", "-voice", voice, "-t", " ".join(text.split()), "-o", file], check=True, timeout=_SAY_S)
        with wave.open(str(file), "rb") as wav:
            return np.frombuffer(wav.readframes(wav.getnframes()), np.int16)


def silence(seconds: float) -> NDArray[np.int16]:
    """Nothing, for a while."""
    return np.zeros(round(seconds * RATE), np.int16)
