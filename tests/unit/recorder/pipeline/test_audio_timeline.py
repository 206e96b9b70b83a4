from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.pipeline.audio_timeline import LONGEST_FILL_NS, AudioTimeline, PcmRun
from lookhear.recorder.ports import AudioBlock
from lookhear.recorder.sources.audio.synthetic import SyntheticAudioSource, SyntheticSound
from tests.fakes.clock import ManualClock

S = 1_000_000_000
MS = 1_000_000
BLOCK = 2_400  # 50 ms at 48 kHz


def block(at_ms: float, *, count: int = BLOCK, rate: int = 48_000, value: float = 0.5, channels: int = 1) -> AudioBlock:
    return AudioBlock(np.full((count, channels), value, np.float32), rate, round(at_ms * MS))


def laid(timeline: AudioTimeline, *blocks: AudioBlock) -> list[PcmRun]:
    return [run for each in blocks for run in timeline.push(each)]


def samples(runs: list[PcmRun]) -> int:
    return sum(len(run.samples) for run in runs)


def silence(runs: list[PcmRun]) -> int:
    return sum(run.silence_samples for run in runs)


def is_unbroken(runs: list[PcmRun]) -> bool:
    """Whether each run begins where the one before ended, but for declared discontinuities."""
    return all(
        after.is_discontinuity or abs(after.t_ns - before.t_ns - len(before.samples) * S / 48_000) < 2
        for before, after in itertools.pairwise(runs)
    )


def followed(*, ppm: float, rate: int, seconds: int) -> list[float]:
    """By how many ns the end of the track misses that of the sound, after each half second of a device that is off by ``ppm``."""
    timeline = AudioTimeline(channels=1)
    quiet = np.zeros((rate // 2, 1), np.float32)
    length_ns = S / 2 / (1 + ppm / 1_000_000)
    errors_ns = []
    for number in range(seconds * 2):
        assert silence(timeline.push(AudioBlock(quiet, rate, round(number * length_ns)))) == 0
        pending = timeline._resampler.pending if timeline._resampler is not None else 0.0
        errors_ns.append(abs((timeline.next_ns or 0) + pending / 48_000 * S - (number + 1) * length_ns))
    return errors_ns


def test_nothing_is_known_before_the_first_block() -> None:
    timeline = AudioTimeline(channels=1)
    assert timeline.next_ns is None
    assert timeline.push(block(0, count=0)) == []


def test_good_blocks_pass_untouched_and_without_delay() -> None:
    timeline = AudioTimeline(channels=1)
    runs = laid(timeline, *(block(1000 + 50 * number, value=number / 10) for number in range(5)))
    assert [run.t_ns for run in runs] == [(1000 + 50 * number) * MS for number in range(5)]
    assert [float(run.samples[7, 0]) for run in runs] == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])
    assert not any(run.is_discontinuity or run.silence_samples or run.clock_error_us for run in runs)
    assert timeline.next_ns == 1250 * MS


def test_a_short_gap_becomes_counted_silence() -> None:
    runs = laid(AudioTimeline(channels=1), *(block(at) for at in (0, 50, 300, 350, 400)))
    assert silence(runs) == 200 * 48
    assert samples(runs) == 450 * 48
    assert is_unbroken(runs)
    filled = next(run for run in runs if run.silence_samples)
    assert filled.t_ns == 100 * MS
    assert not filled.samples.any()


def test_a_long_gap_is_a_discontinuity_without_silence() -> None:
    runs = laid(AudioTimeline(channels=1), block(0), *(block(7000 + 50 * number) for number in range(3)))
    assert silence(runs) == 0
    assert [run.is_discontinuity for run in runs] == [False, True, False, False]
    assert runs[1].t_ns == 7000 * MS


def test_five_seconds_are_filled_and_more_are_not() -> None:
    for gap_ns, is_jump in ((LONGEST_FILL_NS, False), (LONGEST_FILL_NS + MS, True)):
        timeline = AudioTimeline(channels=1)
        runs = laid(timeline, block(0), *(block(50 + gap_ns / MS + 50 * number) for number in range(3)))
        assert any(run.is_discontinuity for run in runs) == is_jump
        assert silence(runs) == (0 if is_jump else gap_ns * 48_000 // S)


def test_one_wrong_stamp_is_not_believed() -> None:
    runs = laid(AudioTimeline(channels=1), *(block(at) for at in (0, 50, 900, 150, 200)))
    assert silence(runs) == 0
    assert samples(runs) == 250 * 48
    assert is_unbroken(runs)


def test_doubted_sound_is_held_until_it_is_decided() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0))
    assert timeline.push(block(500)) == []
    assert timeline.push(block(550)) == []
    assert samples(timeline.push(block(600))) == 600 * 48


