from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged
from lookhear.desktop.engine.settings.declared import RecordingSettings
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.picker.window import PickerWindow
from lookhear.errors import NothingToCapture, StorageError
from lookhear.system.permissions.kinds import Permission
from tests.fakes.offering import BUILT_IN, CHOICE, D1, D2, HEADSET, OFFERS, OUTPUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.engine.sources import Choice
    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.fixture
def window(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> PickerWindow:
    bridge.engine.sources.answers = {"offers": OFFERS, "choice": CHOICE}
    made = PickerWindow(bridge, windows)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    return made


def button(window: PickerWindow, text: str) -> QPushButton:
    return next(found for found in window.findChildren(QPushButton) if found.text().startswith(text))


def press(qtbot: QtBot, window: PickerWindow, text: str) -> None:
    qtbot.mouseClick(button(window, text), Qt.MouseButton.LeftButton)


def texts(window: PickerWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def asked(bridge: FakeBridge, name: str) -> list[tuple[Any, ...]]:
    return [args for called, args, _ in bridge.engine.calls if called == name]


def watched(bridge: FakeBridge) -> set[Any]:
    return set(asked(bridge, "previews.watch")[-1][1])


def test_every_display_is_seen_and_what_is_chosen_is_heard(bridge: FakeBridge, window: PickerWindow) -> None:
    assert watched(bridge) == {D1, D2, BUILT_IN, OUTPUT}
    assert bridge.engine.calls[0] == ("sources.follow", ("picker",), {"is_on": True})


def test_nothing_is_looked_at_once_the_window_is_hidden_or_minimised(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    window.showMinimized()
    assert watched(bridge) == set()
    window.showNormal()
    assert watched(bridge) == {D1, D2, BUILT_IN, OUTPUT}
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert watched(bridge) == set()
    assert bridge.engine.calls[-2] == ("sources.follow", ("picker",), {"is_on": False})


def test_a_choice_is_remembered_at_once_and_the_button_follows(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    assert button(window, "Record display 1, microphone, and system audio").isEnabled()
    qtbot.keyClick(window.findChildren(type(window._displays.cards[1].checkbox))[1], Qt.Key.Key_Space)
    wished: Choice = asked(bridge, "sources.choose")[-1][0]
    assert wished.displays == (D1, D2)
    assert button(window, "Record 2 displays, microphone, and system audio").isVisible()
    window._microphone.chosen.emit(None)
    assert asked(bridge, "sources.choose")[-1][0].microphone is None
    assert watched(bridge) == {D1, D2, OUTPUT}
    window._system_audio.chosen.emit(None)
    assert button(window, "Record 2 displays").isVisible()
    press(qtbot, window, "Small files")
    assert asked(bridge, "sources.choose")[-1][0].quality == "small"


def test_the_button_records_what_is_shown_and_the_window_goes_out_of_the_way(
    qtbot: QtBot, bridge: FakeBridge, window: PickerWindow
) -> None:
    press(qtbot, window, "Record display 1")
    assert asked(bridge, "sources.choose") == [(CHOICE,)]
    assert bridge.engine.called[-1] == "recording.start"
    assert not window.isVisible()
    assert watched(bridge) == set()


def test_enter_records_too(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "recording.start" in bridge.engine.called)


def test_a_start_that_fails_brings_the_window_back_with_a_sentence(
    qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, window: PickerWindow
) -> None:
    bridge.engine.recording.answers["start"] = NothingToCapture("Nothing could be captured.")
    press(qtbot, window, "Record display 1")
    assert windows.shown == [("picker", None)]
    window.show()
    assert "Nothing could be" in texts(window) or "captured" in texts(window)


def test_before_a_recording_without_microphone_is_asked(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.post(ChoiceChanged(replace(CHOICE, microphone=None)))
    press(qtbot, window, "Record display 1 and system audio")
    assert "recording.start" not in bridge.engine.called
    box = window.findChild(QMessageBox)
    assert box is not None
    next(found for found in box.buttons() if found.text() == "Record without it").click()
    assert "recording.start" in bridge.engine.called


def test_whoever_switched_the_question_off_is_not_asked(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    settings = bridge.engine.settings.now
    bridge.engine.settings.now = replace(settings, recording=RecordingSettings(asks_without_microphone=False))
    bridge.post(ChoiceChanged(replace(CHOICE, microphone=None)))
    press(qtbot, window, "Record display 1 and system audio")
    assert "recording.start" in bridge.engine.called


def test_sources_that_come_and_go_are_shown(bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.post(OffersChanged(replace(OFFERS, displays=OFFERS.displays[:1], microphones=OFFERS.microphones[:1])))
    assert len(window._displays.cards) == 1
    assert len(window._microphone.rows) == 2
    assert D2 not in watched(bridge)


def test_what_the_engine_chose_is_shown(bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.post(ChoiceChanged(replace(CHOICE, displays=(D2,), primary=D2, microphone=HEADSET, system_audio=None)))
    assert [card.is_chosen for card in window._displays.cards] == [False, True]
    assert HEADSET in watched(bridge)


def test_a_choice_on_its_way_is_not_overtaken_by_an_older_one(bridge: FakeBridge, window: PickerWindow) -> None:
    old, answers = replace(CHOICE, microphone=HEADSET), []

    def tell_of_an_older_one(choice: Choice) -> None:
        answers.append(choice)
        bridge.post(ChoiceChanged(old))
        assert [card.is_chosen for card in window._displays.cards] == [True, False]
        bridge.post(ChoiceChanged(choice))

    bridge.engine.sources.answers["choose"] = tell_of_an_older_one
    window._microphone.chosen.emit(None)
    assert answers[0].microphone is None
    assert window._microphone.rows[-1].radio.isChecked()


def test_a_choice_that_cannot_be_kept_is_told(bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.engine.sources.answers["choose"] = StorageError("The disk says no.")
    window._microphone.chosen.emit(None)
    assert "disk" in texts(window).lower()


def test_while_it_records_the_button_stops(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.show(phase=Phase.RECORDING)
    assert "from the next recording" in texts(window)
    press(qtbot, window, "Stop recording")
    assert bridge.engine.called[-1] == "recording.stop"
    bridge.show(phase=Phase.STOPPING)
    assert not button(window, "Stop recording").isEnabled()


def test_what_the_system_does_not_allow_is_told_with_a_way_to_mend_it(
    qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, window: PickerWindow
) -> None:
    bridge.show(missing_permissions=(Permission.SCREEN_CAPTURE,))
    assert not button(window, "Record display 1").isEnabled()
    press(qtbot, window, "Fix permissions")
    assert windows.shown == [("first run", None)]


def test_what_is_not_allowed_and_not_wanted_holds_up_nothing(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.show(missing_permissions=(Permission.MICROPHONE,))
    assert not button(window, "Record display 1, microphone").isEnabled()
    window._microphone.chosen.emit(None)
    assert button(window, "Record display 1 and system audio").isEnabled()


def test_a_permission_is_told_of_once_until_it_changes(qtbot: QtBot, bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.show(missing_permissions=(Permission.SCREEN_CAPTURE,))
    qtbot.mouseClick(window._banner._dismiss, Qt.MouseButton.LeftButton)
    bridge.show()
    assert not window._banner.isVisible()
    bridge.show(missing_permissions=(Permission.MICROPHONE,))
    assert window._banner.isVisible()
    bridge.show(missing_permissions=())
    assert not window._banner.isVisible()


def test_nothing_can_be_recorded_where_nothing_is_chosen(bridge: FakeBridge, window: PickerWindow) -> None:
    bridge.post(ChoiceChanged(replace(CHOICE, displays=(), primary=None, microphone=None, system_audio=None)))
    assert not button(window, "Nothing is chosen").isEnabled()
