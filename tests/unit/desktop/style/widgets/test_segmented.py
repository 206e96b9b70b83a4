from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lookhear.desktop.style.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OPTIONS = ((10, "Calm"), (30, "Smooth"), (60, "Very smooth"))


@pytest.fixture
def control(qtbot: QtBot) -> SegmentedControl:
    made = SegmentedControl("Movement", OPTIONS)
    qtbot.addWidget(made)
    made.set_value(30)
    return made


def test_a_value_can_be_chosen_without_a_signal(control: SegmentedControl, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(control.chosen):
        control.set_value(60)
    assert control.value() == 60
    control.set_value(17)
    assert control.value() == 60


def test_a_click_chooses_and_tells(control: SegmentedControl, qtbot: QtBot) -> None:
    first = control.findChildren(QPushButton)[0]
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert told.args == [10]
    assert control.value() == 10


def test_each_button_is_named_with_what_it_is_about(control: SegmentedControl) -> None:
    assert [button.accessibleName() for button in control.findChildren(QPushButton)] == [f"Movement: {text}" for _, text in OPTIONS]


def test_other_options_keep_the_choice_where_its_value_stays(control: SegmentedControl) -> None:
    control.set_options(((30, "Flüssig"), (60, "Sehr flüssig")))
    assert control.value() == 30
    control.set_options(((1, "One"),))
    assert control.value() is None
