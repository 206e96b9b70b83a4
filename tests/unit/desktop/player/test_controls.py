from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider, QToolButton

from lookhear.desktop.player.controls import SPEEDS, Controls

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def controls(qtbot: QtBot) -> Controls:
    made = Controls()
    qtbot.addWidget(made)
    made.show_recording(displays=("Built-in display", "Other"), sounds=("Mix", "Microphone", "System audio"), has_pauses=True)
    made.show()
    return made


def named(controls: Controls, kind: type[QAbstractButton | QComboBox | QSlider], name: str) -> QAbstractButton | QComboBox | QSlider:
    return next(each for each in controls.findChildren(kind) if each.accessibleName() == name)


def test_every_control_has_a_name_and_an_icon_a_tooltip(controls: Controls) -> None:
    for control in (*controls.findChildren(QAbstractButton), *controls.findChildren(QComboBox), *controls.findChildren(QSlider)):
        assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()), control
    assert all(button.toolTip() for button in controls.findChildren(QToolButton) if not button.text())


def test_the_button_says_what_it_would_do(controls: Controls, qtbot: QtBot) -> None:
    button = named(controls, QToolButton, "Play")
    with qtbot.waitSignal(controls.toggled):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    controls.show_playing(True)  # noqa: FBT003 - a state
    assert button.accessibleName() == "Pause"
    assert "Space" in button.toolTip()


def test_a_step_goes_either_way(controls: Controls, qtbot: QtBot) -> None:
    steps: list[int] = []
    controls.stepped.connect(steps.append)
    qtbot.mouseClick(named(controls, QToolButton, "One picture back (,)"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(controls, QToolButton, "One picture on (.)"), Qt.MouseButton.LeftButton)
    assert steps == [-1, 1]


def test_only_what_can_be_chosen_is_offered(controls: Controls) -> None:
    sounds = named(controls, QComboBox, "Sound")
    assert isinstance(sounds, QComboBox)
    assert [sounds.itemText(row) for row in range(sounds.count())] == ["All sounds", "Microphone", "System audio"]
    controls.show_recording(displays=("One",), sounds=("Microphone",), has_pauses=False)
    assert not sounds.isVisible()
    assert not any(button.isVisible() for button in controls.findChildren(QAbstractButton) if button.text() in {"One", "Skip pauses"})


def test_a_sound_and_a_display_are_chosen_by_their_number(controls: Controls, qtbot: QtBot) -> None:
    sounds = named(controls, QComboBox, "Sound")
    assert isinstance(sounds, QComboBox)
    with qtbot.waitSignal(controls.sound_chosen) as chosen:
        sounds.setCurrentIndex(2)
    assert chosen.args == [2]
    other = next(button for button in controls.findChildren(QAbstractButton) if button.text() == "Other")
    with qtbot.waitSignal(controls.display_chosen) as shown:
        qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert shown.args == [1]


def test_off_and_on_is_as_loud_as_before(controls: Controls) -> None:
    heard: list[int] = []
    controls.volume_chosen.connect(heard.append)
    controls.change_volume(-40)
    controls.toggle_mute()
    assert named(controls, QToolButton, "Turn the sound on").isEnabled()
    controls.toggle_mute()
    controls.change_volume(500)
    assert heard == [60, 0, 60, 100]
    assert controls.volume == 100


def test_the_speed_goes_by_steps_and_ends_where_there_is_no_other(controls: Controls) -> None:
    chosen: list[float] = []
    controls.speed_chosen.connect(chosen.append)
    for _ in SPEEDS:
        controls.change_speed(1)
    for _ in SPEEDS:
        controls.change_speed(-1)
    assert chosen[:4] == [1.25, 1.5, 2.0, 3.0]
    assert chosen[-1] == 0.5
    speeds = named(controls, QComboBox, "Speed")
    assert isinstance(speeds, QComboBox)
    assert speeds.itemText(SPEEDS.index(1.25)) == "1.25×"


def test_what_is_remembered_is_shown_without_telling_anybody(controls: Controls) -> None:
    told: list[object] = []
    controls.volume_chosen.connect(told.append)
    controls.skipping_chosen.connect(told.append)
    controls.show_volume(30)
    controls.show_skipping(False)  # noqa: FBT003 - a state
    controls.show_display(1)
    assert (controls.volume, controls.is_skipping, told) == (30, False, [])


def test_time_is_told_as_clocks_tell_it(controls: Controls) -> None:
    controls.show_time(62, 3723)
    assert controls._time.text() == "1:02 / 1:02:03"
