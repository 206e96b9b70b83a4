from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import MediaError
from lookhear.media.cutter import CutFragment, FragmentCutter
from lookhear.media.samples import AudioFormat, VideoFormat

VIDEO = VideoFormat(width=2, height=2, sps=b"", pps=b"")
AUDIO = AudioFormat(channels=1, specific_config=b"")
MS = 1_000_000
S = 1_000_000_000


def drain(cutter: FragmentCutter, now_ns: int = 0) -> list[CutFragment]:
    found = []
    while (fragment := cutter.cut(now_ns)) is not None:
        found.append(fragment)
    return found


def starts(fragments: list[CutFragment]) -> list[int]:
    ticks = []
    for fragment in fragments:
        at = fragment.base_decode_time
        for sample in fragment.samples:
            ticks.append(at)
            at += sample.duration
        assert at == fragment.base_decode_time + fragment.duration
    return ticks


def test_thirty_pictures_a_second_make_half_second_fragments_after_a_short_first_one() -> None:
    cutter = FragmentCutter(VIDEO)
    fragments = []
    for number in range(60):
        cutter.add(b"x", S + number * S // 30, is_sync=number == 0)
        fragments += drain(cutter, S + number * S // 30)
    fragments += cutter.finish(S + 2 * S)
    assert [len(fragment.samples) for fragment in fragments] == [3, 15, 15, 15, 12]
    assert [fragment.keyframes for fragment in fragments] == [1, 0, 0, 0, 0]
    assert fragments[0].base_decode_time == 90_000
    assert fragments[-1].base_decode_time + fragments[-1].duration == 3 * 90_000


@given(st.lists(st.integers(1, 900 * MS), min_size=1, max_size=80))
def test_rounding_never_adds_up(steps_ns: list[int]) -> None:
    cutter = FragmentCutter(VIDEO)
    fragments, times, now = [], [], 0
    for step in steps_ns:
        now += step
        times.append(now)
        cutter.add(b"x", now, is_sync=True)
        fragments += drain(cutter, now)
    fragments += cutter.finish(now + 1)
    ticks = starts(fragments)
    assert len(ticks) == len(times)
    assert all(left < right for left, right in itertools.pairwise(ticks))
    exact = [time * 90_000 / S for time in times]
    assert max(abs(tick - time) for tick, time in zip(ticks, exact, strict=True)) <= 80  # only where two fall into one tick
    if min(steps_ns) > 12_000:
        assert max(abs(tick - time) for tick, time in zip(ticks, exact, strict=True)) <= 0.5


@given(st.integers(0, 10**13))
def test_sound_is_contiguous_whatever_the_start(start_ns: int) -> None:
    cutter = FragmentCutter(AUDIO)
    fragments = []
    for number in range(100):
        cutter.add(b"x", start_ns + number * 1024 * S // 48_000, is_sync=True)
        fragments += drain(cutter)
    fragments += cutter.finish(start_ns)
    ticks = starts(fragments)
    assert [right - left for left, right in itertools.pairwise(ticks)] == [1024] * 99
    assert [len(fragment.samples) for fragment in fragments] == [5, 24, 24, 24, 23]
    assert abs(ticks[0] - start_ns * 48_000 / S) <= 0.5


def test_a_gap_in_the_sound_starts_a_fragment_and_the_decode_time_jumps() -> None:
    cutter = FragmentCutter(AUDIO)
    cutter.add(b"a", S, is_sync=True)
    cutter.add(b"b", 3 * S, is_sync=True)
    first, second = cutter.finish(4 * S)
    assert (first.base_decode_time, first.duration) == (48_000, 1024)
    assert (second.base_decode_time, second.duration) == (144_000, 1024)


def test_sound_that_seems_to_go_back_is_joined() -> None:
    cutter = FragmentCutter(AUDIO)
    cutter.add(b"a", S, is_sync=True)
    cutter.add(b"b", S, is_sync=True)
    (only,) = cutter.finish(2 * S)
    assert (only.base_decode_time, only.duration) == (48_000, 2048)


def test_a_gap_in_the_pictures_ends_the_fragment_at_its_own_duration() -> None:
    cutter = FragmentCutter(VIDEO)
    cutter.add(b"a", S, is_sync=True)
    cutter.add(b"b", S + 20 * MS, is_sync=False)
    cutter.add(b"c", 60 * S, is_sync=True)
    first = cutter.cut(60 * S)
    assert first is not None
    assert [sample.duration for sample in first.samples] == [1800, 1800]
    (second,) = cutter.finish(60 * S)
    assert second.base_decode_time == 60 * 90_000


def test_a_still_picture_is_cut_by_time_and_lasts_until_then() -> None:
    cutter = FragmentCutter(VIDEO)
    cutter.add(b"a", S, is_sync=True)
    assert cutter.cut(S + 99 * MS) is None
    first = cutter.cut(S + 110 * MS)
    assert first is not None
    assert first.duration == 9_900
    cutter.add(b"b", S + 110 * MS, is_sync=False)
    assert cutter.cut(S + 700 * MS) is None  # the next picture is due any moment
    second = cutter.cut(S + 900 * MS)
    assert second is not None
    assert second.base_decode_time == first.base_decode_time + first.duration


def test_a_picture_older_than_a_cut_is_moved_behind_it() -> None:
    cutter = FragmentCutter(VIDEO)
    cutter.add(b"a", S, is_sync=True)
    first = cutter.cut(S + 200 * MS)
    assert first is not None
    cutter.add(b"b", S + 150 * MS, is_sync=False)
    cutter.add(b"c", S + 160 * MS, is_sync=False)
    (second,) = cutter.finish(S + 170 * MS)
    assert second.base_decode_time == first.base_decode_time + first.duration
    assert all(sample.duration >= 1 for sample in second.samples)


def test_nothing_is_left_after_finish_and_negative_times_are_refused() -> None:
    cutter = FragmentCutter(VIDEO)
    cutter.add(b"a", S, is_sync=True)
    assert len(cutter.finish(2 * S)) == 1
    assert cutter.finish(3 * S) == []
    with pytest.raises(MediaError):
        cutter.add(b"b", -1, is_sync=True)
