"""Channels of a session, and the many ways to say which streams are meant."""

from __future__ import annotations

from typing import Any

import pytest

from lookhear.errors import WrongArgument
from lookhear.sdk.values.channels import SessionChannel, category_of, is_wanted, with_primary_first

MIC = {"channel_id": "mic", "name": "mic:default"}
USB = {"channel_id": "mic", "name": "mic:usb-1", "source_channel_id": "mic:usb-1"}
SOUND = {"channel_id": "system_audio", "name": "system_audio:default"}
ONE = {"channel_id": "display", "name": "display:1"}
TWO = {"channel_id": "display", "name": "Capture display", "source_channel_id": "display:2"}
VENDOR = {"channel_id": "screen", "name": "Capture screen - cap-83e6"}
ROWS: list[dict[str, Any]] = [MIC, USB, SOUND, ONE, TWO, VENDOR]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("mic", [MIC, USB]),
        ("mics", [MIC, USB]),
        ("Microphone", [MIC, USB]),
        (" MIC ", [MIC, USB]),
        ("mic:*", [MIC, USB]),
        ("mic:", [MIC, USB]),
        ("mic:usb-1", [USB]),
        ("mic:default", [MIC]),
        ("display", [ONE, TWO, VENDOR]),
        ("displays", [ONE, TWO, VENDOR]),
        ("screen", [ONE, TWO, VENDOR]),
        ("screens", [ONE, TWO, VENDOR]),
        ("display:*", [ONE, TWO, VENDOR]),
        ("display:2", [TWO]),
        ("screen:2", [TWO]),
        ("display:3", []),
        ("system_audio", [SOUND]),
        ("system_audio:default", [SOUND]),
        ("camera", []),
        ("", []),
    ],
)
def test_streams_are_asked_for_in_many_ways(wanted: str, found: list[object]) -> None:
    assert [row for row in ROWS if is_wanted(row, wanted)] == found


def test_a_stream_that_names_its_channel_as_its_category_is_found() -> None:
    assert is_wanted({"channel_id": "display:2"}, "display")
    assert is_wanted({"name": "mic:default"}, "mic")
    assert not is_wanted({}, "mic")


@pytest.mark.parametrize("wanted", [None, 1, ["mic"]])
def test_a_channel_is_asked_for_as_text(wanted: Any) -> None:  # noqa: ANN401 - what somebody forgot
    with pytest.raises(WrongArgument, match="is no channel") as caught:
        is_wanted(MIC, wanted)
    assert "display:2" in caught.value.hint


@pytest.mark.parametrize(
    ("channel", "category"), [("display:1", "display"), ("Screen", "display"), ("mic:x:y", "mic"), ("camera:1", "camera")]
)
def test_a_channel_has_a_category(channel: str, category: str) -> None:
    assert category_of(channel) == category


def test_the_primary_display_comes_first_and_the_others_keep_their_order() -> None:
    assert with_primary_first(ROWS, primary="display:2")[0] == TWO
    assert with_primary_first(ROWS, primary=None) == ROWS
    said: list[dict[str, Any]] = [ONE | {"is_primary": False}, TWO | {"is_primary": True}, MIC]
    assert with_primary_first(said, primary="display:1") == [said[1], said[0], said[2]]


def test_a_channel_is_read_with_whatever_is_there() -> None:
    full = {"channel_id": "display:1", "type": "video", "name": "Screen", "store": True, "is_primary": True, "more": 1}
    assert SessionChannel.read(full, primary=None) == SessionChannel(
        channel_id="display:1", type="video", name="Screen", store=True, is_primary=True
    )
    bare = SessionChannel.read({"channel_id": "display:2"}, primary="display:2")
    assert (bare.id, bare.name, bare.is_video, bare.is_primary, bare.store) == ("display:2", "display:2", True, True, False)
    assert SessionChannel.read({"channel_id": "mic:default", "is_primary": None, "store": None}, primary=None).type == "audio"
    assert SessionChannel.read({}, primary=None) == SessionChannel(channel_id="", type="audio")
