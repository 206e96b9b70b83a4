"""What is found in a stream is read, stopped and watched (contract §2.6-§2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.aio.rtstream_indexes import AsyncRTStreamIndex, AsyncRTStreamSceneIndex, AsyncRTStreamUnderstanding

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found


def scene_index(api: AsyncApi) -> AsyncRTStreamSceneIndex:
    return AsyncRTStreamSceneIndex(api, {"rtstream_index_id": "i-1"}, "rts-1")


def test_scenes_come_in_pages_by_key_and_by_name(backend: Backend) -> None:
    backend.expect(
        "GET", "rtstream/rts-1/index/scene/i-1", {"scene_index_records": [{"id": "r", "start": 1, "text": "x"}], "next_page": True}
    )
    page = backend.run(lambda api: scene_index(api).get_scenes(start=0, page_size=1))
    assert backend.params == {"page": "1", "page_size": "1", "start": "0"}
    assert (page["scenes"][0]["text"], page["next_page"]) == ("x", True)
    assert page.scenes[0].description == "x"


def test_an_index_is_stopped_begun_again_and_asked_something_else(backend: Backend) -> None:
    backend.expect("PATCH", "rtstream/rts-1/index/scene/i-1/status")
    backend.expect("PATCH", "rtstream/rts-1/index/scene/i-1/status")
    backend.expect("PATCH", "rtstream/rts-1/index/scene/i-1", {"prompt": "Else?"})

    async def changed(api: AsyncApi) -> Found:
        index = scene_index(api)
        await index.stop()
        stopped = index.status
        await index.start()
        await index.update("Else?")
        return stopped, index

    stopped, index = backend.run(changed)
    assert [asked.body for asked in backend.wire.asked] == [{"action": "stop"}, {"action": "start"}, {"prompt": "Else?"}]
    assert (stopped, index.status, index.prompt, index["prompt"]) == ("stopped", "running", "Else?", "Else?")
    assert "Else?" not in repr(index)


def test_an_understanding_is_read_again_stopped_and_paged(backend: Backend) -> None:
    place = "rtstream/rts-1/understand/und-1"
    backend.expect("GET", place, {"status": "failed", "analyzers": [{"name": "scene"}]})
    backend.expect("PATCH", f"{place}/status")
    backend.expect("PATCH", f"{place}/status")
    backend.expect("GET", f"{place}/records", {"records": [{"start": 1, "end": 2}], "next_page": False})

    async def read(api: AsyncApi) -> Found:
        made = AsyncRTStreamUnderstanding(api, {"id": "und-1"}, "rts-1")
        seen = (await made.refresh()).status
        await made.stop()
        await made.start()
        return seen, made, await made.get_records(10.5, 20)

    seen, made, page = backend.run(read)
    assert (seen, made.status, made.id, made.analyzers) == ("failed", "running", "und-1", [{"name": "scene"}])
    assert backend.params == {"start": "10.5", "end": "20", "output": "scene", "page": "1", "page_size": "100"}
    assert page.records[0].end == 2.0


def test_an_index_over_an_understanding_is_read_again_stopped_and_paged(backend: Backend) -> None:
    place = "rtstream/rts-1/indexes/idx-1"
    backend.expect("GET", place, {"status": "running", "source_understanding_id": "und-1"})
    backend.expect("PATCH", f"{place}/status")
    backend.expect("PATCH", f"{place}/status")
    backend.expect("GET", f"{place}/records", {"records": [], "next_page": False})

    async def read(api: AsyncApi) -> Found:
        index = AsyncRTStreamIndex(api, {"index_id": "idx-1"}, "rts-1")
        await index.refresh()
        await index.start()
        await index.stop()
        return index, await index.get_records(end=5)

    index, page = backend.run(read)
    assert (index.status, index.source_understanding_id, page.records) == ("stopped", "und-1", [])
    assert backend.params == {"page": "1", "page_size": "100", "end": "5"}
