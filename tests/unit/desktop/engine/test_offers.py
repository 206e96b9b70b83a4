from __future__ import annotations

from lookhear.desktop.engine.offers import list_displays, list_sounds, offers_of
from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.audio.nothing import NoAudio
from lookhear.recorder.sources.audio.traits import BUS
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from tests.fakes.catalogues import ListedScreens, ListedSounds, display_info, sound_info


def absent(kind: ChannelKind, reason: str) -> ChannelInfo:
    return ChannelInfo(channel_id=ChannelId(kind, "default"), name="none", device="", is_default=True, can_open=False, reason=reason)


def test_displays_are_offered_in_the_order_of_their_numbers_and_none_is_opened() -> None:
    screens = ListedScreens([display_info(2, size=(2560, 1440)), display_info(1, is_default=True)])
    listed = list_displays(lambda: screens)
    assert [(offer.number, offer.width, offer.is_primary, offer.x) for offer in listed.displays] == [
        (1, 1920, True, 0),
        (2, 2560, False, 1920),
    ]
    assert screens.probes == [False]


def test_where_no_display_can_be_seen_it_is_said_why() -> None:
    listed = list_displays(lambda: RefusedCatalogue("This is a Wayland session.", "Log in to an X11 session."))
    assert listed.displays == ()
    assert listed.trouble == "This is a Wayland session."


def test_what_the_system_uses_comes_first() -> None:
    sounds = ListedSounds([sound_info(ChannelKind.MIC, "usb", is_default=False), sound_info(ChannelKind.MIC, "default")])
    listed = list_sounds(lambda: sounds)
    assert [offer.channel_id.key for offer in listed.microphones] == ["default", "usb"]
    assert listed.microphones[0].follows_system
    assert sounds.probes == [False]


def test_a_microphone_of_a_bluetooth_headset_is_marked_and_its_output_is_not() -> None:
    infos = [sound_info(ChannelKind.MIC, "headset"), sound_info(ChannelKind.SYSTEM_AUDIO, "headset")]
    for info in infos:
        info.details[BUS] = "bluetooth"
    listed = list_sounds(lambda: ListedSounds(infos))
    assert listed.microphones[0].is_call_quality
    assert not listed.outputs[0].is_call_quality


def test_a_kind_of_which_there_is_nothing_says_why() -> None:
    infos = [absent(ChannelKind.MIC, "No microphone is connected."), sound_info(ChannelKind.SYSTEM_AUDIO, "speakers")]
    offers = offers_of(list_displays(lambda: ListedScreens([])), list_sounds(lambda: ListedSounds(infos)))
    assert offers.microphones == ()
    assert offers.microphone_trouble == "No microphone is connected."
    assert (offers.output_trouble, offers.sound_trouble) == ("", "")
    assert offers.sound(ChannelId(ChannelKind.SYSTEM_AUDIO, "speakers")) == offers.outputs[0]
    assert offers.display(None) is None


def test_without_an_audio_system_every_kind_says_so() -> None:
    listed = list_sounds(lambda: NoAudio(SourceUnavailable("No audio server can be reached.")))
    assert listed.trouble == listed.microphone_trouble == listed.output_trouble == "No audio server can be reached."
