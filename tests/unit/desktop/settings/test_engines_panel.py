from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.engine.understanding.engine_values import EngineWish
from lookhear.desktop.settings.engines_panel import EnginesPanel
from lookhear.errors import SettingsError
from lookhear.understanding.plugin import EngineKind
from tests.tools.gallery import understood

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows
    from tests.fakes.desktop import FakeBridge, FakeWindows


@pytest.fixture
def panel(bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot) -> EnginesPanel:
    understood.fill(bridge)
    made = EnginesPanel(cast("Bridge", bridge), cast("Windows", windows))
    qtbot.addWidget(made)
    made.show()
    while made.make_more():  # as it does by itself, one at a time
        pass
    return made


def test_cards_are_made_one_by_one(bridge: FakeBridge, windows: FakeWindows, qtbot: QtBot) -> None:
    understood.fill(bridge)
    made = EnginesPanel(cast("Bridge", bridge), cast("Windows", windows))
    qtbot.addWidget(made)
    assert not made._cards
    assert [made.make_more() for _ in range(len(EngineKind) + 1)] == [*[True] * len(EngineKind), False]
    made.show()
    assert all(card.isVisible() for card in made._cards.values())


def test_all_kinds_are_shown_and_nothing_is_run(panel: EnginesPanel, bridge: FakeBridge) -> None:
    assert all(card.isVisible() for card in panel._cards.values())
    assert bridge.engine.called == ["engines.look"]
    assert panel._mask.isChecked()
    assert "secrets.json" in panel._cards[EngineKind.LANGUAGE]._place.text()


def test_choosing_testing_installing_and_masking_reach_the_engine(panel: EnginesPanel, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.engine.engines.answers |= {"install": lambda *_, **__: understood.engines(), "set_masking": lambda **_: understood.engines()}
    card = panel._cards[EngineKind.SPEECH]
    card.wished.emit(EngineWish(kind=EngineKind.SPEECH, engine="pocketsphinx"))
    card.test_wanted.emit(EngineKind.SPEECH)
    card.install_wanted.emit("sherpa-onnx")
    qtbot.mouseClick(panel._mask, Qt.MouseButton.LeftButton)
    assert bridge.engine.called == ["engines.look", "engines.choose", "engines.test", "engines.install", "engines.set_masking"]
    assert card._result.accessibleName() == "It works. Of the sample it made: “hello world” (1.4 s)"


def test_what_goes_wrong_is_told_where_it_was_wished(panel: EnginesPanel, bridge: FakeBridge) -> None:
    card = panel._cards[EngineKind.SPEECH]
    for name in ("choose", "test", "install"):
        bridge.engine.engines.answers[name] = SettingsError("That makes no sense.")
    card.wished.emit(EngineWish(kind=EngineKind.SPEECH, engine="x"))
    assert card._result.isVisible()
    card._result.tell("")
    card.test_wanted.emit(EngineKind.SPEECH)
    assert card._result.isVisible()
    card._result.tell("")
    card.install_wanted.emit("sherpa-onnx")
    assert card._result.isVisible()
    bridge.engine.engines.answers["install"] = Cancelled("Nobody waits for this any more.")
    card._result.tell("")
    card.install_wanted.emit("sherpa-onnx")
    card.cancel_wanted.emit()
    assert not card._result.isVisible()


def test_a_file_that_cannot_be_read_and_plugins_that_were_left_out_are_told(panel: EnginesPanel, bridge: FakeBridge) -> None:
    bridge.engine.engines.answers["look"] = SettingsError("The file cannot be read.")
    panel.ask()
    assert panel._trouble.isVisible()
    view = dataclasses.replace(understood.engines(), troubles=("The engine 'x' is left out.",), keys_at="")
    bridge.engine.engines.answers["look"] = view
    panel.ask()
    assert "left out" in panel._trouble.accessibleName()
    assert "keyring" in panel._cards[EngineKind.LANGUAGE]._place.text()


def test_privacy_is_one_click_away(panel: EnginesPanel, windows: FakeWindows) -> None:
    next(each for each in panel.findChildren(QPushButton) if each.property("role") == "link").click()
    assert windows.shown == [("settings", "privacy")]
