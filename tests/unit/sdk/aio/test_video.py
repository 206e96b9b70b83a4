"""A video: renamed, played, cut, subtitled, downloaded, removed (contract §2.10)."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import NotPlayable, WrongArgument
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.values.names import SubtitleStyle

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend, Found

PLAYS = {"stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s"}
ROW = {"id": "m-1", "collection_id": "c-1", "name": "A meeting", "length": "12.5", "description": None, "size": 100} | PLAYS


def on(backend: Backend, work: Callable[[AsyncVideo], Awaitable[Found]], **changed: object) -> Found:
    return backend.run(lambda api: work(AsyncVideo(api, ROW | changed)))


async def itself(video: AsyncVideo) -> AsyncVideo:
    return video


def test_a_row_is_read_and_shown_without_its_addresses(backend: Backend) -> None:
    video = on(backend, itself)
    assert (video.id, video.collection_id, video.name, video.length, video["size"]) == ("m-1", "c-1", "A meeting", 12.5, 100)
    assert "https://" not in repr(video)


@pytest.mark.parametrize("length", [None, "long", {}])
def test_a_length_that_is_none_is_zero(backend: Backend, length: object) -> None:
    assert on(backend, itself, length=length).length == 0.0


def test_a_video_is_renamed_and_removed(backend: Backend) -> None:
    backend.expect("PATCH", "video/m-1", {"name": "Other"})
    backend.expect("DELETE", "video/m-1")

    async def changed(video: AsyncVideo) -> AsyncVideo:
        await video.update()
        await video.update(name="Other")
        await video.delete()
        return video

    assert on(backend, changed).name == "Other"
    assert backend.wire.asked[0].body == {"name": "Other"}


def test_the_whole_video_plays_from_what_is_known_and_stretches_are_asked_for(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/stream", {"stream_url": "https://x/t.m3u8", "player_url": "https://x/watch?v=t"})

    async def played(video: AsyncVideo) -> Found:
        return await video.generate_stream(), await video.generate_stream(timeline=[(0, 1), (2, 3.5)]), video

    whole, parts, video = on(backend, played)
    assert (whole, parts, video.player_url) == (PLAYS["stream_url"], "https://x/t.m3u8", "https://x/watch?v=t")
    assert backend.said == {"timeline": [[0.0, 1.0], [2.0, 3.5]], "length": 12.5}


def test_playing_asks_for_the_page_where_only_the_stream_is_known(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("none here")

    monkeypatch.setattr(webbrowser, "get", none)
    backend.expect("POST", "video/m-1/stream", PLAYS)
    assert on(backend, lambda video: video.play(), player_url=None) == PLAYS["player_url"]
    assert on(backend, lambda video: video.play()) == PLAYS["player_url"]


def test_a_picture_is_known_asked_for_or_made_of_a_moment(backend: Backend) -> None:
    backend.expect("GET", "video/m-1/thumbnail", {"thumbnail_url": "https://x/t.jpg"})
    backend.expect("POST", "video/m-1/thumbnail", {"id": "img-1", "url": "https://x/i.jpg"})
    backend.expect("GET", "video/m-1/thumbnails", [{"id": "img-1"}, {"id": "img-2"}])

    async def pictured(video: AsyncVideo) -> Found:
        usual = [await video.generate_thumbnail(), await video.generate_thumbnail()]
        return usual, await video.generate_thumbnail(time=0), await video.get_thumbnails()

    usual, first, listed = on(backend, pictured)
    assert usual == ["https://x/t.jpg"] * 2
    assert backend.wire.asked[1].body == {"time": 0}
    assert (first.url, [each.id for each in listed]) == ("https://x/i.jpg", ["img-1", "img-2"])


def test_subtitles_are_a_workflow(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/workflow", PLAYS)
    assert on(backend, lambda video: video.add_subtitle(SubtitleStyle(font_size=30))) == PLAYS["stream_url"]
    assert (backend.said["type"], backend.said["subtitle_style"]["font_size"]) == ("add_subtitles", 30)


def test_a_clip_is_a_result_that_plays(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/clip", {"results": [{"video_id": "m-1", "docs": [{"start": 1, "end": 2}]}]})
    assert len(on(backend, lambda video: video.clip("the budget", "spoken", "basic"))) == 1
    assert backend.said == {"prompt": "the budget", "content_type": "spoken", "model_name": "basic"}


INSERTS: list[tuple[float, list[tuple[str, list[float]]]]] = [
    (5, [("m-1", [0.0, 5.0]), ("m-2", [0.0, 3.0]), ("m-1", [5.0, 12.5])]),
    (0, [("m-2", [0.0, 3.0]), ("m-1", [0.0, 12.5])]),
    (99, [("m-1", [0.0, 12.5]), ("m-2", [0.0, 3.0])]),
]


@pytest.mark.parametrize(("at", "parts"), INSERTS)
def test_another_video_is_shown_in_the_middle(backend: Backend, at: float, parts: list[tuple[str, list[float]]]) -> None:
    backend.expect("POST", "compile", PLAYS)
    on(backend, lambda video: video.insert_video(AsyncVideo(video._api, {"id": "m-2", "length": 3}), at))
    assert [(part["video_id"], part["shots"][0]) for part in backend.said] == parts


def test_before_the_beginning_is_nowhere(backend: Backend) -> None:
    with pytest.raises(WrongArgument, match="timestamp"):
        on(backend, lambda video: video.insert_video(video, -1))


@pytest.mark.parametrize(("name", "said"), [(None, "A meeting"), ("mine", "mine")])
def test_a_video_is_downloaded_under_a_name(backend: Backend, name: str | None, said: str) -> None:
    backend.expect("POST", "download", {"download_url": "https://x/v.mp4", "name": said})
    found: Any = on(backend, lambda video: video.download(name))
    assert backend.said == {"stream_link": PLAYS["stream_url"], "name": said}
    assert found["download_url"] == found.download_url == "https://x/v.mp4"


def test_what_has_no_stream_is_not_downloaded(backend: Backend) -> None:
    with pytest.raises(NotPlayable):
        on(backend, lambda video: video.download(), stream_url=None)
