from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.media.samples import NS_PER_S
from lookhear.media.segments import TARGET_DURATION_S, Part, Segment, Segmenter, cut_out

HALF_S = NS_PER_S // 2


def part(seq: int, start_s: float, *, length_s: float = 0.5, init: int = 1, is_independent: bool = False) -> Part:
    start_ns = round(start_s * NS_PER_S)
    return Part(
        seq=seq, init=init, start_ns=start_ns, end_ns=start_ns + round(length_s * NS_PER_S), size_bytes=1000, is_independent=is_independent
    )


def segmented(*parts: Part, is_video: bool = True) -> list[Segment]:
    segmenter = Segmenter(is_video=is_video)
    for each in parts:
        segmenter.add(each)
    segmenter.close()
    return segmenter.closed


def seqs(segments: list[Segment]) -> list[list[int]]:
    return [[each.seq for each in segment.parts] for segment in segments]


_steps = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([0, 0, 0, 0.001, 0.3, 3, 30]), st.booleans(), st.sampled_from([0.1, 0.5, 0.533, 2.0])),
    min_size=1,
    max_size=60,
)


@given(steps=_steps, is_video=st.booleans())
def test_time_goes_on_without_a_hole_and_no_segment_is_longer_than_the_target(
    *, steps: list[tuple[int, float, bool, float]], is_video: bool
) -> None:
    parts, time_s = [], 1.0
    for seq, (init, hole_s, is_independent, length_s) in enumerate(steps, 1):
        time_s += hole_s
        parts.append(part(seq, time_s, length_s=length_s, init=init, is_independent=is_independent or not is_video))
        time_s += length_s
    segments = segmented(*parts, is_video=is_video)
    assert [segment.number for segment in segments] == list(range(len(segments)))
    assert all(0 <= after.start_ns - before.end_ns <= 150_000_000 for before, after in itertools.pairwise(segments))
    assert all(math.floor(segment.duration_ns / NS_PER_S + 0.5) <= TARGET_DURATION_S for segment in segments)
    assert all(len({each.init for each in segment.parts}) == 1 for segment in segments if not segment.is_gap)
    first = next((index for index, each in enumerate(parts) if each.is_independent), len(parts))
    assert [each for segment in segments for each in segment.parts] == parts[first:]
    if not is_video:
        assert segments[0].start_ns == 0


def test_a_picture_group_is_a_segment() -> None:
    found = segmented(*(part(seq, 1 + (seq - 1) / 2, is_independent=seq in {1, 9, 17}) for seq in range(1, 20)))
    assert seqs(found) == [list(range(1, 9)), list(range(9, 17)), [17, 18, 19]]


def test_four_seconds_of_sound_are_a_segment_that_is_finished_when_it_has_them() -> None:
    segmenter = Segmenter(is_video=False)
    for seq in range(1, 9):
        segmenter.add(part(seq, (seq - 1) * 0.512, length_s=0.512, is_independent=True))
    assert seqs(segmenter.closed) == [list(range(1, 9))]
    assert segmenter.open == []


def test_pictures_that_need_a_lost_one_are_left_out_until_the_next_key_frame() -> None:
    kept = [part(1, 1, is_independent=True), part(3, 2), part(4, 2.5), part(5, 3, is_independent=True), part(6, 3.5)]
    found = segmented(*kept)
    assert seqs(found) == [[1], [], [5, 6]]
    assert (found[1].start_ns, found[1].end_ns) == (3 * HALF_S, 3 * NS_PER_S)


def test_a_track_that_begins_in_the_middle_begins_with_a_key_frame() -> None:
    assert seqs(segmented(part(7, 4), part(8, 4.5, is_independent=True))) == [[8]]


def test_an_hour_of_nothing_is_many_gaps_of_at_most_eight_seconds() -> None:
    found = segmented(part(1, 1, is_independent=True), part(2, 3601.5, is_independent=True))
    assert len(found) == 2 + 450
    assert {segment.duration_ns for segment in found[1:-1]} == {8 * NS_PER_S}


