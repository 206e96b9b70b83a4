"""One permission, from not asked to green, on a system of the test's."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.desktop.onboarding.permission_card import PermissionCard
from lookhear.desktop.onboarding.stale_picture import StalePicture
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.errors import SourceUnavailable
from lookhear.system.permissions.kinds import Permission
from tests.fakes.desktop import FakeWindows
from tests.fakes.held_bridge import HeldBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ASKED = PermissionStep(permission=Permission.MICROPHONE, state=StepState.NOT_ASKED, can_ask=True, settings_link="settings:microphone")
LINK = "settings:screen"


def screen(state: StepState, **known: Any) -> PermissionStep:  # noqa: ANN401 - fields of PermissionStep
    return PermissionStep(permission=Permission.SCREEN_CAPTURE, state=state, settings_link=LINK, **known)


class Scene:
    """A card, and hands to use it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.bridge, self.windows = HeldBridge(), FakeWindows()
        self.answers = self.bridge.engine.permissions.answers

    def show(self, step: PermissionStep) -> PermissionCard:
        card = PermissionCard(cast("Any", self.bridge), cast("Any", self.windows), step)
        self.qtbot.addWidget(card)
        card.show()
        return card

    def press(self, card: PermissionCard, text: str) -> None:
        found = next(each for each in card.findChildren(QPushButton) if each.text() == text)
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def buttons(card: PermissionCard) -> list[str]:
    return [each.text() for each in card.findChildren(QPushButton) if each.isVisible()]


@pytest.mark.parametrize(
    ("step", "verbs"),
    [
        (ASKED, ["Allow…"]),
        (screen(StepState.NOT_ASKED), ["Open the system's settings"]),
        (screen(StepState.DENIED), ["Open the system's settings", "Test again"]),
        (screen(StepState.NEEDS_RELAUNCH), ["Quit and reopen", "Open the system's settings"]),
        (screen(StepState.STALE), ["Open the system's settings", "Test again"]),
        (screen(StepState.UNTESTED), ["Test it"]),
        (screen(StepState.WORKS, proof="1920 × 1080"), ["Test again"]),
        (screen(StepState.RESTRICTED), []),
        (dataclasses.replace(ASKED, state=StepState.NO_DEVICE), ["Test again"]),
        (dataclasses.replace(ASKED, state=StepState.SILENT, proof="Yeti"), ["Test again"]),
    ],
)
def test_each_state_has_its_next_step(scene: Scene, step: PermissionStep, verbs: list[str]) -> None:
    card = scene.show(step)
    assert buttons(card) == verbs
    assert card.findChildren(StalePicture)[0].isVisible() is (step.state is StepState.STALE)
    assert card.accessibleName()


def test_asking_turns_it_green(scene: Scene) -> None:
    scene.answers["request"] = dataclasses.replace(ASKED, state=StepState.WORKS, proof="Yeti", can_ask=False)
    card = scene.show(ASKED)
    scene.bridge.hold()
    with scene.qtbot.waitSignal(card.moved):
        scene.press(card, "Allow…")
        assert card.findChildren(BusyRow)[0].isVisible()
        assert not any(each.isEnabled() for each in card.findChildren(QPushButton) if each.text() == "Allow…")
        scene.bridge.release()
    assert card.step.state is StepState.WORKS
    assert "Yeti was heard" in card.accessibleName()
    assert not card.findChildren(BusyRow)[0].isVisible()


def test_a_test_that_fails_is_told_below(scene: Scene) -> None:
    scene.answers["test"] = SourceUnavailable("It is unplugged.", hint="Plug it in.")
    card = scene.show(screen(StepState.UNTESTED))
    scene.press(card, "Test it")
    assert "It is unplugged." in card.findChildren(Banner)[0].accessibleName()
    assert next(each for each in card.findChildren(QPushButton) if each.text() == "Test it").isEnabled()


def test_what_was_switched_on_meanwhile_is_noticed_and_tested(scene: Scene) -> None:
    card = scene.show(screen(StepState.DENIED))
    scene.answers["steps"] = [screen(StepState.UNTESTED)]
    scene.answers["test"] = screen(StepState.WORKS, proof="1920 × 1080")
    card._timer.setInterval(1)
    scene.qtbot.waitUntil(lambda: card.step.state is StepState.WORKS)


def test_nobody_is_asked_again_once_it_is_settled_or_out_of_sight(scene: Scene) -> None:
    card = scene.show(screen(StepState.WORKS))
    card._on_timer()
    assert scene.bridge.engine.called == []
    card.hide()
    assert not card._timer.isActive()


def test_a_new_start_is_the_windows_matter(scene: Scene) -> None:
    card = scene.show(screen(StepState.NEEDS_RELAUNCH))
    scene.press(card, "Quit and reopen")
    assert scene.windows.shown == [("quit and reopen", None)]


def test_the_systems_page_is_opened(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    card = scene.show(screen(StepState.STALE))
    scene.press(card, "Open the system's settings")
    assert [url.toString() for url in opened] == [LINK]
