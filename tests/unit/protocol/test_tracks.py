from __future__ import annotations

import pytest

from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.tracks import CONTEXT_TRACK, MIX_TRACK, TrackId, TrackKind


@pytest.mark.parametrize("text", ["display:1", "mic:default", "system_audio:alsa_output.pci:monitor", MIX_TRACK, CONTEXT_TRACK])
def test_a_name_is_read_and_written_alike(text: str) -> None:
    assert str(TrackId.parse(text)) == text


@pytest.mark.parametrize("text", ["", "mic", ":default", "screen:1", "Mic:default"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="track"):
        TrackId.parse(text)


@pytest.mark.parametrize("text", ["display:abc", "display:0", "display:01", "display:-1", "mic:\ud800", "system_audio:", "display:"])
def test_the_name_of_a_channel_that_is_none_is_no_track_either(text: str) -> None:
    for parse in (ChannelId.parse, TrackId.parse):
        with pytest.raises(ValueError, match=r"channel|display"):
            parse(text)


@pytest.mark.parametrize("text", ["mix:", "context:\ud800"])
def test_other_tracks_need_a_key_that_is_text_too(text: str) -> None:
    with pytest.raises(ValueError, match="a track"):
        TrackId.parse(text)


@pytest.mark.parametrize("kind", ChannelKind)
def test_every_channel_is_a_track_of_the_same_name(kind: ChannelKind) -> None:
    channel = ChannelId(kind, "1")
    track = TrackId.parse(str(channel))
    assert (track.kind.value, track.key, track.kind.is_channel, track.kind.is_video) == (kind.value, "1", True, kind.is_video)


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        (TrackKind.DISPLAY, "video/mp4"),
        (TrackKind.MIC, "audio/mp4"),
        (TrackKind.SYSTEM_AUDIO, "audio/mp4"),
        (TrackKind.MIX, "audio/mp4"),
        (TrackKind.CONTEXT, "application/x-ndjson"),
    ],
)
def test_each_kind_has_its_content_type(kind: TrackKind, content_type: str) -> None:
    assert kind.content_type == content_type


def test_what_was_made_or_said_is_no_channel_and_a_log_is_no_media() -> None:
    assert [kind for kind in TrackKind if not kind.is_channel] == [TrackKind.MIX, TrackKind.CONTEXT]
    assert [kind for kind in TrackKind if not kind.is_media] == [TrackKind.CONTEXT]
