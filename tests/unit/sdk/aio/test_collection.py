"""What a collection has: videos, sounds, pictures, streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import InvalidRequestError
from lookhear.sdk.aio.collection import AsyncCollection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.unit.sdk.aio.conftest import Backend

HERE = {"collection_id": "c-1"}


def ask(backend: Backend, work: Callable[[AsyncCollection], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever the work gives
    return backend.run(lambda api: work(AsyncCollection(api, {"id": "c-1", "name": "Talks", "description": None, "is_public": True})))


def test_it_is_what_its_row_says(backend: Backend) -> None:
    async def work(collection: AsyncCollection) -> tuple[Any, ...]:
        return collection.id, collection.name, collection.description, collection.is_public, repr(collection)

    assert ask(backend, work) == ("c-1", "Talks", None, True, "AsyncCollection(id='c-1', name='Talks')")
    assert backend.run(lambda api: work(AsyncCollection(api, {})))[:4] == ("default", None, None, False)


@pytest.mark.parametrize(("kind", "media_id"), [("video", "m-1"), ("audio", "a-1"), ("image", "img-1")])
def test_media_are_found_listed_and_removed(backend: Backend, kind: str, media_id: str) -> None:
    backend.expect("GET", f"{kind}/{media_id}", {"id": media_id, "name": "n", "length": 1.0})
    backend.expect("GET", kind, {f"{kind}s": [{"id": media_id, "length": 1.0}, None]})
    backend.expect("DELETE", f"{kind}/{media_id}")

    async def work(collection: AsyncCollection) -> list[Any]:
        one = await getattr(collection, f"get_{kind}")(media_id)
        every = await getattr(collection, f"get_{kind}s")()
        await getattr(collection, f"delete_{kind}")(media_id)
        return [one.id, one.collection_id, [each.id for each in every]]

    assert ask(backend, work) == [media_id, "c-1", [media_id]]
    assert [asked.params for asked in backend.wire.asked] == [HERE] * 3


def test_a_camera_becomes_a_stream(backend: Backend) -> None:
    backend.expect("POST", "rtstream", {"id": "rts-1", "name": "door"}, http_status=201)
    stream = ask(backend, lambda collection: collection.connect_rtstream("rtsp://camera.example/1", "door", store=True))
    assert stream.id == "rts-1"
    assert backend.said == HERE | {"url": "rtsp://camera.example/1", "name": "door", "media_types": ["video"], "store": True}


def test_streams_are_found_and_listed(backend: Backend) -> None:
    backend.expect("GET", "rtstream/rts-1", {"id": "rts-1", "name": "mic:default"})
    backend.expect("GET", "rtstream", {"results": [{"id": "rts-1"}, {"id": "rts-2"}], "count": 2})
    assert ask(backend, lambda collection: collection.get_rtstream("rts-1")).name == "mic:default"
    assert [each.id for each in ask(backend, lambda collection: collection.list_rtstreams(limit=5, status="connected"))] == [
        "rts-1",
        "rts-2",
    ]
    assert backend.params == {"limit": "5", "status": "connected"}


def test_who_may_see_it_can_be_changed(backend: Backend) -> None:
    backend.expect("PATCH", "collection/c-1")
    backend.expect("PATCH", "collection/c-1")

    async def work(collection: AsyncCollection) -> list[bool]:
        await collection.make_private()
        hidden = collection.is_public
        await collection.make_public()
        return [hidden, collection.is_public]

    assert ask(backend, work) == [False, True]
    assert [asked.body for asked in backend.wire.asked] == [{"is_public": False}, {"is_public": True}]


def test_it_is_removed(backend: Backend) -> None:
    backend.expect("DELETE", "collection/c-1")
    assert ask(backend, lambda collection: collection.delete()) is None


@pytest.mark.parametrize("nothing", ["", "..", None])
def test_nothing_is_asked_for_by_an_identifier_that_is_none(backend: Backend, nothing: Any) -> None:  # noqa: ANN401 - a mistake
    with pytest.raises(InvalidRequestError, match="no identifier"):
        ask(backend, lambda collection: collection.delete_video(nothing))
