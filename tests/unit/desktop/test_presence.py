"""Tray, pill and notifications together, with a fake engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.presence import Presence
from lookhear.desktop.tray.host import TrayHost
from lookhear.errors import NotNow
from tests.fakes.views import recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows


class Panel:
    """A panel with a tray that may come later."""

    def __init__(self) -> None:
        self.is_there = False


@pytest.fixture
def panel() -> Panel:
    return Panel()


@pytest.fixture
def present(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, panel: Panel) -> Iterator[Callable[..., Presence]]:
    made: list[Presence] = []
    windows.has_tray = False

    def start(*, is_hidden: bool = False) -> Presence:
        host = TrayHost(is_there=lambda: panel.is_there, look_every_ms=1, see_every_ms=1)
        made.append(Presence(cast("Any", bridge), cast("Any", windows), host=host))
        made[0].start(is_hidden=is_hidden)
        return made[0]

    yield start
    for presence in made:
        presence.close()


def test_without_a_tray_the_compact_window_opens(present: Callable[..., Presence], windows: FakeWindows) -> None:
    present()
    assert windows.shown == [("controls", None)]
    assert not windows.has_tray


def test_at_login_a_panel_is_waited_for_before_a_window_opens(present: Callable[..., Presence], windows: FakeWindows) -> None:
    presence = present(is_hidden=True)
    assert windows.shown == []
    presence._patience.timeout.emit()
    assert windows.shown == [("controls", None)]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of offscreen windows
def test_where_the_tray_goes_for_good_the_compact_window_opens(
    qtbot: QtBot, present: Callable[..., Presence], panel: Panel, windows: FakeWindows
) -> None:
    panel.is_there = True
    presence = present()
    icon = presence.icon
    assert windows.has_tray
    panel.is_there = False
    qtbot.waitUntil(lambda: presence._patience.isActive() and not windows.has_tray)
    assert windows.shown == []
    presence._patience.timeout.emit()
    assert windows.shown == [("controls", None)]
    panel.is_there = True
    qtbot.waitUntil(lambda: windows.has_tray and not presence._patience.isActive())
    assert presence.icon is icon


def test_a_message_without_a_tray_is_shown_by_ourselves(present: Callable[..., Presence], bridge: FakeBridge, windows: FakeWindows) -> None:
    presence = present()
    bridge.post(Notice(kind=NoticeKind.STARTED))
    assert presence.popup.isVisible()
    assert presence.popup.text == "Recording has begun"
    presence.popup.clicked.emit()
    assert windows.shown[-1] == ("controls", None)


def test_a_wish_of_the_menu_that_came_to_nothing_is_told(present: Callable[..., Presence], bridge: FakeBridge) -> None:
    presence = present()
    bridge.engine.library.answers["link"] = NotNow("There is no link yet.")
    presence.actions.copy_link.trigger()
    assert presence.popup.text == "There is no link yet."


def test_the_pill_follows_a_recording(present: Callable[..., Presence], bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    presence = present()
    assert presence.pill.isVisible()
    presence.retranslate()
    assert presence.pill.windowTitle() == "Recording controls"
