"""What programs ask to have recorded, in all the ways they do."""

from __future__ import annotations

from typing import Any

import pytest

from lookhear.errors import NothingToCapture, UsageError
from lookhear.protocol.channels import ChannelId
from lookhear.sdk.engine.channels import Listing
from lookhear.sdk.engine.ports import Dialect, StartWish
from lookhear.sdk.engine.wishes import LeftOut, Told, channel_of, read_wish
from tests.fakes.catalogues import display_info

LISTING = Listing(infos=(display_info(2, is_default=True), display_info(1)))
TOLD = Told(api_url="http://127.0.0.1:1")
TOKEN = "st-secret-of-the-test"


def wish_of(*channels: object, told: Told = TOLD, **params: object) -> tuple[StartWish, tuple[LeftOut, ...]]:
    return read_wish({"sessionId": "cap-1", "uploadToken": TOKEN, "channels": list(channels), **params}, told, LISTING)


def row(channel_id: str, **more: object) -> dict[str, object]:
    return {"channel_id": channel_id, "type": "video" if channel_id.startswith("display") else "audio", **more}


def recorded(wish: StartWish) -> list[str]:
    return [str(wished.channel_id) for wished in wish.channels]


def test_the_official_python_sdk_is_understood() -> None:
    rows = [
        row("mic:default", name="mic:default", store=False, is_primary=False),
        row("display:1", name="display:1", store=True, is_primary=True),
        row("display:2", name="display:2", store=False, is_primary=False),
    ]
    wish, left_out = wish_of(*rows)
    assert (wish.session_id, wish.token, wish.api_url, wish.primary) == ("cap-1", TOKEN, "http://127.0.0.1:1", ChannelId.display(1))
    assert [(str(w.channel_id), w.name, w.store) for w in wish.channels] == [
        ("mic:default", "Microphone", None),
        ("display:1", "Screen 1", True),
        ("display:2", "Screen 2", None),
    ]
    assert left_out == ()


def test_the_official_node_sdk_is_understood() -> None:
    told = Told(dialect=Dialect.NODE, token=TOKEN)
    rows = [row("mic:default", record=True, transcript=False, store=False), row("display:1", record=False), row("display:2", store=True)]
    wish, _ = read_wish({"sessionId": "cap-1", "channels": rows, "primary_video_channel_id": "display:2"}, told, LISTING)
    assert recorded(wish) == ["mic:default", "display:2"]
    assert [wished.store for wished in wish.channels] == [False, True]
    assert (wish.token, wish.primary, wish.api_url) == (TOKEN, ChannelId.display(2), None)


def test_our_own_client_can_leave_open_what_is_stored() -> None:
    told = Told(dialect=Dialect.LOOKHEAR)
    wish, _ = wish_of(row("mic:default"), row("display:1", store=False), row("display:2", store=True), told=told)
    assert [wished.store for wished in wish.channels] == [None, False, True]


def test_false_of_the_python_sdk_counts_where_it_is_meant() -> None:
    wish, _ = wish_of(row("mic:default", store=False), told=Told(is_false_meant=True))
    assert wish.channels[0].store is False


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("mic", "mic:default"),
        ("mic:", "mic:default"),
        ("Mic:default", "mic:default"),
        ("system_audio", "system_audio:default"),
        ("mic:alsa_input.usb-Ø:1", "mic:alsa_input.usb-Ø:1"),
        ("screen", "display:2"),
        ("display", "display:2"),
        ("display:primary", "display:2"),
        ("screen:1", "display:1"),
        ("display:1", "display:1"),
        ("display:9", "display:9"),
    ],
)
def test_channels_are_named_in_many_ways(named: str, meant: str) -> None:
    assert str(channel_of(named, LISTING)) == meant


@pytest.mark.parametrize("named", ["", "camera:0", "display:0", "display:x", "rtsp://somewhere", "mic\ud800:\ud800"])
def test_what_is_no_channel_is_left_out_with_a_reason(named: str) -> None:
    wish, left_out = wish_of(row(named), row("mic:default"))
    assert recorded(wish) == ["mic:default"]
    assert [out.channel_id for out in left_out] == [named]
    assert left_out[0].why.endswith(".")


