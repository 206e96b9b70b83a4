"""The steps that are little more than words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lookhear.desktop.backends.panel import BackendPanel
from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.onboarding.pages import DonePage, PermissionPage, PlacePage, WelcomePage
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

DENIED = PermissionStep(permission=Permission.MICROPHONE, state=StepState.DENIED)
WORKS = PermissionStep(permission=Permission.MICROPHONE, state=StepState.WORKS)


def test_the_welcome_asks_for_nothing(qtbot: QtBot) -> None:
    page = WelcomePage()
    qtbot.addWidget(page)
    assert (page.is_done(), page.skip_words(), page.next_words()) == (True, "", "Set it up")


def test_a_permission_can_be_gone_on_without(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    page = PermissionPage(cast("Any", bridge), cast("Any", windows), DENIED)
    qtbot.addWidget(page)
    assert page.heading.text() == "May Lookhear hear your microphone?"
    assert (page.is_done(), page.skip_words()) == (False, "Go on without")
    page.skip()
    assert bridge.engine.calls == [("permissions.waive", (Permission.MICROPHONE,), {})]
    with qtbot.waitSignal(page.changed):
        page.card.show_step(WORKS)
    assert (page.is_done(), page.skip_words()) == (True, "")


def test_the_place_of_recordings_is_preset(qtbot: QtBot, bridge: FakeBridge) -> None:
    page = PlacePage(cast("Any", bridge))
    qtbot.addWidget(page)
    assert page.findChildren(BackendPanel)
    assert page.is_done()


@pytest.mark.parametrize("has_tray", [True, False])
def test_the_end_says_where_lookhear_is_found_here(qtbot: QtBot, windows: FakeWindows, *, has_tray: bool) -> None:
    windows.has_tray = has_tray
    page = DonePage(cast("Any", windows))
    qtbot.addWidget(page)
    page.show()
    assert (page._tray.isVisible(), page._controls.isVisible()) == (has_tray, not has_tray)
    with qtbot.waitSignal(page.recorded):
        qtbot.mouseClick(page.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("permission", "is_tested"), [(Permission.SCREEN_CAPTURE, True), (Permission.MICROPHONE, False)])
def test_a_screen_that_was_granted_before_is_proven_when_its_step_is_shown(
    qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, permission: Permission, *, is_tested: bool
) -> None:
    untested = PermissionStep(permission=permission, state=StepState.UNTESTED)
    bridge.engine.permissions.answers["test"] = PermissionStep(permission=permission, state=StepState.WORKS)
    page = PermissionPage(cast("Any", bridge), cast("Any", windows), untested)
    qtbot.addWidget(page)
    page.show()
    assert ("permissions.test" in bridge.engine.called) is is_tested
