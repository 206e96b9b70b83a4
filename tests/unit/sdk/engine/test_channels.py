"""What a program is told there is to record."""

from __future__ import annotations

from dataclasses import replace

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.recorder.ports import ChannelInfo
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from lookhear.sdk.engine.channels import Listing, look, rows
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info

MIC, OUTPUT = ChannelKind.MIC, ChannelKind.SYSTEM_AUDIO
NO_MIC = ChannelInfo(channel_id=ChannelId(MIC, "default"), name="none", device="", is_default=True, can_open=False, reason="None here.")
SCREENS = (display_info(1), display_info(2, is_default=True, size=(800, 600)))


def following(kind: ChannelKind, device: str) -> ChannelInfo:
    """The row of a catalogue for the default device."""
    return replace(sound_info(kind, device), channel_id=ChannelId(kind, "default"))


def ids(listing: Listing) -> list[str]:
    return [str(info.channel_id) for info in listing.infos]


def listed(*sounds: ChannelInfo) -> Listing:
    return look(lambda: ListedScreens(SCREENS), lambda: ListedSounds(sounds))


def test_the_default_of_each_kind_comes_first() -> None:
    sounds = (
        following(MIC, "headset"),
        sound_info(MIC, "webcam", is_default=False),
        sound_info(MIC, "headset"),
        following(OUTPUT, "speakers"),
        sound_info(OUTPUT, "speakers"),
        sound_info(OUTPUT, "television", is_default=False),
    )
    assert ids(listed(*sounds)) == [
        "mic:default",
        "mic:webcam",
        "display:2",
        "display:1",
        "system_audio:default",
        "system_audio:television",
    ]


def test_a_microphone_that_is_not_there_is_not_listed() -> None:
    assert ids(listed(NO_MIC)) == ["display:2", "display:1"]


def test_without_a_default_the_others_are_listed() -> None:
    assert ids(listed(NO_MIC, sound_info(MIC, "webcam", is_default=False)))[0] == "mic:webcam"


def test_nothing_is_opened_to_list_it() -> None:
    screens, sounds = ListedScreens(SCREENS), ListedSounds([following(MIC, "headset")])
    look(lambda: screens, lambda: sounds)
    assert screens.probes == [False]
    assert sounds.probes == [False]


def test_a_machine_without_sound_lists_its_displays_and_says_why() -> None:
    listing = look(lambda: ListedScreens(SCREENS), NoSounds)
    assert ids(listing) == ["display:2", "display:1"]
    assert listing.problems == ("There is no audio system. `lookhear channels` lists what can be recorded here.",)


def test_a_machine_without_a_screen_lists_its_sounds_and_says_why() -> None:
    listing = look(lambda: RefusedCatalogue("This is a Wayland session.", "Use X11."), lambda: ListedSounds([following(MIC, "headset")]))
    assert ids(listing) == ["mic:default"]
    assert listing.problems == ("This is a Wayland session. Use X11.",)


def test_a_row_has_what_both_sdks_read() -> None:
    display = rows(listed(), is_pretty=False)[0]
    assert display == {
        "channel_id": "display:2",
        "id": "display:2",
        "type": "video",
        "name": "display:2",
        "display_name": "Screen 2",
        "label": "Screen 2",
        "is_default": True,
        "is_primary": True,
        "width": 800,
        "height": 600,
        "x": 1920,
        "y": 0,
    }
    microphone = rows(listed(following(MIC, "headset")), is_pretty=False)[0]
    assert microphone == {
        "channel_id": "mic:default",
        "id": "mic:default",
        "type": "audio",
        "name": "mic:default",
        "display_name": "Name of headset",
        "label": "Name of headset",
        "is_default": True,
        "is_primary": False,
    }


def test_names_can_be_those_that_people_know() -> None:
    listing = listed(following(MIC, "headset"))
    assert [row["name"] for row in rows(listing, is_pretty=True)] == ["Name of headset", "Screen 2", "Screen 1"]


def test_a_channel_that_is_not_listed_has_a_name_too() -> None:
    listing = listed()
    assert listing.name_of(ChannelId.display(1)) == "Screen 1"
    assert listing.name_of(ChannelId.display(7)) == "Display 7"
    assert listing.name_of(ChannelId(OUTPUT, "default")) == "System audio"


def test_the_primary_display_is_the_systems_or_the_first() -> None:
    assert listed().primary == ChannelId.display(2)
    assert Listing().primary == ChannelId.display(1)