def test_sound_for_a_time_that_is_written_is_cut() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0))
    timeline.fill_until(200 * MS)
    runs = laid(timeline, block(60), block(175, value=0.25))
    assert silence(runs) == 0
    assert samples(runs) == 25 * 48
    assert runs[0].t_ns == 200 * MS
    assert timeline.next_ns == 225 * MS


def test_silence_is_filled_from_the_clock_while_nothing_comes() -> None:
    timeline = AudioTimeline(channels=2)
    runs = laid(timeline, block(0, channels=2))
    for until_ms in range(100, 20_001, 100):
        runs += timeline.fill_until(until_ms * MS)
    assert silence(runs) == 19_950 * 48
    assert is_unbroken(runs)
    runs += timeline.push(block(20_030, channels=2))
    assert timeline.next_ns == 20_080 * MS
    assert silence(runs) == 19_980 * 48


def test_filling_behind_the_end_does_nothing() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0))
    assert timeline.fill_until(30 * MS) == []
    assert samples(laid(timeline, block(50))) == BLOCK


def test_filling_begins_a_timeline_that_has_heard_nothing() -> None:
    timeline = AudioTimeline(channels=1)
    assert timeline.fill_until(3 * S) == []
    runs = timeline.fill_until(4 * S)
    assert (runs[0].t_ns, silence(runs), runs[0].is_discontinuity) == (3 * S, 48_000, False)


def test_after_a_sleep_filling_jumps() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0))
    assert timeline.fill_until(60 * S) == []
    (run,) = timeline.fill_until(61 * S)
    assert (run.t_ns, run.is_discontinuity, run.silence_samples) == (60 * S, True, 48_000)


def test_filling_decides_what_is_doubted() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0), block(500))
    runs = timeline.fill_until(700 * MS)
    assert silence(runs) == (450 + 150) * 48
    assert samples(runs) == 650 * 48
    assert is_unbroken(runs)


def test_another_device_goes_on_where_the_first_ended() -> None:
    timeline = AudioTimeline(channels=2)
    runs = laid(timeline, *(block(50 * number, channels=2) for number in range(4)))
    runs += laid(timeline, *(block(250 + 50 * number, rate=44_100, count=2205) for number in range(10)))
    assert is_unbroken(runs)
    assert silence(runs) == 50 * 48
    assert {run.samples.shape[1] for run in runs} == {2}
    assert timeline.next_ns == pytest.approx(750 * MS, abs=2 * MS)


@pytest.mark.parametrize(("late_ms", "filled", "kept"), [(40, 40, 50), (-20, 0, 30)])
def test_a_source_that_was_opened_anew_is_laid_where_its_stamps_say(late_ms: int, filled: int, kept: int) -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0), block(50))
    assert timeline.reopen() == []
    runs = laid(timeline, block(100 + late_ms))
    assert silence(runs) == filled * 48
    assert samples(runs) == (filled + kept) * 48
    assert is_unbroken(runs)


def test_what_was_held_comes_out_before_a_new_source() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(0), block(500))
    assert samples(timeline.reopen()) == (450 + 50) * 48


@pytest.mark.parametrize(("ppm", "rate"), [(-300, 48_000), (300, 44_100)])
def test_the_device_clock_is_followed_without_silence(ppm: int, rate: int) -> None:
    errors_ns = followed(ppm=ppm, rate=rate, seconds=240)
    assert max(errors_ns) < 2 * MS
    assert errors_ns[-1] < MS // 4


