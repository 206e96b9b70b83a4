from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.sdk.capture.channels import AudioChannel, Channel, Channels, VideoChannel, grouped, track_of, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS: list[object] = [
    {"channel_id": "mic:default", "type": "audio", "name": "mic:default", "display_name": "Headset", "is_default": True},
    {"channel_id": "mic:usb", "type": "audio", "name": "mic:usb", "label": "USB"},
    {"channel_id": "display:2", "type": "video", "name": "display:2", "display_name": "Left", "is_primary": True},
    {"channel_id": "display:1", "type": "video", "name": "display:1", "display_name": "Right"},
    {"channel_id": "system_audio:default", "type": "audio", "name": "system_audio:default"},
    {"channel_id": "camera:0", "type": "video", "name": "Camera"},
]


def ids(channels: Iterable[Channel]) -> list[str]:
    return [channel.id for channel in channels]


def displays(*rows: str | tuple[str, bool]) -> Channels:
    pairs = [(row, False) if isinstance(row, str) else row for row in rows]
    return grouped([{"channel_id": channel_id, "type": "video", "is_primary": is_primary} for channel_id, is_primary in pairs], None)


def test_rows_are_grouped_by_what_their_ids_say() -> None:
    channels = grouped(ROWS, None)
    assert ids(channels.mics) == ["mic:default", "mic:usb"]
    assert ids(channels.displays) == ["display:2", "display:1"]
    assert ids(channels.system_audio) == ["system_audio:default"]
    assert ids(channels.cameras) == ["camera:0"]
    assert ids(channels.all()) == ids(channels) == ["mic:default", "mic:usb", "display:2", "display:1", "system_audio:default"]
    assert len(channels) == 5
    assert repr(channels) == "Channels(mics=2, displays=2, system_audio=1, cameras=1)"
    assert not Channels()


def test_an_unknown_id_is_grouped_by_the_type_of_its_row_and_nonsense_is_left_out() -> None:
    rows = [{"id": "x:1", "type": "audio"}, {"id": "y:1", "type": "video"}, {"id": "z"}, {"id": 5, "type": "audio"}, {}, None, "mic"]
    channels = grouped(rows, None)
    assert (ids(channels.mics), ids(channels.displays), len(channels)) == (["x:1"], ["y:1"], 2)


def test_a_channel_has_what_the_official_one_has_and_more() -> None:
    mic = grouped(ROWS, None).mics.default
    assert isinstance(mic, AudioChannel)
    assert (mic.id, mic.channel_id, mic.name, mic.type) == ("mic:default", "mic:default", "mic:default", "audio")
    assert (mic.display_name, mic.label, mic.is_default) == ("Headset", "Headset", True)
    assert not mic.store
    assert not mic.is_primary
    assert mic.to_dict() == {"channel_id": "mic:default", "type": "audio", "name": "mic:default", "store": None, "is_primary": False}
    assert repr(mic) == "AudioChannel(id='mic:default', name='mic:default', label='Headset')"
    assert Channel("mic:x", "X", "audio").label == "X"


def test_the_default_is_the_systems_own_else_the_first_else_none() -> None:
    rows: list[object] = [{"channel_id": "mic:a"}, {"channel_id": "mic:b", "is_default": True}]
    found = grouped(rows, None).mics.default
    assert found is not None
    assert found.id == "mic:b"
    first = grouped(rows[:1], None).mics.default
    assert first is not None
    assert first.id == "mic:a"
    assert Channels().mics.default is None
    assert Channels().system_audio.default is None


def test_displays_count_from_one_by_their_numbers() -> None:
    found = grouped(ROWS, None).displays
    assert isinstance(found[1], VideoChannel)
    assert found[1] is found["display:1"]
    assert found[2] is found.primary is found.default is found[0]
    assert found[-1] is found[1]
    assert ids(found[:1]) == ["display:2"]
    assert [display.id for display in found] == ["display:2", "display:1"]
    assert ids(found.all()) == ids(found)
    assert found.index(found.all()[1]) == 1


