"""Moments that were found, and what plays them (contract §2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.aio.shots import AsyncRTStreamShot, AsyncShot

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

GROUP = {"video_id": "m-1", "length": "12.5", "title": "A meeting"}
DOC = {"start": 1.25, "end": 2.5, "text": "budget", "score": 0.7, "scene_index_name": "spoken", "metadata": None}
PLAYS = {"stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s"}


def test_a_moment_of_a_video_asks_once_for_what_plays_it(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/stream", PLAYS)

    async def played(api: AsyncApi) -> Found:
        shot = AsyncShot(api, GROUP, DOC)
        return shot, await shot.generate_stream(), await shot.generate_stream()

    shot, first, second = backend.run(played)
    assert backend.said == {"timeline": [[1.25, 2.5]], "length": 12.5}
    assert first == second == shot["stream_url"] == PLAYS["stream_url"]
    assert (shot.video_title, shot.text, shot.search_score, shot.metadata) == ("A meeting", "budget", 0.7, {})
    assert "budget" not in repr(shot)


def test_a_moment_that_came_with_its_addresses_asks_nobody(backend: Backend) -> None:
    shot = {"stream_link": "https://x/other.m3u8", "player_url": "https://x/watch?v=other"}
    assert backend.run(lambda api: AsyncShot(api, GROUP, DOC | shot).generate_stream()) == shot["stream_link"]


def test_a_moment_of_a_stream_plays_in_the_whole_seconds_around_it(backend: Backend) -> None:
    backend.expect("GET", "rtstream/rts-1/stream", PLAYS)

    async def played(api: AsyncApi) -> Found:
        shot = AsyncRTStreamShot(api, DOC | {"rtstream_id": "rts-1", "rtstream_name": "mic:default"})
        return shot, await shot.generate_stream(), await shot.get_embed_code()

    shot, url, code = backend.run(played)
    assert backend.params == {"start": "1", "end": "3"}
    assert (url, shot.rtstream_id, shot.rtstream_name) == (PLAYS["stream_url"], "rts-1", "mic:default")
    assert "/embed?v=s" in code