def test_shaking_stamps_do_not_shake_the_sound() -> None:
    clock = ManualClock()
    source = SyntheticAudioSource(
        SyntheticSound(jitter_s=0.01, burst_s=0.1, period_s=1.0),
        now_ns=clock,
        wait=lambda wait_s: clock.advance(max(1, round(wait_s * S))),
    )
    timeline = AudioTimeline(channels=1)
    runs = [run for _ in range(1200) for run in timeline.push(source.read(1.0) or block(0, count=0))]
    sound = np.concatenate([run.samples[:, 0] for run in runs])
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    onsets = loud[np.flatnonzero(np.diff(loud, prepend=-48_000) > 24_000)]
    off_ms = [(runs[0].t_ns + onset / 48_000 * S - number * S) / MS for number, onset in enumerate(onsets)]
    assert len(off_ms) == 60
    assert silence(runs) == 0
    assert max(abs(np.diff(off_ms))) < 2.1  # the limit of the stretching
    assert max(abs(off) for off in off_ms[10:]) < 3  # of a shaking of ten


def test_a_tone_stays_clean_while_it_is_stretched() -> None:
    clock = ManualClock()
    sound = SyntheticSound(burst_s=2.0, period_s=1.0, rate_error_ppm=500)
    source = SyntheticAudioSource(sound, now_ns=clock, wait=lambda wait_s: clock.advance(max(1, round(wait_s * S))))
    timeline = AudioTimeline(channels=1)
    runs = [run for _ in range(400) for run in timeline.push(source.read(1.0) or block(0, count=0))]
    given_ = np.concatenate([run.samples[:, 0] for run in runs])[480_000:528_000]
    spectrum = np.abs(np.fft.rfft(given_ * np.hanning(len(given_))))
    assert abs(int(spectrum.argmax()) - 1000) <= 1
    spectrum[980:1021] = 0
    assert spectrum.max() < 12_000 * 0.5 * 0.001  # 60 dB below the tone


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["block", "fill"]), st.integers(-300, 6000), st.integers(1, 5000)),
        max_size=40,
    ),
    rate=st.sampled_from([16_000, 44_100, 48_000]),
)
def test_whatever_comes_the_track_is_unbroken_and_every_filled_sample_is_counted(steps: list[tuple[str, int, int]], rate: int) -> None:
    timeline = AudioTimeline(channels=1)
    runs: list[PcmRun] = []
    now_ms = 1000.0
    for kind, ahead_ms, count in steps:
        at_ms = now_ms + (ahead_ms if ahead_ms % 3 == 0 else 0)
        if kind == "block":
            runs += timeline.push(block(at_ms, count=count, rate=rate, value=0.5))
            now_ms = max(now_ms, at_ms) + count / rate * 1000
        else:
            runs += timeline.fill_until(round(at_ms * MS))
    assert is_unbroken(runs)
    assert all(after.t_ns > before.t_ns for before, after in itertools.pairwise(runs))
    assert all(run.silence_samples == (0 if run.samples.any() else len(run.samples)) for run in runs)
    assert all(run.samples.dtype == np.float32 and len(run.samples) for run in runs)


@pytest.mark.parametrize("away_ms", [1, 60, 3000, 9000])
def test_a_timeline_that_was_broken_off_begins_anew_and_fills_nothing(away_ms: int) -> None:
    timeline = AudioTimeline(channels=1)
    before = laid(timeline, block(1000), block(1050))
    assert timeline.break_off() == []
    after = laid(timeline, block(1100 + away_ms), block(1150 + away_ms))
    assert [run.is_discontinuity for run in after] == [True, False]
    assert after[0].t_ns == (1100 + away_ms) * MS
    assert silence(before + after) == 0


def test_what_lies_before_the_end_of_a_broken_off_timeline_is_cut() -> None:
    timeline = AudioTimeline(channels=1)
    laid(timeline, block(1000))
    timeline.break_off()
    assert samples(laid(timeline, block(1025))) == BLOCK // 2
    assert [run.is_discontinuity for run in timeline.fill_until(1200 * MS)] == []


def test_a_loopback_that_gives_nothing_behind_a_pause_is_silent_from_there_on() -> None:
    timeline = AudioTimeline(channels=2)
    timeline.fill_until(1000 * MS)
    assert silence(timeline.fill_until(1500 * MS)) == 24_000
    timeline.break_off()
    assert timeline.fill_until(2000 * MS) == []
    (run,) = timeline.fill_until(2100 * MS)
    assert (run.is_discontinuity, run.t_ns, run.silence_samples) == (True, 2000 * MS, 4800)