def test_a_clock_that_goes_back_is_a_discontinuity_and_an_overlap_is_none() -> None:
    found = segmented(part(1, 100, is_independent=True), part(2, 1, is_independent=True), part(3, 1.4, is_independent=True))
    assert [segment.is_discontinuous for segment in found] == [False, True, False]


def test_old_segments_can_be_forgotten_and_numbers_go_on() -> None:
    segmenter = Segmenter(is_video=True)
    for seq in range(1, 6):
        segmenter.add(part(seq, seq / 2, is_independent=True))
    segmenter.drop_before(2 * NS_PER_S)
    assert [segment.number for segment in segmenter.closed] == [3]
    segmenter.drop_before(100 * NS_PER_S)
    segmenter.add(part(6, 3, is_independent=True))
    assert [segment.number for segment in segmenter.closed] == [4]


def test_a_stretch_begins_with_the_segment_that_holds_it_and_ends_with_the_part_that_does() -> None:
    segments = segmented(*(part(seq, 1 + (seq - 1) / 2, is_independent=seq % 8 == 1) for seq in range(1, 25)))
    found = cut_out(segments, from_ns=6 * NS_PER_S, to_ns=10 * NS_PER_S)
    assert seqs(found) == [list(range(9, 17)), [17, 18]]
    assert [segment.number for segment in found] == [0, 1]
    assert found[-1].end_ns == 10 * NS_PER_S


def test_a_stretch_may_end_in_a_gap() -> None:
    segments = segmented(part(1, 1, is_independent=True), part(2, 11.5, is_independent=True))
    found = cut_out(segments, from_ns=0, to_ns=5 * NS_PER_S)
    assert [(segment.is_gap, segment.end_ns) for segment in found] == [(False, 3 * HALF_S), (True, 5 * NS_PER_S)]


def test_sound_has_a_gap_before_it_begins_and_can_have_one_behind_its_end() -> None:
    segmenter = Segmenter(is_video=False)
    segmenter.add(part(1, 9, is_independent=True))
    segmenter.fill_to(20 * NS_PER_S)
    assert [(segment.is_gap, segment.start_ns / NS_PER_S, segment.end_ns / NS_PER_S) for segment in segmenter.closed] == [
        (True, 0, 8),
        (True, 8, 9),
        (False, 9, 9.5),
        (True, 9.5, 17.5),
        (True, 17.5, 20),
    ]


def test_sound_of_another_clock_or_of_a_window_has_no_gap_before_it() -> None:
    for segmenter, start_s in ((Segmenter(is_video=False), 100 * 3600), (Segmenter(is_video=False, is_filled=False), 9)):
        segmenter.add(part(1, start_s, is_independent=True))
        segmenter.close()
        assert len(segmenter.closed) == 1


@pytest.mark.parametrize("is_video", [True, False])
def test_a_hole_of_sixty_days_costs_nothing_where_nothing_else_was_recorded_and_little_where_something_was(*, is_video: bool) -> None:
    first, second = part(1, 1, is_independent=True), part(2, 60 * 86_400, is_independent=True)
    jumping = Segmenter(is_video=is_video, jumps=[(60 * NS_PER_S, (60 * 86_400 - 60) * NS_PER_S)])
    for each in (first, second):
        jumping.add(each)
    jumping.close()
    assert len(jumping.closed) <= 20
    assert [segment.discontinuity for segment in (jumping.closed[0], jumping.closed[-1])] == [0, 1]
    assert sum(segment.is_discontinuous for segment in jumping.closed) == 1
    other_clock = segmented(first, second, is_video=is_video)
    assert len(other_clock) <= 3
    assert other_clock[-1].is_discontinuous


def test_sound_is_not_filled_where_the_session_jumps() -> None:
    segmenter = Segmenter(is_video=False, jumps=[(60 * NS_PER_S, 80_000 * NS_PER_S)])
    segmenter.add(part(1, 80_010))
    segmenter.fill_to(80_020 * NS_PER_S)
    assert len(segmenter.closed) < 15
    assert segmenter.closed[-1].discontinuity == 1
