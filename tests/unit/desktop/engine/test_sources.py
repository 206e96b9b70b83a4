from __future__ import annotations

from dataclasses import replace

from lookhear.protocol.channels import ChannelId
from tests.fakes.offering import BUILT_IN, CHOICE, D1, D2, HDMI, MIC, OFFERS, OUTPUT


def test_a_choice_names_every_channel_that_is_recorded() -> None:
    assert CHOICE.channels == (D1, BUILT_IN, OUTPUT)
    assert replace(CHOICE, displays=(D1, D2), microphone=None).channels == (D1, D2, OUTPUT)


def test_an_offer_is_found_by_its_channel() -> None:
    second = OFFERS.display(D2)
    assert second is not None
    assert second.device == "HDMI-1"
    assert OFFERS.display(ChannelId.display(9)) is None
    assert OFFERS.display(None) is None
    output = OFFERS.sound(HDMI)
    assert output is not None
    assert output.name == "HDMI"
    assert OFFERS.sound(D1) is None


def test_what_stands_for_the_systems_own_choice_is_known() -> None:
    assert [OFFERS.sound(channel) for channel in (MIC, BUILT_IN)] == list(OFFERS.microphones[:2])
    assert [offer.follows_system for offer in OFFERS.microphones] == [True, False, False]
