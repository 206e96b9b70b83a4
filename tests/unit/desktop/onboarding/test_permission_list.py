"""All permissions of a system on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QLabel

from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.onboarding.permission_card import PermissionCard
from lookhear.desktop.onboarding.permission_list import PermissionList
from lookhear.system.permissions.kinds import Permission

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

STEPS = [
    PermissionStep(permission=Permission.SCREEN_CAPTURE, state=StepState.DENIED),
    PermissionStep(permission=Permission.MICROPHONE, state=StepState.WORKS),
]


def make(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> PermissionList:
    made = PermissionList(cast("Any", bridge), cast("Any", windows))
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_has_a_card_which_is_drawn_anew_whenever_it_is_shown(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.engine.permissions.answers["steps"] = STEPS
    page = make(qtbot, bridge, windows)
    assert [card.step for card in page.findChildren(PermissionCard)] == STEPS
    bridge.engine.permissions.answers["steps"] = [PermissionStep(permission=Permission.SCREEN_CAPTURE, state=StepState.WORKS), STEPS[1]]
    page.hide()
    page.show()
    assert [card.step.state for card in page.findChildren(PermissionCard)] == [StepState.WORKS, StepState.WORKS]


def test_a_system_that_asks_for_nothing_says_so(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.engine.permissions.answers["steps"] = []
    page = make(qtbot, bridge, windows)
    assert next(label.text() for label in page.findChildren(QLabel) if label.isVisible()).startswith("This system asks for no permission")
