"""A stream is begun, ended, written down, searched, played and kept (contract §2.4, §2.5, §2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import InvalidRequestError, NotPlayable
from lookhear.sdk.aio.rtstream import AsyncRTStream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend, Found

ROW = {
    "id": "rts-1",
    "rtstream_id": "rts-1",
    "name": "display:1",
    "channel_id": "display",
    "status": "connected",
    "media_types": ["video"],
    "is_primary": True,
    "sample_rate": 5,
    "created_at": "2026-01-01T00:00:00Z",
    "collection_id": "default",
}
STRETCH = {"stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s"}


def on(backend: Backend, work: Callable[[AsyncRTStream], Awaitable[Any]], row: dict[str, Any] | None = None) -> Found:
    return backend.run(lambda api: work(AsyncRTStream(api, row or ROW)))


async def itself(stream: AsyncRTStream) -> AsyncRTStream:
    return stream


def test_a_row_is_read_and_shown_without_its_addresses(backend: Backend) -> None:
    stream = on(backend, itself, ROW | STRETCH)
    assert (stream.id, stream.name, stream.channel_id, stream.status, stream.media_types) == (
        "rts-1",
        "display:1",
        "display",
        "connected",
        ["video"],
    )
    assert (stream.is_primary, stream.sample_rate, stream["collection_id"]) == (True, 5, "default")
    assert "https://" not in repr(stream)


def test_a_row_of_a_webhook_is_enough(backend: Backend) -> None:
    stream = on(backend, itself, {"rtstream_id": "rts-2", "name": None, "media_types": None})
    assert (stream.id, stream.name, stream.media_types) == ("rts-2", None, [])


def test_a_row_without_an_identifier_can_be_looked_at_and_asks_nobody(backend: Backend) -> None:
    assert on(backend, itself, {"name": "mic"}).name == "mic"
    with pytest.raises(InvalidRequestError):
        on(backend, lambda stream: stream.start_transcript(), {"name": "mic"})


def test_a_stream_is_begun_ended_and_read_again(backend: Backend) -> None:
    backend.expect("PATCH", "rtstream/rts-1/status")
    backend.expect("PATCH", "rtstream/rts-1/status")
    backend.expect("GET", "rtstream/rts-1", {"id": "rts-1", "status": "stopped", "exported_asset_id": "m-2"})

    async def ended(stream: AsyncRTStream) -> Found:
        await stream.start()
        begun = stream.status
        await stream.stop()
        return begun, stream.status, await stream.refresh()

    begun, over, stream = on(backend, ended)
    assert [asked.body for asked in backend.wire.asked[:2]] == [{"action": "start"}, {"action": "stop"}]
    assert (begun, over, stream.exported_asset_id, stream.name) == ("connected", "stopped", "m-2", "display:1")


@pytest.mark.parametrize(("name", "body"), [(None, {}), ("A look", {"name": "A look"})])
def test_a_stream_is_kept(backend: Backend, name: str | None, body: dict[str, str]) -> None:
    backend.expect("POST", "rtstream/rts-1/export", {"video_id": "m-1", "duration": 4.5, **STRETCH})
    kept = on(backend, lambda stream: stream.export(name))
    assert backend.said == body
    assert (kept.video_id, kept.duration) == ("m-1", 4.5)


STARTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"action": "start"}),
    ({"ws_connection_id": "ws-1"}, {"action": "start", "ws_connection_id": "ws-1"}),
    ({"engine": "assemblyai", "language_code": "de"}, {"action": "start", "engine": "assemblyai", "language_code": "de"}),
]


@pytest.mark.parametrize(("said", "body"), STARTS)
def test_a_transcript_is_begun_as_the_quickstart_does_it(backend: Backend, said: dict[str, Any], body: dict[str, Any]) -> None:
    backend.expect("POST", "rtstream/rts-1/transcription", {"status": "running"})
    state = on(backend, lambda stream: stream.start_transcript(**said))
    assert backend.said == body
    assert state["status"] == state.status == "running"


def test_a_transcript_is_ended_and_asked_about(backend: Backend) -> None:
    backend.expect("POST", "rtstream/rts-1/transcription", {"status": "stopped"})
    backend.expect("GET", "rtstream/rts-1/transcription/status", {"status": "stopped"})

    async def ended(stream: AsyncRTStream) -> Found:
        return await stream.stop_transcript(), await stream.get_transcript_status()

    assert [state.status for state in on(backend, ended)] == ["stopped", "stopped"]
    assert backend.wire.asked[0].body == {"action": "stop"}


def test_what_was_said_is_read_page_by_page_from_zero_too(backend: Backend) -> None:
    backend.expect(
        "GET", "rtstream/rts-1/transcription", {"transcription_records": [{"start": 1, "end": 2, "text": "hi"}], "next_page": False}
    )
    page = on(backend, lambda stream: stream.get_transcript(page=2, start=0, end=5.5, since=3))
    assert backend.params == {"page": "2", "page_size": "100", "start": "0", "end": "5.5", "since": "3"}
    assert page["transcription_records"][0]["text"] == page.records[0].text == "hi"


def test_a_search_needs_only_a_query(backend: Backend) -> None:
    backend.expect("POST", "rtstream/rts-1/search", {"results": [{"start": 1, "end": 2, "text": "budget", "score": 0.5}, None]})
    found = on(backend, lambda stream: stream.search("budget discussion"))
    assert backend.said == {"query": "budget discussion"}
    assert (len(found), found.collection_id) == (1, "default")
    shot = found.get_shots()[0]
    assert (shot.rtstream_id, shot.rtstream_name, shot.text, shot.search_score) == ("rts-1", "display:1", "budget", 0.5)
    assert found[0] is shot is next(iter(found))
    assert "budget" not in repr(found) + repr(shot)


def test_a_search_can_be_narrowed(backend: Backend) -> None:
    backend.expect("POST", "rtstream/rts-1/search", {})
    found = on(backend, lambda stream: stream.search("q", "i-1", 3, 0.4, 10, [{"key": "value"}]))
    assert backend.said == {
        "query": "q",
        "scene_index_id": "i-1",
        "result_threshold": 3,
        "score_threshold": 0.4,
        "dynamic_score_percentage": 10,
        "filter": [{"key": "value"}],
    }
    assert list(found) == []


def test_a_stretch_plays_on_a_page_of_its_own(backend: Backend) -> None:
    backend.expect("GET", "rtstream/rts-1/stream", STRETCH)

    async def played(stream: AsyncRTStream) -> Found:
        with pytest.raises(NotPlayable):
            stream.get_embed_code()
        return await stream.generate_stream(10, 20, player_config={"title": "A look", "slug": "look"}), stream

    url, stream = on(backend, played)
    assert backend.params == {"start": "10", "end": "20", "player_title": "A look", "player_slug_prefix": "look"}
    assert url == stream.player_url == STRETCH["player_url"]
    assert stream.stream_url == STRETCH["stream_url"]
    assert "/embed?v=s" in stream.get_embed_code()


def test_without_times_it_is_what_is_live(backend: Backend) -> None:
    backend.expect("GET", "rtstream/rts-1/stream", STRETCH)
    on(backend, lambda stream: stream.generate_stream())
    assert backend.params == {}
