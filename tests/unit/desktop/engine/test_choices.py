from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.desktop.engine.choices import is_remembered, proposal, recalled, remembered, settled
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.protocol.channels import ChannelId, ChannelKind

D1, D2, D3 = (ChannelId.display(number) for number in (1, 2, 3))


def display(number: int, device: str, *, is_primary: bool = False) -> DisplayOffer:
    return DisplayOffer(
        channel_id=ChannelId.display(number), number=number, name=device, device=device, width=1920, height=1080, is_primary=is_primary
    )


def sound(kind: ChannelKind, key: str, *, is_call_quality: bool = False, is_built_in: bool = False) -> SoundOffer:
    return SoundOffer(
        channel_id=ChannelId(kind, key),
        name=key,
        device=key,
        is_default=key == "default",
        is_call_quality=is_call_quality,
        is_built_in=is_built_in,
    )


def mic(key: str) -> ChannelId:
    return ChannelId(ChannelKind.MIC, key)


OUTPUT = sound(ChannelKind.SYSTEM_AUDIO, "default")
DESK = Offers(
    displays=(display(1, "eDP-1"), display(2, "HDMI-1", is_primary=True)),
    microphones=(sound(ChannelKind.MIC, "default"), sound(ChannelKind.MIC, "usb")),
    outputs=(OUTPUT, sound(ChannelKind.SYSTEM_AUDIO, "hdmi")),
)
HEADSET = (
    sound(ChannelKind.MIC, "default", is_call_quality=True),
    sound(ChannelKind.MIC, "usb"),
    sound(ChannelKind.MIC, "inside", is_built_in=True),
    sound(ChannelKind.MIC, "headset", is_call_quality=True),
)


def recall(offers: Offers, memory: object) -> Choice:
    return recalled(offers, memory, prefers_built_in=True)


def test_the_primary_display_and_what_the_system_uses_are_proposed() -> None:
    assert proposal(DESK, prefers_built_in=True) == Choice(
        displays=(D2,), primary=D2, microphone=mic("default"), system_audio=OUTPUT.channel_id
    )


def test_the_built_in_microphone_is_proposed_over_one_of_call_quality() -> None:
    offers = replace(DESK, microphones=HEADSET)
    assert proposal(offers, prefers_built_in=True).microphone == mic("inside")
    assert proposal(offers, prefers_built_in=False).microphone == mic("default")
    assert proposal(replace(offers, microphones=HEADSET[:2]), prefers_built_in=True).microphone == mic("usb")
    assert proposal(replace(offers, microphones=HEADSET[:1]), prefers_built_in=True).microphone == mic("default")


def test_a_sound_that_does_not_exist_is_not_proposed_but_one_whose_system_is_away_is() -> None:
    none = Offers(displays=DESK.displays, microphone_trouble="No microphone is connected.")
    assert proposal(none, prefers_built_in=True).microphone is None
    away = Offers(displays=DESK.displays, sound_trouble="The audio server does not answer.")
    assert proposal(away, prefers_built_in=True).microphone == mic("default")
    assert proposal(away, prefers_built_in=True).system_audio == OUTPUT.channel_id


def test_nothing_is_proposed_where_nothing_is() -> None:
    assert proposal(Offers(), prefers_built_in=True) == Choice(displays=(), primary=None, microphone=None, system_audio=None)


def test_a_choice_is_recalled_for_the_same_displays_under_other_numbers() -> None:
    memory = remembered(DESK, Choice(displays=(D1, D2), primary=D1, microphone=None, system_audio=OUTPUT.channel_id), None)
    turned = replace(DESK, displays=(display(1, "HDMI-1"), display(2, "eDP-1")))
    assert recall(turned, memory) == Choice(displays=(D1, D2), primary=D2, microphone=None, system_audio=OUTPUT.channel_id)
    assert is_remembered(turned, memory)


def test_each_set_of_displays_has_a_choice_of_its_own() -> None:
    laptop = replace(DESK, displays=DESK.displays[:1])
    memory = remembered(DESK, Choice(displays=(D1, D2), primary=D2, microphone=mic("usb"), system_audio=None), None)
    memory = remembered(laptop, Choice(displays=(D1,), primary=D1, microphone=None, system_audio=None), memory)
    assert recall(DESK, memory).microphone == mic("usb")
    assert recall(laptop, memory).microphone is None


def test_for_new_displays_the_last_sounds_are_taken() -> None:
    memory = remembered(DESK, Choice(displays=(D1, D2), primary=D2, microphone=mic("usb"), system_audio=None), None)
    elsewhere = replace(DESK, displays=(display(3, "DP-9", is_primary=True),))
    assert recall(elsewhere, memory) == Choice(displays=(D3,), primary=D3, microphone=mic("usb"), system_audio=None)
    assert not is_remembered(elsewhere, memory)


def test_a_remembered_microphone_that_is_away_gives_way_and_comes_back() -> None:
    memory = remembered(DESK, Choice(displays=(D1,), primary=D1, microphone=mic("usb"), system_audio=None), None)
    assert recall(replace(DESK, microphones=DESK.microphones[:1]), memory).microphone == mic("default")
    assert recall(DESK, memory).microphone == mic("usb")


def test_sound_alone_may_be_chosen_and_is_remembered() -> None:
    memory = remembered(DESK, Choice(displays=(), primary=None, microphone=mic("usb"), system_audio=None), None)
    assert recall(DESK, memory).displays == ()


def test_a_choice_is_settled_in_order_with_a_primary_display_among_it() -> None:
    wild = Choice(displays=(D3, D1, D3), primary=D2, microphone=None, system_audio=None)
    assert (settled(wild).displays, settled(wild).primary) == ((D1, D3), D1)
    assert settled(replace(wild, displays=())).primary is None


def test_only_so_many_sets_are_remembered_and_the_oldest_goes() -> None:
    memory: object = None
    choice = Choice(displays=(D1,), primary=D1, microphone=None, system_audio=None)
    desks = [replace(DESK, displays=(display(1, f"OUT-{number}"),)) for number in range(40)]
    for desk in desks:
        memory = remembered(desk, choice, memory)
    assert [is_remembered(desk, memory) for desk in desks] == [False] * 16 + [True] * 24


@pytest.mark.parametrize(
    "memory",
    [
        None,
        [],
        {"sets": []},
        {"sets": {"HDMI-1 | eDP-1": 3}},
        {"sets": {"HDMI-1 | eDP-1": {"displays": 7, "microphone": {"a": 1}}}, "sounds": "loud"},
        {"sets": {"HDMI-1 | eDP-1": {"displays": ["DP-1", 4], "primary": []}}},
    ],
)
def test_a_memory_that_makes_no_sense_harms_nobody(memory: object) -> None:
    choice = recall(DESK, memory)
    assert choice.microphone == mic("default")
    assert choice.primary in {None, D1, D2}
