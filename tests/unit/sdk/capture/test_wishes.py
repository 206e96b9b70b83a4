from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.sdk.capture.channels import AudioChannel, Channel, Channels, VideoChannel, grouped
from lookhear.sdk.capture.wishes import start_params

if TYPE_CHECKING:
    from collections.abc import Iterable

MIC = AudioChannel("mic:default", "mic:default", label="Headset")
LEFT = VideoChannel("display:1", "display:1", label="Left")
RIGHT = VideoChannel("display:2", "display:2", label="Right")


def params(
    channels: Iterable[object] | None, *, primary: str | None = None, listed: tuple[Channel, ...] = (), duration_s: float | None = None
) -> dict[str, Any]:
    return start_params(session_id="cap-1", channels=channels, primary=primary, listed=listed, duration_s=duration_s)


def rows(channels: Iterable[object], listed: tuple[Channel, ...] = ()) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = params(channels, listed=listed)["channels"]
    return found


def primaries(found: dict[str, Any]) -> list[str]:
    return [row["channel_id"] for row in found["channels"] if row["is_primary"]]


def test_channels_become_rows_and_nobody_says_what_was_not_said() -> None:
    assert params([MIC, LEFT]) == {
        "sessionId": "cap-1",
        "channels": [
            {"channel_id": "mic:default", "type": "audio", "name": "mic:default", "store": None, "is_primary": False},
            {"channel_id": "display:1", "type": "video", "name": "display:1", "store": None, "is_primary": False},
        ],
    }


def test_store_is_sent_as_it_was_said() -> None:
    kept, live, as_policy_says = (VideoChannel(f"display:{number}", "", None) for number in (1, 2, 3))
    kept.store, live.store = True, False
    assert [row["store"] for row in rows([kept, live, as_policy_says])] == [True, False, None]


def test_none_is_left_out_and_a_channel_named_twice_is_recorded_once() -> None:
    found = rows([None, MIC, "mic:default", {"id": "mic:default"}, None, "mic"])
    assert [row["channel_id"] for row in found] == ["mic:default"]


@pytest.mark.parametrize("nothing", [[], (), [None], [None, None], [{"id": "mic:default", "record": False}], Channels()])
def test_a_list_without_a_channel_is_refused(nothing: Iterable[object]) -> None:
    with pytest.raises(ValueError, match="At least one channel"):
        params(nothing)


@pytest.mark.parametrize("wrong", [None, "mic:default", MIC, {"id": "mic:default"}])
def test_what_is_no_list_is_refused(wrong: Iterable[object] | None) -> None:
    with pytest.raises(ValueError, match="are a list"):
        params(wrong)


@pytest.mark.parametrize("key", ["id", "channel_id", "channelId", "name"])
def test_a_dictionary_names_a_channel_by_any_of_its_keys(key: str) -> None:
    (row,) = rows([{key: "display:1", "store": True}])
    assert row == {"channel_id": "display:1", "type": "video", "name": "display:1", "store": True, "is_primary": False}


def test_a_dictionary_of_the_node_sdk_will_do() -> None:
    found = params([{"channelId": "display:2", "type": "video", "isPrimary": True}, {"channelId": "display:1", "store": "yes"}])
    assert primaries(found) == ["display:2"]
    assert [row["store"] for row in found["channels"]] == [None, None]


def test_bare_words_mean_the_default_ones_and_the_engine_knows_the_screen() -> None:
    assert [(row["channel_id"], row["type"]) for row in rows(["mic", "system_audio", "screen"])] == [
        ("mic:default", "audio"),
        ("system_audio:default", "audio"),
        ("screen", "video"),
    ]


def test_a_channel_that_was_listed_is_known_by_its_label() -> None:
    listed = (MIC, LEFT, AudioChannel("other", "Other"))
    assert [row["channel_id"] for row in rows(["Headset", {"name": "Left"}, "Other"], listed=listed)] == [
        "mic:default",
        "display:1",
        "other",
    ]


@pytest.mark.parametrize("name", ["", "Headset", "default"])
def test_a_name_that_is_no_channel_is_refused_with_what_one_looks_like(name: str) -> None:
    with pytest.raises(ValueError, match="is no channel: the ids look like mic:default"):
        params([name])


def test_something_else_is_no_channel() -> None:
    with pytest.raises(ValueError, match="not int"):
        params([5])


@pytest.mark.parametrize("name", ["display:2", "Right"])
def test_the_primary_display_is_named_by_id_or_label(name: str) -> None:
    found = params([LEFT, RIGHT], primary=name)
    assert found["primary_video_channel_id"] == "display:2"
    assert primaries(found) == ["display:2"]


def test_the_primary_display_of_a_call_comes_before_the_flag_of_a_channel() -> None:
    flagged = VideoChannel("display:1", "display:1")
    flagged.is_primary = True
    assert primaries(params([flagged, RIGHT])) == ["display:1"]
    assert primaries(params([flagged, RIGHT], primary="display:2")) == ["display:2"]
    assert flagged.is_primary


def test_only_one_display_is_primary() -> None:
    both = [VideoChannel("display:1", ""), VideoChannel("display:2", "")]
    for display in both:
        display.is_primary = True
    assert primaries(params(both)) == ["display:1"]


def test_an_id_comes_before_another_displays_name() -> None:
    misleading = VideoChannel("display:1", "display:2")
    assert primaries(params([misleading, RIGHT], primary="display:2")) == ["display:2"]


@pytest.mark.parametrize("name", ["display:3", "mic:default", ""])
def test_a_primary_display_that_is_not_recorded_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not among those that are recorded: display:1"):
        params([MIC, LEFT], primary=name)


@pytest.mark.parametrize("session_id", ["", " ", None, 5])
def test_a_session_has_an_id(session_id: object) -> None:
    with pytest.raises(ValueError, match="by its id, as text"):
        start_params(session_id=session_id, channels=[MIC], primary=None, listed=(), duration_s=None)


def test_a_duration_is_sent() -> None:
    assert params([MIC], duration_s=1.5)["duration_s"] == 1.5


@pytest.mark.parametrize("duration_s", [0, -1, math.nan, math.inf])
def test_a_duration_that_is_none_is_refused(duration_s: float) -> None:
    with pytest.raises(ValueError, match="cannot last"):
        params([MIC], duration_s=duration_s)


def test_all_that_was_listed_can_be_recorded() -> None:
    channels = grouped([{"channel_id": "mic:default"}, {"channel_id": "display:1"}, {"channel_id": "camera:0"}], None)
    assert [row["channel_id"] for row in rows(channels)] == ["mic:default", "display:1"]
