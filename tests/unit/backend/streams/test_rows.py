from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.streams.links import Links
from lookhear.backend.streams.rows import StreamView, clean_row, clean_rows, full_row, is_connected, session_rows
from lookhear.protocol.ingest import StreamState
from lookhear.protocol.sessions import SessionState
from lookhear.protocol.tracks import TrackKind
from tests.fakes.stored import SESSION, STREAM

if TYPE_CHECKING:
    from lookhear.backend.records import Stream

LINKS = Links("http://127.0.0.1:1")
OPEN = replace(STREAM, state=StreamState.OPEN)


def view(track: str, position: int, *, is_primary: bool = False) -> StreamView:
    kind = TrackKind(track.partition(":")[0])
    stream = replace(OPEN, id=f"rts-{position}", track=track, kind=kind, position=position, is_primary=is_primary)
    return StreamView(stream=stream, session=SESSION, slug="abc", sample_rate=30)


VIEWS = [
    view("display:2", 0),
    view("mix:default", 1),
    view("display:1", 2, is_primary=True),
    view("system_audio:default", 3),
    view("mic:default", 4),
]


def test_microphones_come_first_and_the_primary_display_before_the_others() -> None:
    rows = session_rows(VIEWS, LINKS, has_aliases=False)
    assert [(row["channel_id"], row["name"]) for row in rows] == [
        ("mic", "mic:default"),
        ("system_audio", "system_audio:default"),
        ("display", "display:1"),
        ("display", "display:2"),
    ]


def test_an_event_tells_its_streams_in_the_same_order() -> None:
    told = [row["rtstream_id"] for row in clean_rows(view.stream for view in VIEWS)]
    assert told == [row["id"] for row in session_rows(VIEWS, LINKS, has_aliases=False)]


def test_aliases_of_displays_come_last_and_do_not_count_as_media() -> None:
    rows = session_rows(VIEWS, LINKS, has_aliases=True)
    assert [(row["channel_id"], row["name"], row["media_types"], row["alias_of"], row["id"]) for row in rows[4:]] == [
        ("screen", "display:1", [], "rts-2", "rts-2"),
        ("screen", "display:2", [], "rts-0", "rts-0"),
    ]


def test_every_row_carries_both_ids_and_links() -> None:
    row = full_row(replace(VIEWS[4], exported_asset_id="a-1", sample_rate=48_000), LINKS)
    assert (row["id"], row["rtstream_id"]) == ("rts-4", "rts-4")
    assert (row["stream_url"], row["player_url"]) == ("http://127.0.0.1:1/play/abc/master.m3u8", "http://127.0.0.1:1/watch?v=abc")
    assert (row["exported_asset_id"], row["sample_rate"], row["media_types"]) == ("a-1", 48_000, ["audio"])
    assert (row["source_channel_id"], row["capture_session_id"], row["status"]) == ("mic:default", "cap-1", "connected")


def test_a_stream_without_a_link_has_none() -> None:
    row = full_row(replace(VIEWS[0], slug=None), LINKS)
    assert (row["stream_url"], row["player_url"]) == (None, None)


def test_an_event_gets_the_clean_row() -> None:
    assert clean_row(STREAM) == {"rtstream_id": "rts-1", "name": "display:1", "media_types": ["video"], "channel_id": "display"}


@pytest.mark.parametrize(
    ("stream", "state", "connected"),
    [
        (OPEN, SessionState.STARTING, True),
        (OPEN, SessionState.STOPPING, True),
        (OPEN, SessionState.EXPORTED, False),
        (STREAM, SessionState.ACTIVE, False),
    ],
)
def test_a_stream_is_connected_while_more_may_come(stream: Stream, state: SessionState, *, connected: bool) -> None:
    assert is_connected(stream, replace(SESSION, state=state)) is connected
