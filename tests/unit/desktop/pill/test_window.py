"""The pill, with a fake engine."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QToolButton

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import AudioSettings, General, Settings
from lookhear.desktop.engine.view import Phase, Proof
from lookhear.desktop.pill.window import Pill
from tests.fakes.views import DISPLAY, MIC, OUTPUT, recording, track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.fixture
def pill(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[Pill]:
    made = Pill(cast("Any", bridge), cast("Any", windows))
    qtbot.addWidget(made)
    yield made
    made.hide()


def record(bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())


def watched(bridge: FakeBridge) -> list[tuple[Any, ...]]:
    return [args[1] for name, args, _ in bridge.engine.calls if name == "previews.watch"]


def change(bridge: FakeBridge, **pages: object) -> None:
    before = bridge.engine.settings.now
    bridge.engine.settings.now = Settings(**pages)  # type: ignore[arg-type]
    bridge.post(SettingsChanged(before, bridge.engine.settings.now))


def said(pill: Pill) -> list[str]:
    return [label.text() for label in pill.findChildren(QLabel) if label.isVisible() and label.text()]


def test_it_is_there_while_something_is_recorded(pill: Pill, bridge: FakeBridge) -> None:
    assert pill.isHidden()
    bridge.show(phase=Phase.COUNTDOWN, countdown_left_s=3)
    assert pill.isVisible()
    assert said(pill) == ["Recording in 3 second(s)"]
    record(bridge)
    assert len(said(pill)) == 1
    bridge.show(phase=Phase.IDLE, recording=None)
    assert pill.isHidden()


def test_whoever_wants_none_has_none(pill: Pill, bridge: FakeBridge) -> None:
    change(bridge, general=General(shows_pill=False))
    record(bridge)
    assert pill.isHidden()
    change(bridge, general=General(shows_pill=True))
    assert pill.isVisible()


def test_it_appears_when_the_recording_was_there_first(bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot) -> None:
    record(bridge)
    late = Pill(cast("Any", bridge), cast("Any", windows))
    qtbot.addWidget(late)
    late.follow()
    assert late.isVisible()
    late.hide()


def test_its_buttons_are_the_verbs_of_the_moment(pill: Pill, bridge: FakeBridge, qtbot: QtBot) -> None:
    record(bridge)
    buttons = [button for button in pill.findChildren(QToolButton) if button.isVisible()]
    names = [button.toolTip() for button in buttons]
    assert names == ["Mute microphone", "Pause", "Set marker", "Stop recording", "More"]
    del bridge.engine.calls[:]
    for button in buttons[:-1]:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bridge.engine.called == ["recording.set_muted", "recording.pause", "recording.mark", "recording.toggle"]
    assert [action.text() for action in buttons[-1].actions()] == ["Live context", "Show controls", "Discard recording…"]


def test_its_buttons_stay_where_they_are_while_it_is_paused_and_saved(pill: Pill, bridge: FakeBridge, qtbot: QtBot) -> None:
    def places() -> list[tuple[int, int]]:
        qtbot.waitUntil(lambda: pill.width() == pill.sizeHint().width())
        return [(button.x(), button.width()) for button in pill.findChildren(QToolButton)]

    now = replace(recording(), at_monotonic_ns=time.monotonic_ns())
    bridge.show(phase=Phase.RECORDING, recording=now)
    before = places()
    for phase in (Phase.PAUSED, Phase.RECORDING, Phase.STOPPING, Phase.PAUSED):
        bridge.show(phase=phase, recording=now)
        assert places() == before
    assert "Paused" in said(pill)


def test_a_track_without_proof_is_named_and_seen(pill: Pill, bridge: FakeBridge) -> None:
    tracks = (track(DISPLAY), track(MIC, Proof.DOUBTFUL, unproven_s=4.0))
    bridge.show(phase=Phase.PAUSED, recording=recording(*tracks))
    assert said(pill) == ["12:03", "Paused", "Microphone: nothing recorded for 4 second(s)"]
    assert pill._dot.tone == "warning"
    assert pill.accessibleDescription() == "Microphone: nothing recorded for 4 second(s)"
    bridge.show(phase=Phase.PAUSED, recording=recording())
    assert said(pill) == ["12:03", "Paused"]
    assert pill._dot.tone == "neutral"


def test_levels_are_listened_to_only_while_they_are_seen(pill: Pill, bridge: FakeBridge) -> None:
    record(bridge)
    assert watched(bridge) == [(MIC, OUTPUT)]
    bridge.show(phase=Phase.IDLE, recording=None)
    assert watched(bridge) == [(MIC, OUTPUT), ()]
    change(bridge, audio=AudioSettings(meters_in_pill=False))
    record(bridge)
    assert watched(bridge) == [(MIC, OUTPUT), ()]


def test_it_stands_where_it_stood_with_these_displays(pill: Pill, bridge: FakeBridge) -> None:
    bridge.engine.memory.answers["recall"] = [40, 50]
    record(bridge)
    assert pill.pos() == QPoint(40, 50)


def test_it_comes_into_sight_when_that_display_is_gone(pill: Pill, bridge: FakeBridge) -> None:
    bridge.engine.memory.answers["recall"] = [9000, 9000]
    record(bridge)
    assert pill.screen().availableGeometry().contains(pill.geometry().center())


def test_its_place_is_remembered_when_it_has_come_to_rest(pill: Pill, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.memory.answers["recall"] = [40, 50]
    record(bridge)
    qtbot.keyClick(pill, Qt.Key.Key_Right)
    qtbot.keyClick(pill, Qt.Key.Key_Down)
    qtbot.keyClick(pill, Qt.Key.Key_A)
    pill._settled.timeout.emit()
    remembered = [args for name, args, _ in bridge.engine.calls if name == "memory.remember"]
    assert [place for _, place in remembered] == [[56, 66]]
    assert remembered[0][0].startswith("pill ")


def test_it_can_be_dragged_anywhere_but_at_its_buttons(pill: Pill, bridge: FakeBridge, qtbot: QtBot) -> None:
    record(bridge)
    qtbot.mousePress(pill, Qt.MouseButton.LeftButton, pos=QPoint(4, 20))
    assert pill.isVisible()


def test_a_wish_to_close_it_is_none_to_stop(pill: Pill, bridge: FakeBridge) -> None:
    record(bridge)
    event = QCloseEvent()
    pill.closeEvent(event)
    assert event.isAccepted()  # ours; a window manager's is ignored


def test_another_language_is_spoken_at_once(pill: Pill) -> None:
    pill.retranslate()
    assert pill.windowTitle() == "Recording controls"


@pytest.mark.parametrize("phase", [Phase.RECORDING, Phase.PAUSED, Phase.STARTING])
def test_it_is_drawn_in_every_phase(pill: Pill, bridge: FakeBridge, phase: Phase) -> None:
    bridge.show(phase=phase, recording=recording())
    assert not pill.grab().isNull()
    bridge.show(phase=phase, recording=recording(track(MIC, Proof.MISSING)))
    assert not pill.grab().isNull()
