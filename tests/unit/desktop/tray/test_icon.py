"""The icon in the tray, with a fake engine."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.settings.declared import Click, General, Settings
from lookhear.desktop.engine.view import AppView, Phase, Proof, UploadsView
from lookhear.desktop.tray.icon import TrayIcon, tooltip_of
from lookhear.desktop.tray.menu import TrayMenu
from lookhear.desktop.tray.states import TrayState
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import DISPLAY, MIC, recording, track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

Reason = QSystemTrayIcon.ActivationReason


class Tray:
    """An icon with its menu."""

    def __init__(self, bridge: FakeBridge, windows: FakeWindows) -> None:
        self.bridge, self.windows = bridge, windows
        self.actions = Actions(cast("Any", bridge), cast("Any", windows), windows)
        self.menu = TrayMenu(cast("Any", bridge), cast("Any", windows), self.actions)
        self.icon = TrayIcon(cast("Any", bridge), self.actions, self.menu, desktop="")
        self.qt = cast("QSystemTrayIcon", self.icon.findChild(QSystemTrayIcon))

    def click(self, reason: QSystemTrayIcon.ActivationReason = Reason.Trigger) -> list[str]:
        """What the engine was asked for by a click."""
        del self.bridge.engine.calls[:]
        self.qt.activated.emit(reason)
        return self.bridge.engine.called


@pytest.fixture
def tray(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[Tray]:
    bridge.engine.sources.answers["is_chosen"] = True
    made = Tray(bridge, windows)
    yield made
    made.icon.close()
    made.menu.close()
    made.menu.deleteLater()


def test_a_click_records_and_another_one_stops(tray: Tray) -> None:
    assert tray.click() == ["sources.is_chosen", "recording.toggle"]
    tray.bridge.show(phase=Phase.RECORDING, recording=recording())
    assert tray.click() == ["recording.toggle"]


def test_the_first_time_a_click_opens_the_picker(tray: Tray) -> None:
    tray.bridge.engine.sources.answers["is_chosen"] = False
    assert tray.click() == ["sources.is_chosen"]
    assert tray.windows.shown == [("picker", None)]


def test_whoever_wishes_gets_the_picker_at_every_click(tray: Tray) -> None:
    tray.bridge.engine.settings.now = Settings(general=General(click=Click.PICK))
    assert tray.click() == []
    assert tray.windows.shown == [("picker", None)]
    tray.bridge.show(phase=Phase.RECORDING, recording=recording())
    assert tray.click() == ["recording.toggle"]


def test_while_something_must_be_allowed_a_click_shows_that(tray: Tray) -> None:
    tray.bridge.show(missing_permissions=(Permission.MICROPHONE,))
    assert tray.click() == []
    assert tray.windows.shown == [("first run", None)]


def test_a_click_does_not_end_a_privacy_pause(tray: Tray) -> None:
    tray.bridge.show(private_until_s=1.0)
    assert "recording.toggle" not in tray.click()
    assert tray.menu.isVisible()


def test_the_middle_button_pauses_what_runs_and_a_double_click_is_one(tray: Tray) -> None:
    assert tray.click(Reason.MiddleClick) == []
    tray.bridge.show(phase=Phase.RECORDING, recording=recording())
    assert tray.click(Reason.MiddleClick) == ["recording.pause"]
    assert tray.click(Reason.DoubleClick) == []


def test_the_icon_follows_the_view_and_is_the_same_object(tray: Tray) -> None:
    keys = {tray.qt.icon().cacheKey()}
    tray.bridge.show(phase=Phase.STARTING)
    keys.add(tray.qt.icon().cacheKey())
    tray.bridge.show(phase=Phase.RECORDING, recording=recording())
    keys.add(tray.qt.icon().cacheKey())
    assert len(keys) == 3
    assert tray.icon.look.state is TrayState.RECORDING
    assert tray.icon.findChildren(QSystemTrayIcon) == [tray.qt]


def test_the_tooltip_counts_only_while_it_records(tray: Tray) -> None:
    tray.bridge.show(phase=Phase.PAUSED, recording=recording())
    assert tray.icon.tooltip == "Lookhear\nPaused, 12:03"
    assert not tray.icon._clock.isActive()
    tray.bridge.show(phase=Phase.RECORDING)
    assert tray.icon._clock.isActive()
    tray.bridge.show(phase=Phase.IDLE, recording=None)
    assert tray.icon.tooltip == "Lookhear\nReady to record"
    assert not tray.icon._clock.isActive()


def test_the_tooltip_names_what_is_not_recorded_and_what_is_left() -> None:
    view = AppView(
        phase=Phase.PAUSED,
        recording=recording(track(DISPLAY), track(MIC, Proof.DOUBTFUL, unproven_s=4.0)),
        uploads=UploadsView(recordings=2, left_bytes=60_000_000, bytes_per_s=1_000_000.0),
    )
    assert tooltip_of(view).splitlines()[2:] == [
        "Microphone: nothing recorded for 4 second(s)",
        "Uploads: 2 left, 976.6 kB/s (about a minute)",
    ]


def test_the_words_are_those_of_the_newest_language(tray: Tray) -> None:
    tray.bridge.engine.recording.view = dataclasses.replace(AppView(), phase=Phase.PAUSED)
    tray.icon.retranslate()
    tray.menu.retranslate()
    assert tray.icon.tooltip == "Lookhear\nReady to record"  # of the view that was told


def test_a_message_that_is_clicked_is_told(tray: Tray, qtbot: QtBot) -> None:
    tray.icon.show_message("Recording saved", "12:03 recorded.", is_warning=False)
    with qtbot.waitSignal(tray.icon.message_clicked):
        tray.qt.messageClicked.emit()
    assert not tray.icon.is_of_x11
