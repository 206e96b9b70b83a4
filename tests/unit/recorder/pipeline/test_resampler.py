from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.recorder.pipeline.resampler import Resampler, stretched, with_channels

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sine(hz: float, *, rate: int, count: int) -> NDArray[np.float32]:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(count) / rate)).astype(np.float32)[:, None]


def test_48_khz_passes_untouched() -> None:
    sound = sine(440, rate=48_000, count=1000)
    assert np.array_equal(Resampler(48_000, channels=1).feed(sound), sound)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 96_000])
def test_other_rates_keep_their_phase(rate: int) -> None:
    resampler = Resampler(rate, channels=1)
    sound = sine(440, rate=rate, count=rate)
    parts = [resampler.feed(sound[begin : begin + rate // 20]) for begin in range(0, rate, rate // 20)]
    given = np.concatenate(parts)
    wanted = sine(440, rate=48_000, count=len(given))
    assert 0 < resampler.pending < 480
    assert np.abs(given[1000:-1000] - wanted[1000:-1000]).max() < 0.002


def test_channels_become_what_the_track_has() -> None:
    pair = np.array([[0.2, 0.4], [-0.2, 0.6]], np.float32)
    assert with_channels(pair, 1)[:, 0].tolist() == pytest.approx([0.3, 0.2])
    assert with_channels(pair[:, :1], 2).tolist() == pair[:, [0, 0]].tolist()
    assert with_channels(np.hstack([pair, pair]), 2).tolist() == pair.tolist()


def test_what_a_driver_makes_of_nothing_becomes_silence() -> None:
    sound = np.array([[0.5], [np.nan], [np.inf], [0.25]], np.float32)
    assert Resampler(48_000, channels=1).feed(sound).tolist() == [[0.5], [0.0], [0.0], [0.25]]


@pytest.mark.parametrize("more", [-4, -1, 1, 4])
def test_a_stretched_tone_is_the_tone_of_the_new_length(more: int) -> None:
    sound = sine(1000, rate=48_000, count=2401)
    given = stretched(sound[1:], 2400 + more, before=sound[0])
    wanted = 0.5 * np.sin(2 * np.pi * 1000 * (1 + np.arange(2400 + more) * 2400 / (2400 + more)) / 48_000)
    assert given.shape == (2400 + more, 1)
    assert np.abs(given[:-2, 0] - wanted[:-2]).max() < 0.002


def test_stretched_blocks_join_without_a_step() -> None:
    sound = sine(440, rate=48_000, count=4800)
    first = stretched(sound[:2400], 2401, before=np.zeros(1, np.float32))
    second = stretched(sound[2400:], 2401, before=sound[2399])
    steps = np.abs(np.diff(np.concatenate([first, second]), axis=0))
    assert steps.max() < np.abs(np.diff(sound, axis=0)).max() * 1.1
