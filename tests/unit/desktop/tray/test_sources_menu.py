"""The menu's sources, with a fake engine."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest

from lookhear.desktop.actions import Actions
from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.tray.sources_menu import SourcesMenu, display_text, sound_text
from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from tests.fakes.views import DISPLAY, MIC, OUTPUT, recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

SECOND, HEADSET = ChannelId.display(2), ChannelId.parse("mic:headset")
ONE = DisplayOffer(channel_id=DISPLAY, number=1, name="One", device="HDMI-1", width=1920, height=1080, is_primary=True)
TWO = DisplayOffer(channel_id=SECOND, number=2, name="Two", device="DP-2", width=2560, height=1440, is_primary=False)
OFFERS = Offers(
    displays=(ONE, TWO),
    microphones=(
        SoundOffer(channel_id=MIC, name="Built-in", device="a", is_default=True),
        SoundOffer(channel_id=HEADSET, name="Head & set", device="b", is_default=False, is_call_quality=True),
    ),
    outputs=(SoundOffer(channel_id=OUTPUT, name="Speakers", device="c", is_default=True),),
)
CHOICE = Choice(displays=(DISPLAY,), primary=DISPLAY, microphone=MIC, system_audio=None)


@pytest.fixture
def menu(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows) -> Iterator[SourcesMenu]:
    bridge.engine.sources.answers |= {"offers": OFFERS, "choice": CHOICE}
    made = SourcesMenu(cast("Any", bridge), Actions(cast("Any", bridge), cast("Any", windows), windows))
    made.refresh()
    yield made
    made.deleteLater()


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(text))


def microphones(menu: SourcesMenu) -> QMenu:
    return cast("QMenu", entry(menu, "Microphone").menu())


def chosen(bridge: FakeBridge) -> Choice:
    """What the engine was asked to choose last."""
    name, (choice,), _ = bridge.engine.calls[-1]
    assert name == "sources.choose"
    assert isinstance(choice, Choice)
    return choice


def test_offers_and_choice_are_drawn(menu: SourcesMenu) -> None:
    rows = [(action.text(), action.isChecked()) for action in menu.actions() if action.isCheckable()]
    assert rows == [("Display 1 – HDMI-1 (1920 × 1080)", True), ("Display 2 – DP-2 (2560 × 1440)", False), ("System audio", False)]
    rows = [(action.text(), action.isChecked()) for action in microphones(menu).actions()]
    assert [is_on for _, is_on in rows] == [False, True, False]
    assert rows[2][0] == "Head && set (call quality)"
    assert menu.actions()[-1].text() == "Choose sources…"


def test_a_display_is_added_and_taken_away(menu: SourcesMenu, bridge: FakeBridge) -> None:
    entry(menu, "Display 2").trigger()
    assert chosen(bridge) == dataclasses.replace(CHOICE, displays=(DISPLAY, SECOND))
    entry(menu, "Display 1").trigger()
    assert chosen(bridge) == dataclasses.replace(CHOICE, displays=(SECOND,), primary=SECOND)
    entry(menu, "Display 2").trigger()
    assert chosen(bridge) == dataclasses.replace(CHOICE, displays=(), primary=None)


def test_a_microphone_is_chosen_or_none(menu: SourcesMenu, bridge: FakeBridge) -> None:
    entry(microphones(menu), "Head").trigger()
    assert chosen(bridge).microphone == HEADSET
    entry(microphones(menu), "None").trigger()
    assert chosen(bridge).microphone is None


def test_system_audio_is_switched(menu: SourcesMenu, bridge: FakeBridge) -> None:
    entry(menu, "System audio").trigger()
    assert chosen(bridge).system_audio == OUTPUT
    bridge.post(ChoiceChanged(chosen(bridge)))
    entry(menu, "System audio").trigger()
    assert chosen(bridge).system_audio is None


def test_what_comes_and_goes_is_drawn(menu: SourcesMenu, bridge: FakeBridge) -> None:
    bridge.post(OffersChanged(Offers()))
    assert not entry(menu, "No display").isEnabled()
    assert not entry(menu, "System audio").isEnabled()
    assert [action.text() for action in microphones(menu).actions()] == ["None"]


def test_while_something_is_recorded_it_only_shows(menu: SourcesMenu, bridge: FakeBridge) -> None:
    bridge.show(phase=Phase.RECORDING, recording=recording())
    assert not any(action.isEnabled() for action in menu.actions() if action.isCheckable())
    bridge.show(phase=Phase.IDLE, recording=None)
    assert entry(menu, "Display 1").isEnabled()


def test_a_choice_that_is_refused_is_shown_as_it_was(menu: SourcesMenu, bridge: FakeBridge) -> None:
    bridge.engine.sources.answers["choose"] = SourceUnavailable("It is gone.")
    entry(menu, "Display 2").trigger()
    assert not entry(menu, "Display 2").isChecked()


def test_words() -> None:
    assert display_text(TWO) == "Display 2 – DP-2 (2560 × 1440)"
    assert sound_text(OFFERS.microphones[1]) == "Head && set (call quality)"
