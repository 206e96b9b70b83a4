"""The tray's menu, with a fake engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

import lookhear
from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.view import Phase, UploadsView
from lookhear.desktop.tray.menu import TrayMenu
from lookhear.system.permissions.kinds import Permission
from tests.fakes.views import recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

VERSION = f"Version {lookhear.__version__}"


@pytest.fixture
def menu(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[TrayMenu]:
    actions = Actions(cast("Any", bridge), cast("Any", windows), windows)
    made = TrayMenu(cast("Any", bridge), cast("Any", windows), actions)
    yield made
    made.close()
    made.deleteLater()


def texts(menu: QMenu) -> list[str]:
    """What stands there, in order; lines between parts are dashes."""
    return ["-" if action.isSeparator() else action.text() for action in menu.actions() if action.isVisible()]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def test_when_nothing_is_recorded(menu: TrayMenu) -> None:
    assert texts(menu) == [
        "Start recording",
        "-",
        "Sources",
        "-",
        "Recent recordings",
        "Copy last link",
        "Open library",
        "Live context",
        "-",
        "Privacy",
        "-",
        "Show controls",
        "Settings…",
        "Permissions and health…",
        "-",
        VERSION,
        "Quit",
    ]
    assert menu.defaultAction().text() == "Start recording"
    assert not entry(menu, VERSION).isEnabled()


def test_while_something_is_recorded(menu: TrayMenu, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.PAUSED, recording=recording())
    assert texts(menu)[:6] == ["Stop recording", "Paused, 12:03", "Resume", "Mute microphone", "Set marker", "Discard recording…"]
    assert texts(menu)[-1] == "Stop and quit"
    assert menu.defaultAction().text() == "Stop recording"


def test_what_the_first_entry_says_is_not_said_twice(menu: TrayMenu, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.STOPPING, recording=recording())
    assert [action.text() for action in menu.actions() if action.isVisible()].count("Saving…") == 1


def test_while_something_must_be_allowed(menu: TrayMenu, bridge: FakeBridge) -> None:
    bridge.show(missing_permissions=(Permission.SCREEN_CAPTURE,))
    assert texts(menu) == ["Fix permissions…", "-", VERSION, "Quit"]
    assert menu.defaultAction().text() == "Fix permissions…"
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert texts(menu)[0] == "Stop recording"  # what runs can always be stopped
    assert "Fix permissions…" in texts(menu)


def test_uploads_are_there_while_something_is_left(menu: TrayMenu, bridge: FakeBridge) -> None:
    bridge.show(uploads=UploadsView(recordings=3, left_bytes=75_497_472, bytes_per_s=1_258_291.2))
    assert "Uploads: 3 left, 1.2 MB/s" in texts(menu)
    assert texts(menu.uploads) == ["about a minute", "Try again now"]
    entry(menu.uploads, "Try again now").trigger()
    assert bridge.engine.called == ["uploads.finish"]
    bridge.show(uploads=UploadsView(recordings=3, trouble="The backend does not answer."))
    assert texts(menu.uploads) == ["The backend does not answer.", "Try again now"]
    bridge.show(uploads=UploadsView())
    assert not any("Uploads" in text for text in texts(menu))


def test_the_privacy_pause(menu: TrayMenu, bridge: FakeBridge, windows: FakeWindows) -> None:
    assert texts(menu.privacy) == ["Pause for 15 minute(s)", "Pause until tomorrow", "-", "What is never recorded…"]
    entry(menu.privacy, "What is never recorded…").trigger()
    assert windows.shown == [("settings", "privacy")]
    bridge.show(private_until_s=4_000_000_000.0)
    assert texts(menu.privacy)[0] == "End the privacy pause"
    assert texts(menu)[1].startswith("Privacy pause until ")


def test_recordings_and_sources_are_asked_for_when_it_is_looked_at(menu: TrayMenu, bridge: FakeBridge) -> None:
    assert bridge.engine.called == []
    menu.aboutToShow.emit()
    assert bridge.engine.called == ["library.entries", "sources.offers", "sources.choice"]
    bridge.show(missing_permissions=(Permission.SCREEN_CAPTURE,))
    del bridge.engine.calls[:]
    menu.aboutToShow.emit()
    assert bridge.engine.called == []


def test_another_language_is_spoken_at_once(menu: TrayMenu) -> None:
    menu.retranslate()
    assert texts(menu)[0] == "Start recording"
