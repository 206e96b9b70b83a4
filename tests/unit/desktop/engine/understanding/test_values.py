from __future__ import annotations

from lookhear.desktop.engine.understanding.values import Lane, LaneState, Line, LineKind, LiveContext


def line(kind: LineKind, at_s: float) -> Line:
    return Line(kind=kind, channel="display:1", at_s=at_s, end_s=at_s, text="x")


def test_the_last_screen_and_the_lane_of_a_kind() -> None:
    lane = Lane(kind=LineKind.SPEECH, state=LaneState.AT_WORK)
    lines = (line(LineKind.SCREEN, 1), line(LineKind.SCREEN, 2), line(LineKind.SPEECH, 3))
    context = LiveContext(recording_id="rec-1", lanes=(lane,), lines=lines)
    assert context.screen is lines[1]
    assert context.lane(LineKind.SPEECH) is lane
    assert context.lane(LineKind.SCREEN) is None
    assert LiveContext().screen is None


def test_content_stands_in_no_repr() -> None:
    assert "x" not in repr(LiveContext(lines=(line(LineKind.SPEECH, 1),))).replace("Context", "")
