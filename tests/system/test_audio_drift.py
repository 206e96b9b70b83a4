"""An hour of sound from a device whose clock is off, on a simulated clock."""

from __future__ import annotations

import numpy as np
import pytest

from lookhear.recorder.pipeline.audio_timeline import AudioTimeline
from lookhear.recorder.ports import AudioBlock

S = 1_000_000_000


@pytest.mark.system
@pytest.mark.timeout(300)
@pytest.mark.parametrize("ppm", [-300, 300])
def test_over_an_hour_the_track_stays_within_two_milliseconds(ppm: int) -> None:
    timeline = AudioTimeline(channels=1)
    quiet = np.zeros((24_000, 1), np.float32)
    length_ns = S / 2 / (1 + ppm / 1_000_000)
    worst_ns = 0.0
    for number in range(7200):
        runs = timeline.push(AudioBlock(quiet, 48_000, round(number * length_ns)))
        assert not any(run.silence_samples or run.is_discontinuity for run in runs)
        worst_ns = max(worst_ns, abs((timeline.next_ns or 0) - (number + 1) * length_ns))
    assert worst_ns < 2_000_000
