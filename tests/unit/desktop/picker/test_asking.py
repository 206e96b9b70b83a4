from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.picker.asking import ask_without_microphone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_whoever_agrees_goes_on_and_whoever_does_not_goes_back(qtbot: QtBot) -> None:
    agreed: list[bool] = []
    for answer in ("Choose a microphone", "Record without it"):
        box = ask_without_microphone(None, agreed=lambda: agreed.append(True))
        next(button for button in box.buttons() if button.text() == answer).click()
        qtbot.waitUntil(lambda: True)
    assert agreed == [True]
