from __future__ import annotations

import av
from hypothesis import given
from hypothesis import strategies as st

from lookhear.recorder.ports import Frame, Rect

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
