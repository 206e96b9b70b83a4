"""The compact window, with a fake engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel

from lookhear.desktop.compact.window import CompactWindow
from lookhear.desktop.engine.events import ChoiceChanged
from lookhear.desktop.engine.sources import Choice
from lookhear.desktop.engine.view import Phase, Proof, UploadsView
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.errors import NothingToCapture, NotNow
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import DISPLAY, MIC, OUTPUT, last, recording, track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

CHOICE = Choice(displays=(DISPLAY,), primary=DISPLAY, microphone=MIC, system_audio=None)


@pytest.fixture
def window(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[CompactWindow]:
    bridge.engine.sources.answers |= {"choice": CHOICE, "is_chosen": True}
    made = CompactWindow(cast("Any", bridge), cast("Any", windows))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.hide()


def said(window: CompactWindow) -> list[str]:
    """The texts that are seen."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]


def button(window: CompactWindow, text: str) -> QAbstractButton:
    return next(found for found in window.findChildren(QAbstractButton) if text in {found.text(), found.toolTip()} and found.isVisible())


def press(qtbot: QtBot, window: CompactWindow, text: str) -> None:
    """By keyboard."""
    found = button(window, text)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)


def watched(bridge: FakeBridge) -> list[tuple[Any, ...]]:
    return [args[1] for name, args, _ in bridge.engine.calls if name == "previews.watch"]


def test_it_says_what_would_be_recorded_and_records_it(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    assert "Records display 1 and microphone" in said(window)
    bridge.post(ChoiceChanged(Choice(displays=(), primary=None, microphone=None, system_audio=None)))
    assert "Nothing is chosen yet" in said(window)
    press(qtbot, window, "Start recording")
    assert bridge.engine.called[-1] == "recording.toggle"


def test_everything_can_be_opened(window: CompactWindow, windows: FakeWindows, qtbot: QtBot) -> None:
    for text in ("Choose…", "Library", "Settings"):
        press(qtbot, window, text)
    assert windows.shown == [("picker", None), ("library", None), ("settings", None)]


def test_while_it_records_it_shows_tracks_time_and_controls(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.show(phase=Phase.PAUSED, recording=recording())
    qtbot.waitUntil(lambda: {"Paused", "12:03", "Display 1", "Microphone", "System audio"} <= set(said(window)))
    del bridge.engine.calls[:]
    for text in ("Resume", "Mute", "Stop recording"):
        press(qtbot, window, text)
    assert bridge.engine.called == ["recording.resume", "recording.set_muted", "recording.toggle"]
    assert not any("Records" in text for text in said(window))


def test_live_pictures_and_levels_only_while_both_are_seen(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    window.hide()
    window.show()
    qtbot.waitUntil(lambda: [tile.channel for tile in window.findChildren(PreviewTile) if tile.isVisible()] == [DISPLAY])
    bridge.show(phase=Phase.IDLE, recording=None)
    every = (DISPLAY, MIC, OUTPUT)
    assert watched(bridge) == [every, (), every, ()]


def test_a_track_without_proof_is_said_first(window: CompactWindow, bridge: FakeBridge) -> None:
    tracks = (track(DISPLAY), track(MIC, Proof.MISSING, unproven_s=12.0))
    bridge.show(phase=Phase.RECORDING, recording=recording(*tracks))
    assert "Microphone: nothing recorded for 12 second(s)" in said(window)
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert "Microphone: nothing recorded for 12 second(s)" not in said(window)


@pytest.mark.parametrize(
    ("fields", "action", "shown"),
    [
        ({"missing_permissions": (Permission.MICROPHONE,)}, "Fix permissions", ("first run", None)),
        ({"disk_left_s": 1500.0}, "Storage", ("settings", "storage")),
        ({"uploads": UploadsView(recordings=1, trouble="The backend does not answer.")}, "Backend", ("settings", "backend")),
    ],
)
def test_each_advice_has_its_way_out(
    window: CompactWindow,
    bridge: FakeBridge,
    windows: FakeWindows,
    qtbot: QtBot,
    *,
    fields: dict[str, Any],
    action: str,
    shown: tuple[str, Any],
) -> None:
    bridge.show(**fields)
    press(qtbot, window, action)
    assert windows.shown == [shown]


def test_a_privacy_pause_can_be_ended(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.show(private_until_s=4_000_000_000.0)
    press(qtbot, window, "End it now")
    assert bridge.engine.calls[-1] == ("recording.private_until", (None,), {})


def test_a_failure_that_was_read_is_put_away(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.show(failure=NothingToCapture("Not one of the chosen sources could be opened."))
    assert "Not one of the chosen sources could be opened." in said(window)
    press(qtbot, window, "Dismiss")
    assert bridge.engine.called[-1] == "recording.clear_failure"


def test_what_became_of_the_last_one_is_shown_until_the_next(
    window: CompactWindow, bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot
) -> None:
    bridge.engine.library.answers["link"] = "https://example.org/1"
    bridge.show(last=last(link="https://example.org/1"))
    assert "Saved, 12:03" in said(window)
    press(qtbot, window, "Watch")
    press(qtbot, window, "Copy link")
    assert windows.shown == [("library", "rec-1")]
    assert "The link is in the clipboard." in said(window)
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert "Saved, 12:03" not in said(window)


def test_a_wish_that_came_to_nothing_is_told(window: CompactWindow, bridge: FakeBridge) -> None:
    bridge.engine.library.answers["link"] = NotNow("There is no link yet.")
    window.verbs.copy_link.trigger()
    assert "There is no link yet." in said(window)


def test_uploads_are_told(window: CompactWindow, bridge: FakeBridge) -> None:
    bridge.show(uploads=UploadsView(recordings=3, left_bytes=75_497_472, bytes_per_s=1_258_291.2))
    assert "Uploads: 3 left, 1.2 MB/s (about a minute)" in said(window)


class Spontaneous(QCloseEvent):
    """A person closes the window."""

    def spontaneous(self) -> bool:
        return True


def test_without_a_tray_it_stays_while_it_records(window: CompactWindow, bridge: FakeBridge, windows: FakeWindows) -> None:
    windows.has_tray = False
    bridge.show(phase=Phase.RECORDING, recording=recording())
    event = Spontaneous()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.isMinimized()


def test_with_a_tray_it_can_be_closed(window: CompactWindow, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    event = Spontaneous()
    window.closeEvent(event)
    assert event.isAccepted()


def test_it_is_as_high_as_what_it_shows(window: CompactWindow, bridge: FakeBridge, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.minimumHeight() > 0)
    before = window.height()
    bridge.show(phase=Phase.RECORDING, recording=recording())
    qtbot.waitUntil(lambda: window.height() > before)
    assert window.height() == window.minimumHeight()


def test_the_focus_comes_back_to_the_button_that_starts_and_stops(window: CompactWindow, bridge: FakeBridge) -> None:
    assert window._toggle.hasFocus()
    bridge.show(phase=Phase.STARTING)
    assert not window._toggle.isEnabled()
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert window._toggle.hasFocus()
