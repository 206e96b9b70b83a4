from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from lookhear.desktop.engine.library.entries import Mark, Span, SpanKind
from lookhear.desktop.player.timeline import Timeline

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SPANS = (
    Span(kind=SpanKind.PAUSE, from_s=10, to_s=20),
    Span(kind=SpanKind.GAP, from_s=30, to_s=31, channel="mic:default"),
    Span(kind=SpanKind.PAUSE, from_s=40, to_s=50, channel="mic:default"),
)
MARKS = (Mark(at_s=50, text="Decision"), Mark(at_s=25, text=""))


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(400, 40)
    made.show_recording(100_000, spans=SPANS, marks=MARKS)
    made.show()
    return made


@pytest.fixture
def sought(timeline: Timeline) -> list[int]:
    found: list[int] = []
    timeline.sought.connect(found.append)
    return found


def test_where_it_is_is_shown_and_nobody_is_asked_to_go_there(timeline: Timeline, sought: list[int]) -> None:
    timeline.show_position(42_000)
    assert timeline.value() == 42_000
    assert timeline.accessibleDescription() == "0:42 of 1:40"
    assert sought == []


def test_a_click_goes_there_at_once(timeline: Timeline, sought: list[int], qtbot: QtBot) -> None:
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert sought == [pytest.approx(50_000, abs=500)]


def test_what_plays_does_not_move_a_knob_that_is_held(timeline: Timeline, sought: list[int], qtbot: QtBot) -> None:
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    timeline.show_position(1_000)
    assert timeline.value() == pytest.approx(50_000, abs=500)
    qtbot.mouseMove(timeline, QPoint(300, 20))
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    timeline.show_position(1_000)
    assert timeline.value() == 1_000


def test_keys_go_by_steps(timeline: Timeline, sought: list[int], qtbot: QtBot) -> None:
    timeline.show_position(50_000)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.keyClick(timeline, Qt.Key.Key_PageUp)
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    qtbot.keyClick(timeline, Qt.Key.Key_Up)  # is for the volume
    assert sought == [55_000, 85_000, 0]


def test_left_is_back_also_where_one_reads_from_right_to_left(timeline: Timeline, sought: list[int], qtbot: QtBot) -> None:
    assert timeline.layoutDirection() == Qt.LayoutDirection.LeftToRight
    timeline.show_position(50_000)
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert sought == [45_000]


def test_it_tells_what_is_at_a_moment(timeline: Timeline) -> None:
    assert timeline.told_at(5_000) == "0:05"
    assert timeline.told_at(12_000) == "0:12\nPaused for 0:10"
    assert timeline.told_at(30_500) == "0:30\nNothing was captured for 0:01 (mic:default)"
    assert timeline.told_at(50_200) == "0:50\nDecision"
    assert timeline.told_at(25_000) == "0:25\nMarker"
    assert timeline.marks_ms() == [25_000, 50_000]


def test_without_a_recording_it_does_nothing(timeline: Timeline, sought: list[int], qtbot: QtBot) -> None:
    timeline.show_recording(0)
    assert not timeline.isEnabled()
    timeline.setEnabled(True)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert sought == []
    assert not timeline.grab().isNull()


def test_everything_is_drawn(timeline: Timeline) -> None:
    plain = timeline.grab().toImage()
    timeline.show_position(60_000)
    timeline.setFocus()
    assert timeline.grab().toImage() != plain
    timeline.show_recording(100_000)
    timeline.show_position(60_000)
    assert timeline.grab().toImage() != plain
