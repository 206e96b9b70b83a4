"""Scenes of a video and the indexes over them: what is sent, what is read (contract §2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import InvalidRequestError
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.values.scenes import VideoScene

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend, Found

    Asking = Callable[[AsyncVideo], Awaitable[Found]]

SCENE = VideoScene(video_id="m-1", start=0, end=1, description="d")
INDEXED: list[tuple[Asking, dict[str, Any]]] = [
    (lambda v: v.index_visuals(prompt="What?"), {"prompt": "What?"}),
    (
        lambda v: v.index_visuals(batch_config={"type": "time", "value": 4, "frame_count": 1, "select_frames": ["first"]}, name="n"),
        {"extraction_type": "time", "extraction_config": {"time": 4, "frame_count": 1, "select_frames": ["first"]}, "name": "n"},
    ),
    (
        lambda v: v.index_visuals(batch_config={"type": "shot", "value": 20}),
        {"extraction_type": "shot", "extraction_config": {"threshold": 20}},
    ),
    (lambda v: v.index_scenes(), {"extraction_type": "shot"}),
    (
        lambda v: v.index_scenes("time", {"time": 2}, metadata={"k": 1}, scenes=[SCENE]),
        {"extraction_type": "time", "extraction_config": {"time": 2}, "metadata": {"k": 1}, "scenes": [SCENE.to_json()]},
    ),
    (
        lambda v: v.index_audio("Sum up", language_code="de", batch_config={"type": "sentence", "value": 3}),
        {
            "extraction_type": "transcript",
            "extraction_config": {"segmenter": "sentence", "segmentation_value": 3},
            "prompt": "Sum up",
            "language_code": "de",
        },
    ),
]


def on(backend: Backend, work: Asking) -> Found:
    return backend.run(lambda api: work(AsyncVideo(api, {"id": "m-1", "collection_id": "c-1"})))


@pytest.mark.parametrize(("ask", "body"), INDEXED)
def test_what_was_not_said_is_left_out(backend: Backend, ask: Asking, body: dict[str, Any]) -> None:
    backend.expect("POST", "video/m-1/index/scene", {"scene_index_id": "i-1"})
    assert on(backend, ask) == "i-1"
    assert backend.said == body


def test_spoken_words_are_indexed_and_waited_for(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/index", {"output_url": "http://127.0.0.1:8420/v1/async-response/op"}, status="processing")
    backend.expect("GET", "async-response/op", {}, response={"success": True, "data": {}})
    assert on(backend, lambda video: video.index_spoken_words()) is None
    assert backend.wire.asked[0].body == {"index_type": "spoken_word", "segmentation_type": "sentence", "force": False}


def test_indexes_are_listed_read_and_removed(backend: Backend) -> None:
    place = "video/m-1/index/scene"
    backend.expect("GET", place, {"scene_indexes": [{"scene_index_id": "i-1"}]})
    backend.expect("GET", f"{place}/i-1", {"scene_index_records": [{"start": 0, "end": 4, "description": "dark"}]})
    backend.expect("DELETE", f"{place}/i-1")

    async def used(video: AsyncVideo) -> Found:
        listed, records = await video.list_scene_index(), await video.get_scene_index("i-1")
        await video.delete_scene_index("i-1")
        return listed, records

    listed, records = on(backend, used)
    assert listed == [{"scene_index_id": "i-1"}]
    assert (records[0]["description"], records[0].end) == ("dark", 4.0)
    assert [asked.params for asked in backend.wire.asked[:2]] == [{"collection_id": "c-1"}] * 2


def test_the_older_list_of_scenes_is_read_once(backend: Backend) -> None:
    backend.expect("GET", "video/m-1/index", [{"start": 0}])

    async def twice(video: AsyncVideo) -> Found:
        return await video.get_scenes(), await video.get_scenes()

    assert on(backend, twice) == ([{"start": 0}], [{"start": 0}])
    assert backend.params == {"index_type": "scene"}


def test_scenes_are_extracted_listed_and_looked_up(backend: Backend) -> None:
    row = {"scene_collection_id": "sc-1", "scenes": [{"scene_id": "s-1", "start": 0, "end": 1}]}
    backend.expect("POST", "video/m-1/scenes", {"scene_collection": row})
    backend.expect("GET", "video/m-1/scenes", {"scene_collections": [row]})
    backend.expect("GET", "video/m-1/scenes/sc-1", {"scene_collection": row})
    backend.expect("POST", "video/m-1/scenes", {}, status="processing", request_type="async")

    async def used(video: AsyncVideo) -> Found:
        made, listed = await video.extract_scenes("time", {"time": 4}), await video.list_scene_collection()
        return made, listed, await video.get_scene_collection("sc-1"), await video.extract_scenes(callback_url="https://mine/hook")

    made, listed, found, later = on(backend, used)
    assert backend.wire.asked[0].body == {"extraction_type": "time", "extraction_config": {"time": 4}, "force": False}
    assert made == found
    assert (made.scenes[0].id, listed, later) == ("s-1", [row], None)


def test_no_identifier_asks_nobody(backend: Backend) -> None:
    with pytest.raises(InvalidRequestError):
        on(backend, lambda video: video.delete_scene_index(""))
