from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

import pytest

from lookhear.desktop.appearance import Appearance
from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import General, Language, Settings, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.bridge import Bridge
    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def appearance(qapp: QApplication, bridge: FakeBridge) -> Iterator[Appearance]:
    bridge.engine.settings.now = Settings(general=General(theme=Theme.LIGHT, language=Language.ENGLISH))
    made = Appearance(qapp, cast("Bridge", bridge))
    yield made
    made.languages.follow(General(language=Language.ENGLISH))
    made.languages.forget()
    made.look.follow(General())
    qapp.setStyleSheet("")
    for part in (made.look, made.languages, made):
        part.deleteLater()


def test_it_begins_as_the_settings_say(appearance: Appearance) -> None:
    assert not appearance.look.colours.is_dark
    assert appearance.languages.spoken is Language.ENGLISH


def test_it_follows_the_settings(appearance: Appearance, bridge: FakeBridge, qtbot: QtBot) -> None:
    before = bridge.engine.settings.now
    now = dataclasses.replace(before, general=General(theme=Theme.DARK, language=Language.GERMAN))
    with qtbot.waitSignal(appearance.language_changed):
        bridge.post(SettingsChanged(before, now))
    assert appearance.look.colours.is_dark
    assert appearance.languages.spoken is Language.GERMAN


def test_another_setting_is_nothing_to_it(appearance: Appearance, bridge: FakeBridge, qtbot: QtBot) -> None:
    before = bridge.engine.settings.now
    with qtbot.assertNotEmitted(appearance.look.changed), qtbot.assertNotEmitted(appearance.language_changed):
        bridge.post(SettingsChanged(before, before))
