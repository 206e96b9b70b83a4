"""Rows: every setting has a control that fits it, shows what the engine has, and asks the engine for what a person wants."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QToolButton

from lookhear.desktop.engine.settings.leaves import Leaf, leaf, leaves
from lookhear.desktop.settings.keys import KeyField
from lookhear.desktop.settings.rows import SettingRow
from lookhear.desktop.style.widgets.fields import NumberField
from lookhear.desktop.style.widgets.segmented import SegmentedControl
from lookhear.desktop.style.widgets.toggle import Switch
from lookhear.errors import SettingsError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.engine.settings.declared import Settings
    from tests.fakes.desktop import FakeBridge


def made(qtbot: QtBot, bridge: FakeBridge, page: str, name: str) -> SettingRow:
    row = SettingRow(leaf(page, name), bridge)  # type: ignore[arg-type]  # the fake has the bridge's face
    qtbot.addWidget(row)
    row.show()
    return row


def put(bridge: FakeBridge, page: str, **values: Any) -> None:  # noqa: ANN401 - whatever the settings are
    now: Settings = bridge.engine.settings.now
    bridge.engine.settings.now = dataclasses.replace(now, **{page: dataclasses.replace(getattr(now, page), **values)})


def wished(bridge: FakeBridge) -> list[tuple[object, ...]]:
    return [args for name, args, _ in bridge.engine.calls if name == "settings.put"]


@pytest.mark.parametrize("each", leaves(), ids=lambda each: each.key)
def test_every_setting_has_a_control_with_a_name_that_shows_its_value(qtbot: QtBot, bridge: FakeBridge, each: Leaf) -> None:
    row = made(qtbot, bridge, each.page, each.name)
    assert row.control.accessibleName() == each.words.label
    assert row.control.objectName() == each.key
    assert row.control.focusPolicy() != Qt.FocusPolicy.NoFocus or row.control.focusProxy() or isinstance(row.control, SegmentedControl)
    assert wished(bridge) == []


@pytest.mark.parametrize(
    ("page", "name", "kind"),
    [
        ("general", "notifies", Switch),
        ("general", "theme", SegmentedControl),
        ("general", "language", QComboBox),
        ("recording", "countdown_s", QComboBox),
        ("recording", "fps", NumberField),
        ("shortcuts", "toggle", KeyField),
        ("storage", "folder", QLineEdit),
    ],
)
def test_the_control_fits_the_type(qtbot: QtBot, bridge: FakeBridge, page: str, name: str, kind: type) -> None:
    assert type(made(qtbot, bridge, page, name).control) is kind or isinstance(made(qtbot, bridge, page, name).control, kind)


def test_a_switch_asks_at_once_and_so_does_a_click_on_its_words(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "general", "notifies")
    qtbot.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert wished(bridge) == [("general", "notifies", False)]
    row.draw()
    row.resize(500, 60)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(5, 30))
    assert wished(bridge) == [("general", "notifies", False)] * 2


def test_choices_side_by_side_are_chosen_by_a_click(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "general", "theme")
    dark = next(each for each in row.control.findChildren(QPushButton) if each.text() == "Dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert wished(bridge) == [("general", "theme", "dark")]


def test_a_list_is_chosen_from_by_keyboard(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "recording", "countdown_s")
    assert isinstance(row.control, QComboBox)
    assert row.control.currentText() == "3 s"
    qtbot.keyClick(row.control, Qt.Key.Key_Down)
    assert wished(bridge) == [("recording", "countdown_s", 5)]


def test_a_number_is_asked_for_when_it_is_typed_to_its_end(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "recording", "fps")
    assert isinstance(row.control, NumberField)
    row.control.selectAll()
    qtbot.keyClicks(row.control, "24")
    assert wished(bridge) == []
    qtbot.keyClick(row.control, Qt.Key.Key_Return)
    assert wished(bridge) == [("recording", "fps", 24)]


@pytest.mark.parametrize(("page", "name"), [("recording", "fps"), ("recording", "countdown_s")])
def test_the_wheel_turns_nothing_while_the_page_is_scrolled(qtbot: QtBot, bridge: FakeBridge, page: str, name: str) -> None:
    row = made(qtbot, bridge, page, name)
    row.control.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    row.control.wheelEvent(turn)
    assert wished(bridge) == []
    assert not turn.isAccepted()


def test_a_text_is_asked_for_when_it_is_left(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "storage", "folder")
    qtbot.keyClicks(row.control, " /media/disk ")
    assert wished(bridge) == []
    qtbot.keyClick(row.control, Qt.Key.Key_Return)
    assert wished(bridge) == [("storage", "folder", "/media/disk")]


def test_what_differs_from_its_default_can_be_taken_back(qtbot: QtBot, bridge: FakeBridge) -> None:
    put(bridge, "recording", fps=24)
    row = made(qtbot, bridge, "recording", "fps")
    back = row.findChild(QToolButton)
    assert back is not None
    assert back.isVisible()
    assert back.toolTip() == "Back to the default: 30"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert wished(bridge) == [("recording", "fps", 30)]
    put(bridge, "recording", fps=30)
    row.draw()
    assert not back.isVisible()


def test_a_refusal_stands_below_the_row_and_the_control_shows_what_is_true(qtbot: QtBot, bridge: FakeBridge) -> None:
    bridge.engine.settings.answers["put"] = SettingsError("The system does not let us.", hint="Ask it.")
    row = made(qtbot, bridge, "general", "start_at_login")
    before = row.heightForWidth(500)
    qtbot.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert isinstance(row.control, Switch)
    assert not row.control.isChecked()
    assert row.heightForWidth(500) > before
    assert "The system does not let us." in [each.text() for each in row.findChildren(type(row._told)) if each.isVisible()][-1]
    bridge.engine.settings.answers["put"] = None
    qtbot.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert not row._told.isVisible()


def test_a_text_that_was_refused_stays_to_be_mended(qtbot: QtBot, bridge: FakeBridge) -> None:
    bridge.engine.settings.answers["put"] = SettingsError("No.")
    row = made(qtbot, bridge, "storage", "folder")
    qtbot.keyClicks(row.control, "videos")
    qtbot.keyClick(row.control, Qt.Key.Key_Return)
    assert isinstance(row.control, QLineEdit)
    assert row.control.text() == "videos"


def test_a_search_finds_a_setting_by_any_of_its_words(qtbot: QtBot, bridge: FakeBridge) -> None:
    row = made(qtbot, bridge, "general", "theme")
    for wanted in ("appear", "DARK", "general.theme", "light appearance"):
        assert row.matches(wanted)
    assert not row.matches("dark microphone")
