from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.context.lane_strip import LaneStrip
from lookhear.desktop.engine.understanding.values import Lane, LaneState, LineKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_each_kind_that_is_known_has_a_chip(qtbot: QtBot) -> None:
    strip = LaneStrip()
    qtbot.addWidget(strip)
    strip.show_lanes([])
    assert strip.isHidden()
    strip.show_lanes([Lane(kind=LineKind.SPEECH, state=LaneState.AT_WORK), Lane(kind=LineKind.SCREEN, state=LaneState.NO_ENGINE)])
    shown = [chip.accessibleName() for chip in strip._chips.values() if not chip.isHidden()]
    assert shown == ["Speech: listening", "Screen: no engine"]
