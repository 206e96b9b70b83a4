from __future__ import annotations

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.ports import AudioBlock, Frame, Rect

RECTS = st.builds(Rect, x=st.integers(-9, 14), y=st.integers(-9, 14), width=st.integers(1, 12), height=st.integers(1, 12))


def pixels(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(rect.x, rect.x + rect.width) for y in range(rect.y, rect.y + rect.height)}


@given(RECTS, RECTS)
def test_a_union_holds_both_and_nothing_smaller_does(first: Rect, second: Rect) -> None:
    both = first.union(second)
    assert pixels(first) | pixels(second) <= pixels(both)
    assert both.x in {first.x, second.x}
    assert both.y in {first.y, second.y}
    assert both.x + both.width in {first.x + first.width, second.x + second.width}
    assert both.y + both.height in {first.y + first.height, second.y + second.height}


@given(RECTS)
def test_clipping_keeps_what_lies_inside(rect: Rect) -> None:
    inside = {(x, y) for x, y in pixels(rect) if 0 <= x < 12 and 0 <= y < 8}
    clipped = rect.clipped(12, 8)
    assert (pixels(clipped) if clipped is not None else set()) == inside


def test_a_frame_takes_over_what_a_dropped_one_knew() -> None:
    picture = av.VideoFrame(2, 2, "bgra")
    dropped = Frame(picture, 1, (Rect(0, 0, 1, 1),))
    kept = Frame(picture, 2, (Rect(1, 1, 1, 1),))
    assert kept.after(dropped) == Frame(picture, 2, (Rect(0, 0, 1, 1), Rect(1, 1, 1, 1)))


def test_when_either_frame_does_not_know_all_of_it_may_have_changed() -> None:
    picture = av.VideoFrame(2, 2, "bgra")
    known, unknown = Frame(picture, 1, (Rect(0, 0, 1, 1),)), Frame(picture, 2, None)
    assert unknown.after(known).dirty is None
    assert known.after(unknown).dirty is None


@pytest.mark.parametrize(("from_ns", "to_ns", "is_within"), [(0, None, True), (5, 6, True), (6, None, False), (0, 5, False), (6, 5, False)])
def test_a_frame_is_within_a_time_or_not(from_ns: int, to_ns: int | None, *, is_within: bool) -> None:
    frame = Frame(av.VideoFrame(2, 2, "bgra"), 5)
    assert frame.within(from_ns, to_ns) is (frame if is_within else None)


@given(st.integers(0, 2_000), st.one_of(st.none(), st.integers(0, 2_000)), st.sampled_from([8_000, 44_100, 1_000_000]))
def test_of_a_block_the_samples_within_a_time_are_left(from_us: int, to_us: int | None, rate: int) -> None:
    from_ns, to_ns = from_us * 1000, None if to_us is None else to_us * 1000
    block = AudioBlock(np.arange(32, dtype=np.float32)[:, None], rate, 500_000)
    times_ns = [block.t_ns + index * 1_000_000_000 / rate for index in range(32)]
    wanted = [index for index, t_ns in enumerate(times_ns) if from_ns <= t_ns and (to_ns is None or t_ns < to_ns)]
    within = block.within(from_ns, to_ns)
    assert (within.samples[:, 0].tolist() if within is not None else []) == wanted
    if within is not None:
        assert within.t_ns == pytest.approx(times_ns[wanted[0]], abs=1)