@pytest.mark.parametrize(
    "channels",
    [[], None, "mic", {}, [None], [None, 3, []], [{}], [{"channel_id": None}], [row("camera:1")], [row("display:1", record=False)]],
)
def test_nothing_to_record_is_an_error(channels: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    with pytest.raises(NothingToCapture, match="Not one channel"):
        read_wish({"sessionId": "cap-1", "uploadToken": TOKEN, "channels": channels}, TOLD, LISTING)


def test_a_bare_name_is_as_good_as_a_row() -> None:
    wish, _ = wish_of("mic", "screen", None)
    assert recorded(wish) == ["mic:default", "display:2"]


@pytest.mark.parametrize("channels", [[f"mic:{n}" for n in range(65)], ["mic", *[f"camera:{n}" for n in range(64)]]])
def test_more_than_a_backend_takes_is_refused_before_anything_is_opened(channels: list[str]) -> None:
    with pytest.raises(UsageError, match="At most 64"):
        wish_of(*channels)


def test_as_many_as_a_backend_takes_may_be_named_again_and_again() -> None:
    assert len(wish_of(*[f"mic:{n % 64}" for n in range(200)])[0].channels) == 64


def test_a_channel_that_is_named_twice_is_recorded_once() -> None:
    wish, _ = wish_of(row("mic"), row("mic:default", name="Second"))
    assert recorded(wish) == ["mic:default"]


@pytest.mark.parametrize(
    ("channels", "named", "primary"),
    [
        ([row("display:1"), row("display:2")], None, "display:1"),
        ([row("display:1"), row("display:2")], "display:2", "display:2"),
        ([row("display:1"), row("display:2", name="Desk")], "Desk", "display:2"),
        ([row("display:1"), row("display:2", is_primary=True)], "display:1", "display:2"),
        ([row("display:1")], "display:2", "display:1"),
        ([row("mic:default", is_primary=True), row("display:1")], None, "display:1"),
        ([row("mic:default", is_primary=True)], "mic:default", None),
    ],
)
def test_one_display_is_the_primary_one(channels: list[dict[str, object]], named: str | None, primary: str | None) -> None:
    wish, _ = wish_of(*channels, primary_video_channel_id=named)
    assert (str(wish.primary) if wish.primary else None) == primary


@pytest.mark.parametrize("session_id", [None, "", "  ", 7, ["cap-1"], "cap-\ud800", "cap-\n1"])
def test_a_session_has_to_be_named(session_id: object) -> None:
    with pytest.raises(UsageError, match="id of its session"):
        wish_of(row("mic:default"), sessionId=session_id)


@pytest.mark.parametrize("token", [None, "", 7, "tok\ud800", "tök", "a\r\nb"])  # what no header can hold, is none
def test_a_token_has_to_be_given(token: object) -> None:
    with pytest.raises(UsageError, match="client token"):
        wish_of(row("mic:default"), uploadToken=token)


def test_a_token_is_in_no_repr() -> None:
    wish, _ = wish_of(row("mic:default"))
    assert TOKEN not in repr(wish)


def test_a_duration_is_the_programs_or_the_settings() -> None:
    told = Told(duration_s=60.0)
    assert wish_of(row("mic"), told=told)[0].duration_s == 60.0
    assert wish_of(row("mic"), told=told, durationS=5)[0].duration_s == 5.0
    assert wish_of(row("mic"), told=told, duration_s=7.5)[0].duration_s == 7.5
    assert wish_of(row("mic"))[0].duration_s is None


@pytest.mark.parametrize("duration", [0, -1, "5", True, float("inf"), float("nan"), 10**400])
def test_a_duration_that_is_none_is_refused(duration: object) -> None:
    with pytest.raises(UsageError, match="seconds"):
        wish_of(row("mic"), durationS=duration)
