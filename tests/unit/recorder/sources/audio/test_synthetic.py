from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.errors import SourceLost
from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource, SyntheticSound
from tests.fakes.clock import ManualClock

if TYPE_CHECKING:
    from lookhear.recorder.ports import AudioBlock

S = 1_000_000_000


def opened(sound: SyntheticSound, clock: ManualClock) -> SyntheticAudioSource:
    return SyntheticAudioSource(sound, now_ns=clock, wait=lambda wait_s: clock.advance(max(1, round(wait_s * S))))


def blocks(source: SyntheticAudioSource, count: int) -> list[AudioBlock]:
    found = [source.read(10.0) for _ in range(count)]
    return [block for block in found if block is not None]


def test_blocks_follow_each_other_on_the_clock() -> None:
    with opened(SyntheticSound(), ManualClock(7 * S)) as source:
        stamps = [block.t_ns for block in blocks(source, 20)]
    assert stamps == [7 * S + number * S // 20 for number in range(20)]


def test_bursts_begin_each_period() -> None:
    with opened(SyntheticSound(burst_s=0.1, period_s=0.5), ManualClock()) as source:
        sound = np.concatenate([block.samples[:, 0] for block in blocks(source, 20)])
    assert np.flatnonzero(np.abs(sound) > 0.01).max() < 24_000 + 4_800
    assert np.abs(sound[4_800:24_000]).max() == 0
    assert np.abs(sound[24_000:28_800]).max() == pytest.approx(0.5, abs=0.01)


def test_a_fast_device_gives_more_samples_than_it_should() -> None:
    with opened(SyntheticSound(rate_error_ppm=1000), ManualClock()) as source:
        last = blocks(source, 1001)[-1]
    assert last.t_ns == pytest.approx(50 * S / 1.001, abs=1000)


def test_nothing_comes_out_of_a_gap() -> None:
    with opened(SyntheticSound(gaps=((0.2, 0.4),)), ManualClock()) as source:
        stamps = [block.t_ns / S for block in blocks(source, 10)]
    assert [round(stamp, 2) for stamp in stamps[:6]] == [0.0, 0.05, 0.1, 0.15, 0.4, 0.45]


def test_a_wait_ends_with_the_timeout() -> None:
    clock = ManualClock()
    with opened(SyntheticSound(gaps=((0.0, 60.0),)), clock) as source:
        assert source.read(0.25) is None
    assert clock.now_ns == pytest.approx(S // 4, abs=10)


def test_the_device_goes_when_it_was_told_to() -> None:
    with opened(SyntheticSound(lost_at_s=0.12), ManualClock()) as source:
        assert len(blocks(source, 2)) == 2
        with pytest.raises(SourceLost):
            source.read(1.0)
