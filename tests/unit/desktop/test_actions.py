"""What a person can do, with a fake engine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QDateTime, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from lookhear.desktop import resources
from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import Privacy, Settings
from lookhear.desktop.engine.view import Phase, UploadsView
from lookhear.errors import NothingToCapture, NotNow
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import recording

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.errors import LookhearError
    from tests.fakes.desktop import FakeBridge, FakeWindows

LINK = "https://example.org/watch/1"


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(owner: QWidget, bridge: FakeBridge, windows: FakeWindows) -> Actions:
    bridge.engine.sources.answers["is_chosen"] = True
    return Actions(cast("Any", bridge), cast("Any", windows), owner)


@pytest.mark.parametrize(
    ("phase", "text", "is_enabled"),
    [
        (Phase.IDLE, "Start recording", True),
        (Phase.COUNTDOWN, "Cancel, 3 second(s) left", True),
        (Phase.STARTING, "Starting…", False),
        (Phase.RECORDING, "Stop recording", True),
        (Phase.PAUSED, "Stop recording", True),
        (Phase.STOPPING, "Saving…", False),
    ],
)
def test_the_first_verb_says_what_it_does_now(actions: Actions, bridge: FakeBridge, phase: Phase, text: str, *, is_enabled: bool) -> None:
    bridge.show(phase=phase, countdown_left_s=3)
    assert (actions.toggle.text(), actions.toggle.isEnabled()) == (text, is_enabled)


def test_in_a_privacy_pause_nothing_begins(actions: Actions, bridge: FakeBridge) -> None:
    bridge.show(private_until_s=1.0)
    assert not actions.toggle.isEnabled()
    assert actions.private_end.isVisible()
    bridge.show(phase=Phase.PAUSED, recording=recording())
    assert actions.toggle.isEnabled()  # what runs can be stopped
    assert not actions.pause.isEnabled()


def test_what_makes_no_sense_now_cannot_be_done(actions: Actions, bridge: FakeBridge) -> None:
    of_a_recording = (actions.pause, actions.mute, actions.marker, actions.discard)
    assert [action.isEnabled() for action in of_a_recording] == [False] * 4
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert [action.isEnabled() for action in of_a_recording] == [True] * 4
    bridge.show(phase=Phase.PAUSED, recording=recording(has_microphone=False))
    assert [action.isEnabled() for action in of_a_recording] == [True, False, False, True]


def test_each_verb_asks_the_engine_for_one_thing(actions: Actions, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording(), uploads=UploadsView(recordings=1))
    for action in (actions.pause, actions.mute, actions.marker, actions.hand_over, actions.toggle):
        action.trigger()
    bridge.show(phase=Phase.PAUSED, recording=recording(is_muted=True))
    for action in (actions.pause, actions.mute):
        action.trigger()
    assert [(name, args) for name, args, _ in bridge.engine.calls] == [
        ("recording.pause", ()),
        ("recording.set_muted", (True,)),
        ("recording.mark", ("",)),
        ("uploads.finish", ()),
        ("recording.toggle", ()),
        ("recording.resume", ()),
        ("recording.set_muted", (False,)),
    ]


def test_the_mute_is_shown_when_the_engine_says_so(actions: Actions, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    actions.mute.trigger()
    assert not actions.mute.isChecked()
    bridge.show(recording=recording(is_muted=True))
    assert actions.mute.isChecked()


def test_the_first_start_opens_the_picker_and_what_must_be_allowed_comes_before(
    actions: Actions, bridge: FakeBridge, windows: FakeWindows
) -> None:
    bridge.engine.sources.answers["is_chosen"] = False
    actions.press_toggle()
    bridge.show(missing_permissions=(Permission.MICROPHONE,))
    actions.press_toggle()
    bridge.show(missing_permissions=(), needs_first_run=True)
    actions.press_toggle()
    assert windows.shown == [("picker", None), ("first run", None), ("first run", None)]
    assert "recording.toggle" not in bridge.engine.called


def test_windows_are_opened(actions: Actions, windows: FakeWindows) -> None:
    for action in (actions.pick, actions.library, actions.settings, actions.health, actions.about, actions.first_run, actions.controls):
        action.trigger()
    assert windows.shown == [
        ("picker", None),
        ("library", None),
        ("settings", None),
        ("settings", "health"),
        ("settings", "about"),
        ("first run", None),
        ("controls", None),
    ]


def test_a_link_is_copied_or_it_is_said_why_not(actions: Actions, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.library.answers["link"] = LINK
    with qtbot.waitSignal(actions.copied):
        actions.copy_link.trigger()
    assert QGuiApplication.clipboard().text() == LINK
    refused: list[LookhearError] = []
    actions.refused.connect(refused.append)
    bridge.engine.library.answers["link"] = NotNow("There is no link yet.")
    actions.copy_link_of("rec-1")
    assert [str(error) for error in refused] == ["There is no link yet."]
    assert bridge.engine.calls[-1] == ("library.link", ("rec-1",), {})


def test_a_start_that_comes_to_nothing_is_told(actions: Actions, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.recording.answers["toggle"] = NothingToCapture("Nothing.")
    with qtbot.waitSignal(actions.refused):
        actions.toggle.trigger()


def test_a_privacy_pause_has_an_end(actions: Actions, bridge: FakeBridge) -> None:
    before = bridge.engine.settings.now
    bridge.engine.settings.now = Settings(privacy=Privacy(pause_minutes=5))
    bridge.post(SettingsChanged(before, bridge.engine.settings.now))
    assert actions.private_pause.text() == "Pause for 5 minute(s)"
    now_s = time.time()
    actions.private_pause.trigger()
    actions.private_tomorrow.trigger()
    actions.private_end.trigger()
    soon, tomorrow, never = (args[0] for _, args, _ in bridge.engine.calls)
    assert 290 < soon - now_s < 310
    morning = QDateTime.fromMSecsSinceEpoch(round(tomorrow * 1000))
    assert morning.time() == QTime(6, 0)
    assert morning.date() > QDateTime.fromMSecsSinceEpoch(round(now_s * 1000)).date()
    assert never is None


def answer(owner: QWidget, text: str) -> None:
    """Press a button of the question."""
    [box] = owner.findChildren(QMessageBox)
    next(button for button in box.findChildren(QAbstractButton) if button.text() == text).click()


def test_what_is_thrown_away_is_asked_first_and_the_recording_goes_on(actions: Actions, bridge: FakeBridge, owner: QWidget) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    actions.discard.trigger()
    actions.discard.trigger()  # one question is enough
    assert bridge.engine.called == []
    answer(owner, "Keep recording")
    assert bridge.engine.called == []
    actions.discard.trigger()
    QCoreApplication.sendPostedEvents()
    [box] = [box for box in owner.findChildren(QMessageBox) if box.isVisible()]
    next(button for button in box.findChildren(QAbstractButton) if button.text() == "Discard").click()
    assert bridge.engine.called == ["recording.discard"]


def test_a_question_that_is_late_is_taken_back(actions: Actions, bridge: FakeBridge, owner: QWidget) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    actions.discard.trigger()
    bridge.show(phase=Phase.IDLE, recording=None)
    assert not any(box.isVisible() for box in owner.findChildren(QMessageBox))


def test_nothing_is_drawn_anew_for_what_no_action_shows(actions: Actions, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    changes: list[None] = []
    actions.toggle.changed.connect(lambda: changes.append(None))
    bridge.show(recording=recording(recorded_ns=1), uploads=UploadsView(left_bytes=9))
    assert changes == []


def test_quitting_says_that_it_stops(actions: Actions, bridge: FakeBridge) -> None:
    assert actions.quit.text() == "Quit"
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert actions.quit.text() == "Stop and quit"
    actions.retranslate()


def test_every_icon_of_an_action_is_there(actions: Actions) -> None:
    for name in ("marker", "discard", "sources", "library", "link", "upload", "settings", "permission", "quit"):
        assert resources.icon_file(name).is_file()
    assert not actions.toggle.icon().isNull()
