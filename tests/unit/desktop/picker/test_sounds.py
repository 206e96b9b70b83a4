from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from lookhear.desktop.engine.events import PreviewTrouble
from lookhear.desktop.picker.sounds import SoundPart
from tests.fakes.offering import BUILT_IN, HEADSET, MIC, OFFERS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge


@pytest.fixture
def part(qtbot: QtBot, bridge: FakeBridge) -> SoundPart:
    made = SoundPart("Microphone", bridge, off="No microphone", nothing="No microphone is connected.")
    qtbot.addWidget(made)
    made.show()
    made.show_offers(OFFERS.microphones)
    made.show_channel(BUILT_IN)
    return made


def texts(part: SoundPart) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def chosen(part: SoundPart) -> list[bool]:
    return [row.radio.isChecked() for row in part.rows]


def test_there_is_a_row_for_each_and_one_for_none(part: SoundPart) -> None:
    assert chosen(part) == [False, True, False, False]
    assert "16 kHz · mono" in texts(part)
    assert texts(part).count("Call quality") == 2
    assert part.rows[0].radio.accessibleName() == "System default: WH-1000XM4, 16 kHz · mono, Call quality"
    assert part.rows[-1].radio.accessibleName() == "No microphone"


def test_a_click_on_the_words_chooses(qtbot: QtBot, part: SoundPart) -> None:
    with qtbot.waitSignal(part.chosen) as told:
        qtbot.mouseClick(part.rows[2], Qt.MouseButton.LeftButton, pos=QPoint(60, 5))
    assert told.args == [HEADSET]


def test_the_keyboard_chooses_none(qtbot: QtBot, part: SoundPart) -> None:
    with qtbot.waitSignal(part.chosen) as told:
        qtbot.keyClick(part.rows[-1].radio, Qt.Key.Key_Space)
    assert told.args == [None]


def test_what_is_chosen_is_told_in_words(part: SoundPart) -> None:
    assert "Opened now for the meter alone" in texts(part)
    part.show_channel(HEADSET)
    assert "sounds like a phone call" in texts(part)
    part.show_channel(None)
    assert chosen(part) == [False, False, False, True]
    assert "it is not opened" in texts(part)


def test_while_something_is_recorded_the_meter_is_its(part: SoundPart) -> None:
    part.show_recording(is_recording=True)
    assert "what is being recorded" in texts(part)


def test_a_microphone_that_went_away_is_told_of_until_it_is_back(bridge: FakeBridge, part: SoundPart) -> None:
    bridge.post(PreviewTrouble(MIC, "Another one went away."))
    assert "went away" not in texts(part)
    bridge.post(PreviewTrouble(BUILT_IN, "It went away."))
    assert "It went away." in texts(part)
    bridge.post(PreviewTrouble(BUILT_IN, ""))
    assert "went away" not in texts(part)


def test_where_there_is_none_it_is_said_why(part: SoundPart) -> None:
    part.show_offers(())
    part.show_channel(None)
    assert "No microphone is connected." in texts(part)
    part.show_offers((), "No audio server can be reached.")
    assert "No audio server can be reached." in texts(part)
    assert len(part.rows) == 1


def test_the_keyboard_stays_in_the_list_when_it_changes(qtbot: QtBot, part: SoundPart) -> None:
    part.activateWindow()
    part.rows[1].radio.setFocus()
    part.show_offers(OFFERS.microphones[:2])
    assert part.focusWidget() is part.rows[0].radio
