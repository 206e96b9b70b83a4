from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lookhear.desktop.engine.events import LevelsHeard
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.style.tokens import LIGHT
from tests.fakes.offering import MIC, OUTPUT

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def shown(qtbot: QtBot, bridge: FakeBridge, clock: Clock | None = None) -> Meter:
    meter = Meter(MIC, bridge, now_s=clock or Clock())
    qtbot.addWidget(meter)
    meter.resize(200, 10)
    meter.show()
    return meter


def lit(meter: Meter, at: float) -> bool:
    """Whether the segment at that share of the width is lit."""
    image: QImage = meter.grab().toImage()
    return image.pixelColor(int(at * image.width()), image.height() // 2).name() != LIGHT.meter_off


def test_only_the_level_of_its_own_channel_is_shown(qtbot: QtBot, bridge: FakeBridge) -> None:
    meter = shown(qtbot, bridge)
    bridge.post(LevelsHeard(((OUTPUT, 1.0),)))
    assert not meter.level
    bridge.post(LevelsHeard(((OUTPUT, 1.0), (MIC, 0.1))))
    assert 0.6 < meter.level < 0.7
    assert lit(meter, 0.01)
    assert not lit(meter, 0.99)


def test_loud_is_where_the_line_ends_in_either_direction(qtbot: QtBot, bridge: FakeBridge) -> None:
    meter = shown(qtbot, bridge)
    meter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bridge.post(LevelsHeard(((MIC, 0.1),)))
    assert lit(meter, 0.99)
    assert not lit(meter, 0.01)


def test_it_falls_until_nothing_is_left_and_then_rests(qtbot: QtBot, bridge: FakeBridge) -> None:
    clock = Clock()
    meter = shown(qtbot, bridge, clock)
    bridge.post(LevelsHeard(((MIC, 0.5),)))
    clock.now_s += 60
    qtbot.waitUntil(lambda: not meter.level)
    assert not lit(meter, 0.01)


def test_another_channel_begins_at_nothing(qtbot: QtBot, bridge: FakeBridge) -> None:
    meter = shown(qtbot, bridge)
    bridge.post(LevelsHeard(((MIC, 0.5),)))
    meter.set_channel(OUTPUT)
    assert not meter.level
    meter.set_channel(None)
    bridge.post(LevelsHeard(((OUTPUT, 0.5),)))
    assert not meter.level


def test_one_that_is_hidden_forgets(qtbot: QtBot, bridge: FakeBridge) -> None:
    meter = shown(qtbot, bridge)
    bridge.post(LevelsHeard(((MIC, 0.5),)))
    meter.hide()
    assert not meter.level
    bridge.post(LevelsHeard(((MIC, 0.5),)))
    assert meter.accessibleName() == "Level"


def test_it_has_room_in_the_persons_own_font(qtbot: QtBot, bridge: FakeBridge) -> None:
    meter = shown(qtbot, bridge)
    assert meter.minimumSizeHint().width() < meter.sizeHint().width()
