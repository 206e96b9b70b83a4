from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.protocol.channels import ChannelId, ChannelKind

KEYS = st.text(min_size=1, max_size=200)


@pytest.mark.parametrize("text", ["display:1", "display:12", "mic:default", "mic:alsa_input.usb-x", "system_audio:default", "mic:a:b"])
def test_a_channel_name_is_read_and_written_alike(text: str) -> None:
    assert str(ChannelId.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "display",
        "display:",
        "display:0",
        "display:-1",
        "display:one",
        "display:¹",
        "display:01",
        "display:1\n",
        "display:1234567890",
        "camera:1",
        ":1",
        "mic:",
    ],
)
def test_what_is_no_channel_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"channel|display"):
        ChannelId.parse(text)


def test_only_displays_carry_pictures() -> None:
    assert [kind for kind in ChannelKind if kind.is_video] == [ChannelKind.DISPLAY]


def test_displays_are_named_by_number() -> None:
    assert str(ChannelId.display(2)) == "display:2"


@pytest.mark.parametrize(
    ("text", "slug"), [("display:1", "display-1"), ("mic:default", "mic-default"), ("system_audio:default", "system-audio-default")]
)
def test_the_usual_channels_have_plain_folder_names(text: str, slug: str) -> None:
    assert ChannelId.parse(text).slug == slug


@given(KEYS)
def test_a_folder_name_is_safe_on_every_system(key: str) -> None:
    slug = ChannelId(ChannelKind.MIC, key).slug
    assert re.fullmatch(r"mic-[A-Za-z0-9._-]+", slug)
    assert len(slug) < 120


@given(st.sets(KEYS, min_size=2, max_size=5))
def test_different_devices_never_share_a_folder(keys: set[str]) -> None:
    assert len({ChannelId(ChannelKind.MIC, key).slug for key in keys}) == len(keys)


def test_devices_that_differ_in_replaced_characters_have_folders_of_their_own() -> None:
    assert ChannelId(ChannelKind.MIC, "a/b").slug != ChannelId(ChannelKind.MIC, "a b").slug
