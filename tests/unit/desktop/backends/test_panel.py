"""The panel of a place: what it asks of the engine, and what it says while it waits and afterwards."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton

from lookhear.desktop.backends.panel import BackendPanel
from lookhear.desktop.engine.backends import BackendCheck, BackendState, BackendWish, SecretKept
from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import Backend, BackendKind, Settings
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.busy import BusyRow
from lookhear.errors import StorageError
from lookhear.system.secrets.kinds import SecretPlace
from tests.fakes.held_bridge import HeldBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.bridge import Bridge

URL = "https://capture.example"
GOOD = BackendCheck(state=BackendState.GOOD, sentence="fine", who=URL)
HOSTED = Settings(backend=Backend(kind=BackendKind.HOSTED, url=URL))


class Scene:
    """A panel, and hands to use it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.bridge = HeldBridge()
        self.bridge.engine.backends.answers["keeps_secrets"] = SecretKept(place=SecretPlace.FILE, file="/x/secrets.json")
        self.checked = GOOD
        self.bridge.engine.backends.answers["use"] = self._use
        self.panel = BackendPanel(cast("Bridge", self.bridge))
        qtbot.addWidget(self.panel)
        self.panel.show()

    def _use(self, wish: BackendWish) -> BackendCheck:
        if self.checked.is_good:
            self.bridge.engine.settings.now = Settings(backend=Backend(kind=wish.kind, url=wish.url))
        return self.checked

    def press(self, text: str) -> None:
        found = [each for kind in (QPushButton, QRadioButton) for each in self.panel.findChildren(kind) if each.text() == text]
        self._qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> QLineEdit:
        edit = next(each for each in self.panel.findChildren(QLineEdit) if each.accessibleName() == name)
        edit.clear()
        self._qtbot.keyClicks(edit, text)
        return edit

    @property
    def wishes(self) -> list[Any]:
        return [args[0] for name, args, _ in self.bridge.engine.calls if name == "backends.use"]

    @property
    def said(self) -> str:
        banner = self.panel.findChildren(Banner)[0]
        return banner.accessibleName() if banner.isVisible() else ""

    def is_seen(self, text: str) -> bool:
        return any(each.isVisible() for each in self.panel.findChildren(QPushButton) if each.text() == text)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_it_shows_what_is_set_and_asks_nobody(scene: Scene) -> None:
    assert scene.bridge.engine.called == ["backends.keeps_secrets"]
    assert not scene.is_seen("Check and use")


def test_nowhere_and_this_computer_are_used_at_once(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.panel.used):
        scene.press("Nowhere")
    assert [wish.kind for wish in scene.wishes] == [BackendKind.NONE]
    assert "handed to nobody" in scene.said


def test_a_hosted_one_is_asked_when_a_person_is_done_typing(scene: Scene) -> None:
    scene.press("A backend that somebody hosts")
    assert scene.wishes == []
    scene.type("Address", URL)
    secret = scene.type("Key or secret", "st-1")
    scene.press("Check and use")
    assert [(wish.kind, wish.url, wish.secret) for wish in scene.wishes] == [(BackendKind.HOSTED, URL, "st-1")]
    assert secret.text() == ""
    assert f"{URL} answers" in scene.said


def test_a_refusal_keeps_what_was_typed_and_offers_to_try_again(scene: Scene) -> None:
    scene.checked = BackendCheck(state=BackendState.BAD_SECRET, sentence="no", who=URL)
    scene.press("A backend that somebody hosts")
    scene.type("Address", URL)
    secret = scene.type("Key or secret", "st-1")
    scene.press("Check and use")
    assert "does not accept" in scene.said
    assert secret.text() == "st-1"
    scene.press("Try again")
    assert len(scene.wishes) == 2
    scene.type("Address", "https://other.example")
    assert scene.said == ""


def test_while_somebody_is_asked_nothing_can_be_changed_and_nobody_is_asked_twice(scene: Scene, qtbot: QtBot) -> None:
    scene.press("A backend that somebody hosts")
    edit = scene.type("Address", URL)
    scene.bridge.hold()
    scene.press("Check and use")
    assert not edit.isEnabled()
    assert scene.panel.findChildren(BusyRow)[0].isVisible()
    scene.press("Check and use")
    scene.bridge.release()
    assert edit.isEnabled()
    assert not scene.panel.findChildren(BusyRow)[0].isVisible()
    assert len(scene.wishes) == 1


def test_where_a_secret_was_put_is_said(scene: Scene) -> None:
    scene.checked = dataclasses.replace(GOOD, kept=SecretKept(place=SecretPlace.FILE, file="/x/secrets.json"))
    scene.press("A backend that somebody hosts")
    scene.type("Address", URL)
    scene.press("Check and use")
    assert "/x/secrets.json" in scene.said


def test_what_cannot_be_kept_is_told(scene: Scene) -> None:
    scene.bridge.engine.backends.answers["use"] = StorageError("The system's keyring does not take the secret.", hint="Unlock it.")
    scene.press("Nowhere")
    assert "keyring" in scene.said
    assert scene.is_seen("Try again")


def test_a_secret_can_be_forgotten(scene: Scene) -> None:
    scene.bridge.engine.settings.now = HOSTED
    scene.bridge.post(SettingsChanged(Settings(), HOSTED))
    assert scene.is_seen("Check and use")
    scene.press("Forget the secret")
    assert "backends.sign_out" in scene.bridge.engine.called
    assert "no longer" in scene.said


def test_settings_that_change_elsewhere_are_shown(scene: Scene) -> None:
    scene.bridge.engine.settings.now = HOSTED
    scene.bridge.post(SettingsChanged(Settings(), HOSTED))
    edit = next(each for each in scene.panel.findChildren(QLineEdit) if each.accessibleName() == "Address")
    assert edit.text() == URL
    assert edit.isVisible()


def test_the_keyboard_is_where_it_was_after_an_answer(scene: Scene, qtbot: QtBot) -> None:
    scene.checked = BackendCheck(state=BackendState.REFUSED, sentence="no", who=URL)
    with qtbot.waitActive(scene.panel):
        scene.panel.activateWindow()
    scene.press("A backend that somebody hosts")
    edit = scene.type("Address", URL)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.hasFocus()
    assert scene.said
