"""Which search is asked, and with what (contract §2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import SearchError, WrongArgument
from lookhear.sdk.aio.collection import AsyncCollection
from lookhear.sdk.aio.search_results import AsyncRTStreamSearchResult, AsyncSearchResponse, AsyncSearchResult
from lookhear.sdk.aio.video import AsyncVideo

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

    Asking = Callable[[Any], Awaitable[Found]]

SEMANTIC = {"search_type": "semantic", "index_type": "spoken_word", "score_threshold": 0.2, "result_threshold": 5}
ASKED: list[tuple[Asking, str, dict[str, Any]]] = [
    (lambda v: v.search("q"), "search/v2", {"query": "q"}),
    (lambda v: v.search("q", top_k=3, mode="deep", return_fields=None), "search/v2", {"query": "q", "top_k": 3, "mode": "deep"}),
    (
        lambda v: v.search("q", config={"a": 1}, score_threshold=0.3),
        "search/v2",
        {"query": "q", "config": {"a": 1}, "score_threshold": 0.3},
    ),
    (lambda v: v.search("q", "semantic"), "search", {"query": "q"} | SEMANTIC),
    (
        lambda v: v.search("q", "keyword", "spoken_word", 3),
        "search",
        {"query": "q", "search_type": "keyword", "index_type": "spoken_word", "result_threshold": 3},
    ),
    (
        lambda v: v.search("q", index_type="scene", index_id="i-1", score_threshold=0, filter=[{"k": 1}]),
        "search",
        {"query": "q"} | SEMANTIC | {"index_type": "scene", "scene_index_id": "i-1", "score_threshold": 0, "filter": [{"k": 1}]},
    ),
    (
        lambda v: v.legacy_search("q", search_type="scene", stitch=True),
        "search",
        {"query": "q", "search_type": "scene", "index_type": "scene", "stitch": True},
    ),
    (
        lambda v: v.semantic_search("q", index_names=("a", "b"), index_ids="i"),
        "semantic-search",
        {"query": "q", "index_names": ["a", "b"], "index_ids": "i", "top_k": 10},
    ),
    (lambda v: v.query(index_name="n", sort="start"), "query", {"index_name": "n", "limit": 100, "sort": "start"}),
    (lambda v: v.aggregate(group_by="text"), "aggregate", {"group_by": "text", "metric": "count", "limit": 100}),
    (lambda v: v.ask("When?"), "ask", {"question": "When?", "top_k": 15, "mode": "default", "include_sources": False}),
]


@pytest.mark.parametrize(("ask", "path", "body"), ASKED)
def test_searches_of_videos_and_of_collections_say_what_was_said(backend: Backend, ask: Asking, path: str, body: dict[str, Any]) -> None:
    backend.expect("POST", f"video/m-1/{path}", {"response_type": "shots", "results": []})
    backend.expect("POST", f"collection/c-1/{path}", {"response_type": "shots", "results": []})

    async def both(api: AsyncApi) -> None:
        await ask(AsyncVideo(api, {"id": "m-1"}))
        await ask(AsyncCollection(api, {"id": "c-1"}))

    backend.run(both)
    assert [asked.body for asked in backend.wire.asked] == [body, body]


def test_the_newer_search_answers_with_a_response_and_the_older_with_a_result(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/search/v2", {"response_type": "shots", "results": []})
    backend.expect("POST", "video/m-1/search", {"results": []})

    async def both(api: AsyncApi) -> Found:
        video = AsyncVideo(api, {"id": "m-1"})
        return await video.search("q"), await video.search("q", search_type="semantic")

    newer, older = backend.run(both)
    assert isinstance(newer, AsyncSearchResponse)
    assert isinstance(older, AsyncSearchResult)


def test_the_streams_of_a_collection_are_another_namespace(backend: Backend) -> None:
    row = {"rtstream_id": "rts-1", "rtstream_name": "mic:default", "start": 1, "end": 2, "text": "x"}
    backend.expect("POST", "rtstream/collection/c-1/search", {"results": [row]})
    found = backend.run(lambda api: AsyncCollection(api, {"id": "c-1"}).search("q", namespace="rtstream", scene_index_id="i-1"))
    assert backend.said == {"query": "q", "scene_index_id": "i-1"}
    assert isinstance(found, AsyncRTStreamSearchResult)
    assert (found[0].rtstream_id, found[0].rtstream_name) == ("rts-1", "mic:default")


MIXED: list[dict[str, Any]] = [{"top_k": 3, "search_type": "semantic"}, {"config": {}, "result_threshold": 1}, {"index_name": "n"}]


@pytest.mark.parametrize("options", MIXED)
def test_a_mixture_of_both_asks_nobody(backend: Backend, options: dict[str, Any]) -> None:
    with pytest.raises(WrongArgument) as caught:
        backend.run(lambda api: AsyncVideo(api, {"id": "m-1"}).search("q", **options))
    assert isinstance(caught.value, ValueError)


def test_a_search_of_no_kind_is_a_sentence(backend: Backend) -> None:
    with pytest.raises(SearchError, match="semantic or keyword"):
        backend.run(lambda api: AsyncVideo(api, {"id": "m-1"}).search("q", search_type="magic"))
