"""Decodes a recorded file with PyAV: which paints its pictures show, and how loud a tone sounds in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
import numpy as np

from demo.barcode import read_barcode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sound:
    """A decoded track: float32 of shape (samples, channels), and the presentation time of its first sample in seconds."""

    samples: NDArray[np.float32]
    rate: int
    start_s: float

    @property
    def mono(self) -> NDArray[np.float32]:
        """All channels as one."""
        return np.asarray(self.samples.mean(axis=1), np.float32)

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


def pictures(file: Path, *, stream: int = 0) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Presentation time in seconds and luma (height, width) of each picture of a video track."""
    with av.open(str(file)) as container:
        for frame in container.decode(container.streams.video[stream]):
            assert frame.time is not None
            yield frame.time, np.asarray(frame.to_ndarray(format="gray"), np.uint8)


def paints(file: Path, *, stream: int = 0) -> list[tuple[float, int | None]]:
    """Presentation time and number of the paint that each picture shows; None where no number can be read."""
    return [(t_s, read_barcode(gray)) for t_s, gray in pictures(file, stream=stream)]


def audio_tracks(file: Path) -> int:
    """How many audio tracks there are; the default one is first."""
    with av.open(str(file)) as container:
        return len(container.streams.audio)


def sound(file: Path, *, stream: int = 0) -> Sound:
    """A whole audio track, decoded."""
    with av.open(str(file)) as container:
        track = container.streams.audio[stream]
        blocks: list[NDArray[np.float32]] = []
        start_s = 0.0
        for frame in container.decode(track):
            if not blocks:
                start_s = frame.time or 0.0
            blocks.append(np.asarray(frame.to_ndarray(), np.float32).T)
        samples = np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)
        return Sound(samples, track.rate, start_s)


def loudness(samples: NDArray[np.float32] | NDArray[np.int16], *, rate: int, hertz: float) -> float:
    """Amplitude of one tone in mono sound, in the unit of its samples (the Fourier coefficient at that frequency)."""
    angles = np.arange(len(samples)) * (2 * np.pi * hertz / rate)
    return float(2 * abs(np.mean(samples.astype(np.float64) * np.exp(-1j * angles)))) if len(samples) else 0.0
