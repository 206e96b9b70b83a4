from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from lookhear.desktop.engine.settings.declared import General, Motion, Theme
from lookhear.desktop.style.look import Look
from lookhear.desktop.style.motion import USUAL_MS, duration_ms
from lookhear.desktop.style.palettes import colours_of
from lookhear.desktop.style.tokens import DARK, LIGHT
from lookhear.desktop.style.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    made = Look(qapp)
    yield made
    made.follow(General())
    qapp.setStyleSheet("")
    made.deleteLater()


def test_a_wish_for_dark_or_light_is_followed_at_once(look: Look, qtbot: QtBot) -> None:
    widget = label("text")
    qtbot.addWidget(widget)
    look.follow(General(theme=Theme.DARK))
    assert look.colours is DARK
    assert colours_of(widget) is DARK
    with qtbot.waitSignal(look.changed):
        look.follow(General(theme=Theme.LIGHT))
    assert colours_of(widget) is LIGHT


def test_following_the_same_again_dresses_nothing(look: Look, qtbot: QtBot) -> None:
    look.follow(General(theme=Theme.DARK))
    with qtbot.assertNotEmitted(look.changed):
        look.follow(General(theme=Theme.DARK))


def test_the_system_is_followed_while_it_changes(qapp: QApplication, qtbot: QtBot) -> None:
    prefers = [Qt.ColorScheme.Light]
    look = Look(qapp, system=lambda: prefers[-1])
    look.follow(General(theme=Theme.SYSTEM))
    assert look.colours is LIGHT
    prefers.append(Qt.ColorScheme.Dark)
    with qtbot.waitSignal(look.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours is DARK
    look.deleteLater()


def test_motion_is_what_the_person_wished(look: Look, qtbot: QtBot) -> None:
    widget = label("text")
    qtbot.addWidget(widget)
    look.follow(General(motion=Motion.REDUCED))
    assert duration_ms(widget) == 0
    look.follow(General(motion=Motion.FULL))
    assert duration_ms(widget) == USUAL_MS


def test_a_language_from_right_to_left_changes_the_sheet(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    look.follow(General(theme=Theme.LIGHT))
    before = qapp.styleSheet()
    with qtbot.waitSignal(look.changed):
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert qapp.styleSheet() != before
