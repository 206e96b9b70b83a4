from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.cli.main import parser
from lookhear.cli.selection import plan_of
from lookhear.errors import SourceUnavailable, UsageError
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info
from tests.fakes.machine import machine

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.recorder.service import RecordingPlan

_SCREENS = (display_info(1), display_info(2, is_default=True, size=(2560, 1440)), display_info(3))
_SOUNDS = (
    sound_info(ChannelKind.MIC, "usb-mic"),
    sound_info(ChannelKind.MIC, "built-in", is_default=False),
    sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor"),
)
_REFUSED = RefusedCatalogue("There is no display here.", "Set DISPLAY.")


def plan(home: Path, *options: str, screens: ScreenCatalogue | None = None, sounds: AudioCatalogue | None = None) -> RecordingPlan:
    args = parser().parse_args(["record", *options])
    return plan_of(args, machine(home, screens=screens or ListedScreens(_SCREENS), sounds=sounds or ListedSounds(_SOUNDS)))


def names(chosen: RecordingPlan) -> list[str]:
    return [str(channel.channel_id) for channel in chosen.channels]


def test_without_options_it_is_the_primary_display_and_both_default_sounds(tmp_path: Path) -> None:
    chosen = plan(tmp_path)
    assert names(chosen) == ["display:2", "mic:default", "system_audio:default"]
    assert str(chosen.primary) == "display:2"
    assert chosen.fps == 30
    assert [channel.name for channel in chosen.channels] == ["Screen 2", "Microphone", "System audio"]


def test_without_options_nothing_is_opened_and_the_sounds_are_not_even_asked_for(tmp_path: Path) -> None:
    screens, sounds = ListedScreens(_SCREENS), ListedSounds(_SOUNDS)
    plan(tmp_path, screens=screens, sounds=sounds)
    assert screens.probes == [False]
    assert sounds.questions == 0


def test_without_a_primary_display_it_is_the_first(tmp_path: Path) -> None:
    assert names(plan(tmp_path, screens=ListedScreens((display_info(4), display_info(5)))))[0] == "display:4"


def test_named_displays_are_taken_once_in_the_order_named_and_the_primary_one_is_the_video(tmp_path: Path) -> None:
    chosen = plan(tmp_path, "--display", "3", "--display", "2", "--display", "3", "--no-mic", "--no-system-audio")
    assert names(chosen) == ["display:3", "display:2"]
    assert str(chosen.primary) == "display:2"
    assert str(plan(tmp_path, "--display", "3", "--display", "1").primary) == "display:3"


def test_all_displays(tmp_path: Path) -> None:
    chosen = plan(tmp_path, "--all-displays", "--no-mic")
    assert names(chosen) == ["display:1", "display:2", "display:3", "system_audio:default"]
    assert str(chosen.primary) == "display:2"


def test_sound_alone_has_no_primary_display(tmp_path: Path) -> None:
    chosen = plan(tmp_path, "--no-display")
    assert names(chosen) == ["mic:default", "system_audio:default"]
    assert chosen.primary is None


def test_a_wrong_display_is_told_which_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no display 9\.") as raised:
        plan(tmp_path, "--display", "9")
    assert raised.value.hint == "There is: 1 (Screen 1, 1920×1080), 2 (Screen 2, 2560×1440), 3 (Screen 3, 1920×1080)."


def test_without_any_display_the_other_sources_may_do(tmp_path: Path) -> None:
    chosen = plan(tmp_path, screens=_REFUSED)
    assert names(chosen) == ["display:1", "mic:default", "system_audio:default"]


@pytest.mark.parametrize("option", ["--display=1", "--all-displays"])
def test_without_any_display_asking_for_one_is_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(SourceUnavailable, match="There is no display here"):
        plan(tmp_path, option, screens=_REFUSED)


def test_a_microphone_is_found_by_part_of_its_name(tmp_path: Path) -> None:
    chosen = plan(tmp_path, "--no-display", "--mic", "built", "--system-audio", "hdmi.monitor")
    assert names(chosen) == ["mic:built-in", "system_audio:hdmi.monitor"]
    assert [(channel.name, channel.device) for channel in chosen.channels] == [
        ("Name of built-in", "built-in"),
        ("Name of hdmi.monitor", "hdmi.monitor"),
    ]


def test_looking_for_a_name_opens_no_device(tmp_path: Path) -> None:
    sounds = ListedSounds(_SOUNDS)
    plan(tmp_path, "--no-mic", "--system-audio", "hdmi.monitor", sounds=sounds)
    assert sounds.probes == [False], "a source that is off is never opened, not even for a moment"


def test_a_name_that_is_no_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="must be text"):
        plan(tmp_path, "--mic", "mic:\udcff")


def test_a_microphone_that_is_not_there_is_told_which_ones_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"trumpet.*usb-mic.*built-in"):
        plan(tmp_path, "--mic", "trumpet")


def test_a_channel_name_is_taken_at_its_word_because_it_may_be_plugged_in_later(tmp_path: Path) -> None:
    chosen = plan(tmp_path, "--no-display", "--mic", "mic:later", "--no-system-audio")
    assert [(str(channel.channel_id), channel.device) for channel in chosen.channels] == [("mic:later", "later")]


def test_a_named_microphone_without_an_audio_system_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="There is no audio system"):
        plan(tmp_path, "--mic", "usb", sounds=NoSounds())
