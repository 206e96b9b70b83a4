"""The first run from its first step to its last, by mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.onboarding.window import FirstRunWindow
from lookhear.system.permissions.kinds import Permission
from tests.fakes.media import FakeMedia

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

MAC = [
    PermissionStep(permission=Permission.SCREEN_CAPTURE, state=StepState.WORKS),
    PermissionStep(permission=Permission.MICROPHONE, state=StepState.DENIED),
]


class Scene:
    """The window, and hands to use it."""

    def __init__(self, qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, steps: list[PermissionStep]) -> None:
        self._qtbot, self.bridge = qtbot, bridge
        bridge.engine.permissions.answers["steps"] = steps
        if not bridge.engine.recording.view.revision:
            bridge.show(needs_first_run=True)
        self.window = FirstRunWindow(cast("Any", bridge), cast("Any", windows), make_media=cast("Any", FakeMedia))
        qtbot.addWidget(self.window)
        self.window.show()

    def press(self, text: str) -> None:
        found = next(each for each in self.window.findChildren(QPushButton) if each.isVisible() and each.text() == text)
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    @property
    def heading(self) -> str:
        return self.window._page().heading.text()

    @property
    def buttons(self) -> list[str]:
        return [each.text() for each in self.window.findChildren(QPushButton) if each.isVisible() and each.parent() is self.window]


def test_a_system_that_asks_for_nothing_has_five_steps(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, [])
    seen = [scene.heading]
    for button in ("Set it up", "Skip the test", "Continue", "Continue"):
        scene.press(button)
        seen.append(scene.heading)
    assert seen == ["Welcome to Lookhear", "Try it", "Where recordings go", "Close at hand", "All set"]
    scene.press("Done")
    assert bridge.engine.called[-1] == "trial.forget" or "permissions.finish_first_run" in bridge.engine.called
    assert "permissions.finish_first_run" in bridge.engine.called
    assert not scene.window.isVisible()


def test_each_permission_is_a_step_of_its_own_that_can_be_gone_on_without(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, MAC)
    scene.press("Set it up")
    assert (scene.heading, scene.buttons) == ("May Lookhear see your screen?", ["Back", "Continue"])
    scene.press("Continue")
    assert (scene.heading, scene.buttons) == ("May Lookhear hear your microphone?", ["Back", "Go on without"])
    scene.press("Go on without")
    assert scene.heading == "Try it"
    assert ("permissions.waive", (Permission.MICROPHONE,), {}) in bridge.engine.calls
    scene.press("Back")
    assert scene.heading == "May Lookhear hear your microphone?"


def test_steps_are_asked_for_once_however_often_it_is_shown(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, MAC)
    count = scene.window._pages.count()
    scene.window.hide()
    scene.window.show()
    assert scene.window._pages.count() == count == 7


def test_the_last_step_leads_to_the_picker(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, [])
    for button in ("Set it up", "Skip the test", "Continue", "Continue", "Choose sources and record…"):
        scene.press(button)
    assert windows.shown == [("picker", None)]
    assert "permissions.finish_first_run" in bridge.engine.called


def test_an_application_that_ends_has_not_finished_it(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, [])
    scene.window.close()
    assert "permissions.finish_first_run" not in bridge.engine.called


def test_a_person_who_closes_it_has(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    class ByHand(QCloseEvent):
        def spontaneous(self) -> bool:
            return True

    scene = Scene(qtbot, bridge, windows, [])
    scene.window.closeEvent(ByHand())
    assert "permissions.finish_first_run" in bridge.engine.called


def test_a_person_can_go_through_it_by_keyboard(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, [])
    with qtbot.waitActive(scene.window):
        scene.window.activateWindow()
    qtbot.keyClick(scene.window._next, Qt.Key.Key_Space)
    assert scene.heading == "Try it"
    qtbot.keyClick(scene.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: scene.heading == "Welcome to Lookhear")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_has_a_name_and_fits(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, direction: Qt.LayoutDirection) -> None:
    scene = Scene(qtbot, bridge, windows, MAC)
    scene.window.setLayoutDirection(direction)
    for at in range(scene.window._pages.count()):
        scene.window._show_page(at)
        page = scene.window._page()
        for button in (each for each in page.findChildren(QAbstractButton) if each.isVisible()):
            assert button.text() or button.accessibleName(), button
        inner = page.widget()
        assert inner is not None
        assert inner.minimumSizeHint().width() <= page.viewport().width(), scene.heading
        assert all(label.wordWrap() or len(label.text()) < 60 for label in page.findChildren(QLabel) if label.isVisible())


def test_whoever_has_seen_it_comes_to_what_is_missing(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.show(needs_first_run=False)
    scene = Scene(qtbot, bridge, windows, MAC)
    assert scene.heading == "May Lookhear hear your microphone?"


def test_shown_again_it_begins_anew_with_permissions_as_they_are_now(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    scene = Scene(qtbot, bridge, windows, MAC)
    scene.window._show_page(scene.window._pages.count() - 1)
    scene.press("Done")
    bridge.engine.permissions.answers["steps"] = [MAC[0], PermissionStep(permission=Permission.MICROPHONE, state=StepState.WORKS)]
    scene.window.show()
    assert scene.heading == "Welcome to Lookhear"
    scene.press("Set it up")
    scene.press("Continue")
    assert scene.buttons == ["Back", "Continue"]
