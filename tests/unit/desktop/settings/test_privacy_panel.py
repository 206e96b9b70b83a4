from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.settings.privacy_panel import PrivacyPause, PrivacyPromises
from lookhear.errors import NotNow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.fixture
def pause(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> PrivacyPause:
    made = PrivacyPause(bridge, windows)  # type: ignore[arg-type]  # the fakes have their faces
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(pause: PrivacyPause) -> list[QPushButton]:
    return [each for each in pause.findChildren(QPushButton) if each.isVisible() and each.text()]


def test_a_pause_is_asked_for_with_the_tray_menus_verbs(qtbot: QtBot, bridge: FakeBridge, pause: PrivacyPause) -> None:
    assert len(buttons(pause)) == 2
    qtbot.mouseClick(buttons(pause)[0], Qt.MouseButton.LeftButton)
    assert bridge.engine.called == ["recording.private_until"]


def test_while_it_lasts_it_can_be_ended_and_says_until_when(qtbot: QtBot, bridge: FakeBridge, pause: PrivacyPause) -> None:
    assert pause._state.text() == "No privacy pause"
    bridge.show(private_until_s=1_800_000_000.0)
    assert "2027" in pause._state.text() or "27" in pause._state.text()
    (end,) = buttons(pause)
    qtbot.mouseClick(end, Qt.MouseButton.LeftButton)
    assert bridge.engine.calls == [("recording.private_until", (None,), {})]
    bridge.show(private_until_s=None)
    assert len(buttons(pause)) == 2


def test_a_wish_that_comes_to_nothing_is_told(qtbot: QtBot, bridge: FakeBridge, pause: PrivacyPause) -> None:
    bridge.engine.recording.answers["private_until"] = NotNow("It is just stopping.")
    qtbot.mouseClick(buttons(pause)[0], Qt.MouseButton.LeftButton)
    assert pause._trouble.isVisible()


def test_what_is_never_done_is_said(qtbot: QtBot) -> None:
    made = PrivacyPromises()
    qtbot.addWidget(made)
    assert "never listened to" in " ".join(each.text() for each in made.findChildren(QLabel))
