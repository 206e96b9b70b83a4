from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.health import HealthReport
from lookhear.desktop.engine.settings.declared import RecordingSettings, Settings
from lookhear.desktop.engine.shortcuts import HotkeysState
from lookhear.desktop.settings.window import SettingsWindow
from lookhear.desktop.style.widgets.fields import NumberField
from lookhear.errors import NotNow, SettingsDamaged
from lookhear.system.autostart import AutostartState
from tests.fakes.desktop import FakeBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeWindows

PAGES = [*(entry.name for entry in dataclasses.fields(Settings)), "health", "about"]


@pytest.fixture
def bridge(qapp: object) -> FakeBridge:
    made = FakeBridge()
    engine = made.engine
    engine.settings.answers["autostart"] = AutostartState.OFF
    engine.hotkeys.answers["state"] = HotkeysState()
    engine.storage.answers["look"] = NotNow("Not now.")
    engine.permissions.answers["steps"] = ()
    engine.health.answers |= {"report": HealthReport(lines=(), version="1", machine="x"), "licences": ()}
    return made


@pytest.fixture
def window(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> SettingsWindow:
    made = SettingsWindow(bridge, windows)  # type: ignore[arg-type]  # the fakes have their faces
    qtbot.addWidget(made)
    made.show()
    return made


def current(window: SettingsWindow) -> str:
    return next((name for name, page in window._pages.items() if page is window._stack.currentWidget()), "nothing")


def listed(window: SettingsWindow) -> list[str]:
    return [name for row, name in enumerate(window._names) if not window._side.item(row).isHidden()]


def test_it_begins_with_the_first_page_and_lists_all(window: SettingsWindow) -> None:
    assert current(window) == "general"
    assert listed(window) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_shown_when_it_is_asked_for(window: SettingsWindow, name: str) -> None:
    window.show_page(name)
    assert current(window) == name
    assert window._side.currentItem() is window._side.item(PAGES.index(name))


def test_a_page_that_is_none_changes_nothing(window: SettingsWindow) -> None:
    window.show_page("nowhere")
    assert current(window) == "general"


def test_pages_are_made_one_by_one_while_it_is_open(qtbot: QtBot, window: SettingsWindow) -> None:
    assert set(window._pages) < set(PAGES)
    qtbot.waitUntil(lambda: set(window._pages) == set(PAGES))


def test_pages_are_chosen_by_keyboard(qtbot: QtBot, window: SettingsWindow) -> None:
    qtbot.keyClick(window._side, Qt.Key.Key_Down)
    assert current(window) == "recording"


def make_all(window: SettingsWindow) -> None:
    """As it does by itself, one piece at a time."""
    while window._missing or any(page.make_more() for page in window._pages.values()):
        window._make_next()
    window._make_next()


def test_a_search_shows_the_pages_that_have_it(qtbot: QtBot, window: SettingsWindow) -> None:
    make_all(window)
    qtbot.keyClicks(window._search, "microphone")
    assert set(listed(window)) >= {"recording", "audio", "shortcuts"}
    assert "general" not in listed(window)
    assert current(window) == listed(window)[0]
    window._search.setText("bluetooth")
    assert (listed(window), current(window)) == (["audio"], "audio")


def test_a_search_for_what_is_nowhere_says_so_and_is_taken_back_with_escape(qtbot: QtBot, window: SettingsWindow) -> None:
    window._search.setText("unheard of")
    assert current(window) == "general"  # the others are not there yet
    make_all(window)
    assert window._stack.currentWidget() is window._nothing
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window._search.text() == ""
    assert listed(window) == PAGES
    assert current(window) == "general"
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_what_is_searched_at_once_is_found_when_its_page_is_there(window: SettingsWindow) -> None:
    window._search.setText("decides whether something that is watched for")  # on the last card of the engines
    assert listed(window) == []
    make_all(window)
    assert listed(window) == ["understanding"]
    assert current(window) == "understanding"


def test_showing_a_page_takes_a_search_back(window: SettingsWindow) -> None:
    window._search.setText("bluetooth")
    window.show_page("storage")
    assert (window._search.text(), current(window)) == ("", "storage")


def test_what_is_changed_elsewhere_is_drawn_here(bridge: FakeBridge, window: SettingsWindow) -> None:
    window.show_page("recording")
    before: Settings = bridge.engine.settings.now
    bridge.engine.settings.now = now = dataclasses.replace(before, recording=RecordingSettings(fps=12))
    bridge.post(SettingsChanged(before, now))
    row = next(row for row in window._pages["recording"].rows if row.leaf.name == "fps")
    assert isinstance(row.control, NumberField)
    assert row.control.value() == 12


def test_everything_that_can_be_used_has_a_name(qtbot: QtBot, window: SettingsWindow) -> None:
    for name in PAGES:
        window.show_page(name)
        nameless = [
            f"{name}: {type(each).__name__} {each.objectName()}"
            for each in window.findChildren(QWidget)
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (each.accessibleName() or getattr(each, "text", str)() or each.focusProxy())
        ]
        assert not nameless


def test_the_search_has_a_key(qtbot: QtBot, window: SettingsWindow) -> None:
    window.activateWindow()
    window._on_find()
    assert window.focusWidget() is window._search


def test_what_could_not_be_read_is_told_when_it_opens(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> None:
    bridge.engine.settings.troubles = (SettingsDamaged("The settings could not be read and are at their defaults."),)
    made = SettingsWindow(bridge, windows)  # type: ignore[arg-type]  # the fakes have their faces
    qtbot.addWidget(made)
    made.show()
    assert made._trouble.isVisible()
    assert "at their defaults" in made._trouble.accessibleName()


def test_where_all_could_be_read_nothing_is_told(window: SettingsWindow) -> None:
    assert not window._trouble.isVisible()
