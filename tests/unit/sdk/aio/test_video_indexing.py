"""Understandings and indexes of a video: what is sent for them (contract §2.8, §2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import WrongArgument
from lookhear.sdk.aio.understanding import AsyncUnderstanding
from lookhear.sdk.aio.video import AsyncVideo
from lookhear.sdk.aio.video_indexing import checked_analyzers, index_source

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

ANALYZER = {"type": "vlm", "name": "scene", "config": {"prompt": "What?"}}


def on(backend: Backend, work: Callable[[AsyncVideo], Awaitable[Found]]) -> Found:
    return backend.run(lambda api: work(AsyncVideo(api, {"id": "m-1", "collection_id": "c-1"})))


def test_an_understanding_is_made_listed_looked_up_and_removed(backend: Backend) -> None:
    place = "video/m-1/understand"
    backend.expect("POST", place, {"understanding_id": "und-1", "status": "processing"})
    backend.expect("GET", place, {"understanding_results": [{"understanding_id": "und-1"}]})
    backend.expect("GET", f"{place}/und-1", {"status": "done", "analyzers": [{"id": "an-1", "name": "scene", "status": "done"}]})
    backend.expect("DELETE", f"{place}/und-1")

    async def used(video: AsyncVideo) -> Found:
        made = await video.understand([ANALYZER], segmentation={"type": "time", "window": "4s"}, sandbox_id="sb")
        listed, found = await video.list_understandings(), await video.get_understanding("und-1")
        await video.delete_understanding("und-1")
        return made, listed[0], found

    made, listed, found = on(backend, used)
    assert backend.wire.asked[0].body == {"analyzers": [ANALYZER], "segmentation": {"type": "time", "window": "4s"}, "sandbox_id": "sb"}
    assert {each.id for each in (made, listed, found)} == {"und-1"}
    assert {each.video_id for each in (made, listed, found)} == {"m-1"}
    assert [(each.name, each.status) for each in made.list_analyzers()] == [("scene", "pending")]
    assert found.find("an-1").is_successful


NO_ANALYZERS: list[list[dict[str, Any]]] = [[], [{"name": "scene"}], [ANALYZER, ANALYZER]]


@pytest.mark.parametrize("analyzers", NO_ANALYZERS)
def test_analyzers_that_are_none_ask_nobody(analyzers: list[dict[str, Any]]) -> None:
    with pytest.raises(WrongArgument, match="analyzers"):
        checked_analyzers(analyzers)


def test_an_index_is_made_listed_looked_up_and_removed(backend: Backend) -> None:
    place = "video/m-1/indexes"
    backend.expect("POST", place, {"index_id": "idx-1", "status": "building"})
    backend.expect("GET", place, {"index_id": "idx-1", "name": "n"})
    backend.expect("GET", f"{place}/idx-1", {"index_id": "idx-1"})
    backend.expect("GET", place, {"indexes": [{"index_id": "idx-1"}]})
    backend.expect("DELETE", f"{place}/idx-1")

    async def used(video: AsyncVideo) -> Found:
        made = await video.index([{"start": 0, "end": 1}], name="n", use_for=["semantic"], fields={"filter": ("text",)})
        found = [await video.get_index(name="n"), await video.get_index("idx-1"), *await video.list_indexes("query")]
        await video.delete_index("idx-1")
        return [made, *found]

    found = on(backend, used)
    assert backend.wire.asked[0].body == {
        "source": {"scenes": [{"start": 0, "end": 1}]},
        "name": "n",
        "use_for": ["semantic"],
        "fields": {"filter": ["text"]},
    }
    assert [asked.params.get("name") for asked in backend.wire.asked[1:3]] == ["n", None]
    assert {(each.index_id, each.video_id, each.collection_id) for each in found} == {("idx-1", "m-1", "c-1")}


def test_an_index_that_nobody_names_is_a_sentence(backend: Backend) -> None:
    with pytest.raises(WrongArgument, match="index_id or name"):
        on(backend, lambda video: video.get_index())


def test_a_source_is_an_analyzer_a_reference_or_records(backend: Backend) -> None:
    async def analyzed(api: AsyncApi) -> Found:
        made = AsyncUnderstanding(api, {"id": "und-1", "analyzers": [{"id": "an-1", "type": "vlm"}]})
        return index_source(made.analyzers[0])

    assert backend.run(analyzed) == {"understanding_id": "und-1", "analyzer_id": "an-1", "analyzer_type": "vlm"}
    references: list[dict[str, object]] = [{"scenes": []}, {"understanding_id": "und-1"}]
    assert [index_source(each) for each in references] == references


@pytest.mark.parametrize("source", [None, "und-1", {}, {"scenes": "many"}])
def test_what_is_no_source_is_a_sentence(source: object) -> None:
    with pytest.raises(WrongArgument, match="source"):
        index_source(source)
