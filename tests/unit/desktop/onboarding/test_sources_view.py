"""What would be recorded, live: watched while it is seen, and not a moment longer."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.desktop.onboarding.sources_view import SourcesView
from lookhear.desktop.preview.meter import Meter
from lookhear.desktop.preview.tile import PreviewTile
from lookhear.desktop.style.widgets.labels import ElidedLabel
from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge

FIRST, SECOND = ChannelId.display(1), ChannelId.display(2)
MICROPHONE, OUTPUT = ChannelId.parse("mic:default"), ChannelId.parse("system_audio:default")
CHOICE = Choice(displays=(FIRST, SECOND), primary=SECOND, microphone=MICROPHONE, system_audio=OUTPUT)
OFFERS = Offers(
    displays=(DisplayOffer(channel_id=SECOND, number=2, name="Dell", device="DP-1", width=1920, height=1080, is_primary=True),),
    microphones=(SoundOffer(channel_id=MICROPHONE, name="Yeti", device="usb", is_default=True),),
)


@pytest.fixture
def view(qtbot: QtBot, bridge: FakeBridge) -> SourcesView:
    bridge.engine.sources.answers = {"choice": CHOICE, "offers": OFFERS}
    made = SourcesView(cast("Any", bridge))
    qtbot.addWidget(made)
    made.show()
    return made


def watched(bridge: FakeBridge) -> Any:  # noqa: ANN401 - channels
    return [args for name, args, _ in bridge.engine.calls if name == "previews.watch"][-1]


def words(view: SourcesView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_primary_display_and_both_sounds_are_watched(view: SourcesView, bridge: FakeBridge) -> None:
    assert watched(bridge) == ("first run", (SECOND, MICROPHONE, OUTPUT))
    (tile,) = view.findChildren(PreviewTile)
    assert tile.channel == SECOND
    assert "Dell" in tile.accessibleName()
    assert any("Yeti" in label.accessibleName() or "Yeti" in label.text() for label in view.findChildren(ElidedLabel))
    assert "and 1 more display(s)" in words(view)


def test_nothing_is_watched_that_nobody_sees(view: SourcesView, bridge: FakeBridge) -> None:
    view.hide()
    assert watched(bridge) == ("first run", ())
    bridge.post(ChoiceChanged(CHOICE))
    assert watched(bridge) == ("first run", ())


def test_what_is_off_has_no_level_and_is_not_watched(view: SourcesView, bridge: FakeBridge) -> None:
    bridge.post(ChoiceChanged(dataclasses.replace(CHOICE, displays=(), primary=None, microphone=None)))
    assert watched(bridge) == ("first run", (OUTPUT,))
    assert [meter.isVisible() for meter in view.findChildren(Meter)] == [False, True]
    assert "No display is recorded." in words(view)


def test_another_primary_display_takes_its_place(view: SourcesView, bridge: FakeBridge) -> None:
    bridge.post(ChoiceChanged(dataclasses.replace(CHOICE, primary=FIRST)))
    assert watched(bridge)[1][0] == FIRST
    bridge.post(OffersChanged(Offers()))
    assert watched(bridge)[1][0] == FIRST


def test_others_can_be_chosen(view: SourcesView, qtbot: QtBot) -> None:
    link = next(each for each in view.findChildren(QPushButton) if each.text().startswith("Choose"))
    with qtbot.waitSignal(view.wanted):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
