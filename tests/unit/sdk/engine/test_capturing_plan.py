"""From a program's wish to a plan and a place to hand it over to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendUnsuitable, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.sdk.engine.capturing_plan import plan_of, source_of
from tests.fakes.rig import ScriptedRig, wish

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.ports import ChannelInfo

PRIVATE = "http://127.0.0.1:4711"


def refuse() -> list[ChannelInfo]:
    raise SourceUnavailable("There is no display server.")


def test_channels_are_planned_with_their_devices_and_what_was_said_of_storing(tmp_path: Path) -> None:
    plan = plan_of(wish("display:1", "mic:default", "display:7"), ScriptedRig(tmp_path).displays)
    assert [(str(channel.channel_id), channel.name, channel.device, channel.store) for channel in plan.channels] == [
        ("display:1", "Name of display:1", "synthetic-1", None),
        ("mic:default", "Name of mic:default", "default", None),
        ("display:7", "Name of display:7", "", None),
    ]
    assert plan.primary == ChannelId.display(1)


def test_displays_that_cannot_be_listed_are_planned_all_the_same() -> None:
    assert plan_of(wish("display:1"), refuse).channels[0].device == ""


def test_sound_alone_asks_for_no_display() -> None:
    def fail() -> list[ChannelInfo]:
        raise AssertionError("the displays were asked for")

    assert plan_of(wish("mic:default"), fail).primary is None


@pytest.mark.parametrize(
    ("api_url", "backend"),
    [
        ("https://a.example/", "https://a.example"),
        (None, None),
        (PRIVATE, None),
        (f"{PRIVATE}/", None),
        ("http://127.0.0.1:4712", "http://127.0.0.1:4712"),
    ],
)
def test_a_session_goes_to_the_backend_that_was_named_or_that_of_this_computer(api_url: str | None, backend: str | None) -> None:
    found = source_of(wish(api_url=api_url), private_url=PRIVATE)
    assert found == TokenSource(kind=SourceKind.SESSION, backend=backend, session_id="cap-1", token="st-secret")


@pytest.mark.parametrize("api_url", ["https://api.videodb.io", "https://videodb.io/v1", "nowhere", "ftp://a.example"])
def test_what_cannot_be_a_backend_of_ours_is_refused_before_anything_is_sent(api_url: str) -> None:
    with pytest.raises(BackendUnsuitable) as caught:
        source_of(wish(api_url=api_url), private_url=None)
    assert caught.value.hint
    assert "st-secret" not in caught.value.for_people()