@pytest.mark.parametrize("index", [0, 1, 2, -1, "display:1"])
def test_a_display_that_is_not_there_is_none(index: int | str) -> None:
    nothing = Channels().displays
    assert nothing[index] is None
    assert nothing.primary is nothing.default is None
    assert not nothing


def test_a_missing_number_is_none_and_no_other_display() -> None:
    found = displays("display:1", "display:3").displays
    assert found[2] is None
    assert found[3] is found.all()[1]
    assert found[4] is found[-3] is None


def test_displays_without_numbers_are_counted() -> None:
    found = displays("screen:left", "screen:right").displays
    assert found[1] is found[0] is found["screen:left"]
    assert found[2] is found["screen:right"]
    assert found[3] is None


def test_no_display_is_primary_where_the_system_names_none() -> None:
    found = displays("display:1", "display:2").displays
    assert found.primary is None
    assert found.default is found[1]


def test_the_quickstarts_choice_works_whatever_is_there() -> None:
    for channels, wanted in [
        (Channels(), []),
        (displays("display:1"), ["display:1"]),
        (displays("display:1", ("display:2", True)), ["display:2"]),
        (grouped(ROWS[:1], None), ["mic:default"]),
    ]:
        mic = channels.mics.default
        display = channels.displays.primary or channels.displays[1]
        system_audio = channels.system_audio.default
        assert [c.name for c in [mic, display, system_audio] if c] == wanted


def test_other_groups_are_lists_that_know_ids() -> None:
    mics = grouped(ROWS, None).mics
    assert mics["mic:usb"] is mics[1]
    assert mics["mic:none"] is None
    assert ids(mics[0:1]) == ["mic:default"]
    with pytest.raises(IndexError):
        mics[2]


class Holding:
    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    async def pause(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        self.asked.append(("pause", [str(getattr(track, "id", track)) for track in tracks or ()]))

    async def resume(self, tracks: Iterable[Channel | str | None] | None = None) -> None:
        self.asked.append(("resume", [str(getattr(track, "id", track)) for track in tracks or ()]))


def test_a_channel_pauses_through_the_client_that_listed_it() -> None:
    holding = Holding()
    mic = grouped(ROWS, holding).mics[0]

    async def scenario() -> None:
        await mic.pause()
        await mic.resume()

    asyncio.run(scenario())
    assert holding.asked == [("pause", ["mic:default"]), ("resume", ["mic:default"])]


def test_a_channel_of_no_client_cannot_pause() -> None:
    with pytest.raises(RuntimeError, match="take it from list_channels"):
        asyncio.run(AudioChannel("mic:default", "mic").pause())


@pytest.mark.parametrize(
    ("channel_id", "type_", "track"),
    [
        ("mic:default", "", "mic"),
        ("mic", "", "mic"),
        ("system_audio:mic", "", "system_audio"),
        ("display:1", "", "screen"),
        ("screen", "", "screen"),
        ("x:1", "audio", "mic"),
        ("x:1", "video", "screen"),
    ],
)
def test_a_channel_belongs_to_a_track_of_the_engine(channel_id: str, type_: str, track: str) -> None:
    assert track_of(channel_id, type_) == track


@pytest.mark.parametrize("channel_id", ["", "x", "camera:0"])
def test_what_cannot_be_paused_is_refused(channel_id: str) -> None:
    with pytest.raises(ValueError, match="cannot be paused"):
        track_of(channel_id, "video" if channel_id == "camera:0" else "")


def test_an_id_says_what_type_it_is() -> None:
    assert [type_of(channel_id) for channel_id in ("mic:x", "system_audio", "display:1", "screen", "camera:0", "x")] == [
        "audio",
        "audio",
        "video",
        "video",
        "video",
        "",
    ]
