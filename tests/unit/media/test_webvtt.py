"""Subtitles as WebVTT."""

from __future__ import annotations

import pytest

from lookhear.media.webvtt import Cue, subtitle_playlist, webvtt


def test_cues_stand_in_order_with_times_of_three_places() -> None:
    text = webvtt([Cue(start_s=0, end_s=1.5, text="One."), Cue(start_s=3725.25, end_s=3726, text="Two.")], media_ns=1_000_000_000)
    assert text == (
        "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:90000,LOCAL:00:00:00.000\n\n"
        "00:00:00.000 --> 00:00:01.500\nOne.\n\n01:02:05.250 --> 01:02:06.000\nTwo.\n"
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [("a < b & c", "a &lt; b &amp; c"), ("1 --> 2", "1 --&gt; 2"), ("two\nlines", "two lines")],
)
def test_what_is_said_is_no_markup(said: str, shown: str) -> None:
    assert webvtt([Cue(start_s=0, end_s=1, text=said)], media_ns=0).splitlines()[-1] == shown


@pytest.mark.parametrize("cue", [Cue(start_s=1, end_s=1, text="x"), Cue(start_s=0, end_s=1, text="  ")])
def test_what_shows_nothing_is_left_out(cue: Cue) -> None:
    assert "-->" not in webvtt([cue], media_ns=0)


def test_the_clock_of_the_media_wraps_as_in_mpeg() -> None:
    assert "MPEGTS:0," in webvtt([], media_ns=(1 << 33) * 1_000_000_000 // 90_000 + 1)


def test_the_playlist_lasts_as_long_as_the_video() -> None:
    text = subtitle_playlist("subtitles.vtt", length_s=12.25)
    assert "#EXT-X-TARGETDURATION:13\n" in text
    assert "#EXTINF:12.250,\nsubtitles.vtt\n#EXT-X-ENDLIST\n" in text
