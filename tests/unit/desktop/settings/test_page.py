from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from lookhear.desktop.engine.events import SettingsChanged
from lookhear.desktop.engine.settings.declared import RecordingSettings, Settings
from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.desktop.settings.page import ELSEWHERE, SettingsPage
from lookhear.desktop.style.widgets.banner import Banner
from lookhear.desktop.style.widgets.fields import NumberField
from lookhear.errors import StorageError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def page(qtbot: QtBot, bridge: FakeBridge) -> SettingsPage:
    made = SettingsPage("recording", bridge, above=[lambda parent: QLabel("Something about pictures", parent)])  # type: ignore[arg-type]  # the fake has its face
    qtbot.addWidget(made)
    made.show()
    return made


def shown(page: SettingsPage) -> list[str]:
    return [row.leaf.name for row in page.rows if row.isVisible()]


def test_a_page_has_a_row_for_each_of_its_settings(page: SettingsPage) -> None:
    assert shown(page) == [each.name for each in leaves() if each.page == "recording"]


def test_what_another_widget_changes_has_no_row(qtbot: QtBot, bridge: FakeBridge) -> None:
    made = SettingsPage("backend", bridge)  # type: ignore[arg-type]  # as above
    qtbot.addWidget(made)
    assert [row.leaf.key for row in made.rows] == ["backend.upload_limit_kib_per_s"]
    assert {each.key for each in leaves()} >= ELSEWHERE


def test_a_change_of_somebody_else_is_drawn(bridge: FakeBridge, page: SettingsPage) -> None:
    before: Settings = bridge.engine.settings.now
    now = dataclasses.replace(before, recording=RecordingSettings(fps=12))
    bridge.engine.settings.now = now
    page.draw(SettingsChanged(before, now))
    row = next(row for row in page.rows if row.leaf.name == "fps")
    assert isinstance(row.control, NumberField)
    assert row.control.value() == 12


def test_a_search_shows_what_matches_and_no_more(page: SettingsPage) -> None:
    assert page.seek("warmed")
    assert shown(page) == ["countdown_s"]
    assert not any(each.isVisible() for each in page._lines)
    assert not page._reset.isVisible()
    assert page.seek("pictures")
    assert shown(page) == ["fps"]
    assert page._around[0].isVisible()
    assert not page.seek("no such thing")
    assert shown(page) == []
    assert page.seek("")
    assert len(shown(page)) == len(page.rows)
    assert page._reset.isVisible()


def test_what_has_nothing_to_say_stays_hidden_when_a_search_is_taken_back(qtbot: QtBot, bridge: FakeBridge) -> None:
    silent, speaking = Banner(), Banner()
    made = SettingsPage("recording", bridge, above=[lambda _parent: silent, lambda _parent: speaking])  # type: ignore[arg-type]  # as above
    qtbot.addWidget(made)
    made.show()
    speaking.tell("Look here.")
    made.seek("warmed")
    assert not speaking.isVisible()
    made.seek("")
    assert speaking.isVisible()
    assert not silent.isVisible()


def test_the_name_of_a_page_finds_all_of_it(page: SettingsPage) -> None:
    assert page.seek("recording")
    assert len(shown(page)) == len(page.rows)


def test_a_page_goes_back_to_its_defaults_after_a_question(qtbot: QtBot, bridge: FakeBridge, page: SettingsPage) -> None:
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "settings.reset" not in bridge.engine.called
    yes = next(each for each in box.buttons() if each.text() == "Set back")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert ("settings.reset", ("recording",), {}) in bridge.engine.calls


def test_what_could_not_be_kept_is_told_at_the_top(bridge: FakeBridge, page: SettingsPage) -> None:
    page.tell(StorageError("It cannot be written."))
    assert page._trouble.isVisible()
