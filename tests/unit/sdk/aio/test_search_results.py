"""What searches find (contract §2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SearchError
from lookhear.sdk.aio.search_results import AsyncAskResponse, AsyncRTStreamSearchResult, AsyncSearchResponse, AsyncSearchResult

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

GROUPS = [
    {"video_id": "m-1", "collection_id": "c-1", "length": 9, "docs": [{"start": 1, "end": 2, "text": "a"}, {"start": 4, "end": 5}]},
    {"video_id": "m-2", "collection_id": "c-1", "length": 3, "docs": None},
    {"video_id": "m-3", "docs": [{"start": 0, "end": 1}]},
]
PLAYS = {"stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s"}


async def found(api: AsyncApi) -> AsyncSearchResult:
    return AsyncSearchResult(api, {"results": GROUPS, "warnings": {"code": "old", "message": "An old index."}})


async def response(api: AsyncApi) -> AsyncSearchResponse:
    return AsyncSearchResponse(api, {"response_type": "shots", "results": GROUPS, "session_id": "s-1"})


def test_groups_become_one_list_of_shots(backend: Backend) -> None:
    result = backend.run(found)
    assert [shot.video_id for shot in result] == ["m-1", "m-1", "m-3"]
    assert (len(result), result[0], result["collection_id"]) == (3, result.shots[0], "c-1")
    assert result.get_shots() is result.shots
    assert result.warnings == [{"code": "old", "message": "An old index."}]


def test_all_shots_play_as_one(backend: Backend) -> None:
    backend.expect("POST", "compile", PLAYS)

    async def compiled(api: AsyncApi) -> Found:
        result = await found(api)
        return result, await result.compile(), await result.compile(), await result.get_embed_code()

    result, first, second, code = backend.run(compiled)
    assert backend.said == [
        {"video_id": "m-1", "collection_id": "c-1", "shots": [[1.0, 2.0]]},
        {"video_id": "m-1", "collection_id": "c-1", "shots": [[4.0, 5.0]]},
        {"video_id": "m-3", "collection_id": "c-1", "shots": [[0.0, 1.0]]},
    ]
    assert first == second == PLAYS["stream_url"]
    assert result.player_url == PLAYS["player_url"]
    assert "/embed?v=s" in code


def test_nothing_that_was_found_cannot_be_played(backend: Backend) -> None:
    with pytest.raises(SearchError, match="Nothing was found"):
        backend.run(lambda api: AsyncSearchResult(api, {"results": None}).compile())


def test_an_answer_of_the_newer_search_can_be_used_like_one_of_the_older(backend: Backend) -> None:
    backend.expect("POST", "compile", PLAYS)

    async def used(api: AsyncApi) -> Found:
        answer = await response(api)
        return answer, await answer.compile(), await answer.get_embed_code()

    answer, url, code = backend.run(used)
    assert (answer.session_id, answer.waiting_for, answer.warnings) == ("s-1", "none", [])
    assert [*answer] == answer.get_shots() == answer.shots == answer.results.shots
    assert (len(answer), answer[0]) == (3, answer.shots[0])
    assert url == PLAYS["stream_url"]
    assert "/embed?v=s" in code


@pytest.mark.parametrize(("results", "items"), [([{"key": "a"}], 1), ({"total": 3}, 1), (None, 0)])
def test_counts_are_as_they_came_and_have_no_shots(backend: Backend, results: Found, items: int) -> None:
    async def counted(api: AsyncApi) -> AsyncSearchResponse:
        return AsyncSearchResponse(api, {"response_type": "aggregate", "results": results})

    answer = backend.run(counted)
    assert (answer.results, answer.shots, len(answer), len([*answer])) == (results, [], items, items)
    with pytest.raises(SearchError, match="no shots"):
        answer.get_shot_results()


def test_an_answer_in_words_has_its_sources(backend: Backend) -> None:
    async def asked(api: AsyncApi) -> AsyncAskResponse:
        return AsyncAskResponse(api, {"answer": "At nine.", "sources": GROUPS, "warnings": [{"code": "x"}]})

    answer = backend.run(asked)
    assert (answer.answer, len(answer.sources), answer.warnings) == ("At nine.", 3, [{"code": "x"}])
    assert "nine" not in repr(answer)


def test_moments_of_streams_are_a_sequence(backend: Backend) -> None:
    assert not backend.wire.asked
    assert [*AsyncRTStreamSearchResult("default", [])] == []
