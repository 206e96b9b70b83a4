"""A hotkey and starting with the session, offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import General, Settings, Shortcuts
from lookhear.desktop.engine.shortcuts import HotkeysState
from lookhear.desktop.onboarding.manners_page import PROPOSED, MannersPage
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.errors import SettingsError
from lookhear.system.hotkeys.kinds import Trouble, Unavailable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def page(qtbot: QtBot, bridge: FakeBridge) -> MannersPage:
    bridge.engine.hotkeys.answers["state"] = HotkeysState()
    made = MannersPage(cast("Any", bridge))
    qtbot.addWidget(made)
    made.show()
    return made


def proposal(page: MannersPage) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text().startswith("Use "))


def kept(bridge: FakeBridge) -> list[tuple[object, ...]]:
    return [args for name, args, _ in bridge.engine.calls if name == "settings.put"]


def test_nothing_is_set_until_somebody_wants_it(page: MannersPage, bridge: FakeBridge) -> None:
    assert kept(bridge) == []
    assert not page.findChildren(QCheckBox)[0].isChecked()


def test_the_proposed_key_is_taken_once_the_system_agrees(page: MannersPage, bridge: FakeBridge, qtbot: QtBot) -> None:
    qtbot.mouseClick(proposal(page), Qt.MouseButton.LeftButton)
    assert kept(bridge) == [("shortcuts", "toggle", PROPOSED)]
    now = Settings(shortcuts=Shortcuts(toggle=PROPOSED))
    bridge.engine.settings.now = now
    bridge.post(SettingsChanged(Settings(), now))
    assert not proposal(page).isVisible()


def test_a_key_that_somebody_has_is_not_taken(page: MannersPage, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.hotkeys.answers["check"] = Trouble.TAKEN
    qtbot.mouseClick(proposal(page), Qt.MouseButton.LeftButton)
    assert kept(bridge) == []
    assert "Another program" in page.findChildren(Banner)[0].accessibleName()


def test_a_session_without_hotkeys_says_what_to_do_instead(page: MannersPage, bridge: FakeBridge) -> None:
    page._on_state(HotkeysState(unavailable=Unavailable.NO_PORTAL))
    assert not proposal(page).isVisible()
    assert any("lookhear toggle" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_starting_at_login_is_a_switch_and_a_refusal_turns_it_back(page: MannersPage, bridge: FakeBridge, qtbot: QtBot) -> None:
    switch = page.findChildren(QCheckBox)[0]
    bridge.engine.settings.answers["put"] = SettingsError("This system does not let us.")
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert kept(bridge) == [("general", "start_at_login", True)]
    assert not switch.isChecked()
    assert "does not let us" in page.findChildren(Banner)[0].accessibleName()
    now = Settings(general=General(start_at_login=True))
    bridge.engine.settings.now = now
    bridge.post(SettingsChanged(Settings(), now))
    assert switch.isChecked()
