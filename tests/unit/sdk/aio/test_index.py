"""An index over a video is read, waited for, paged and removed (contract §2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.aio.index import AsyncIndex
from lookhear.sdk.values.index_records import FieldSchema

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

PLACE = "video/m-1/indexes/idx-1"


def test_an_index_is_waited_for_read_and_removed(backend: Backend) -> None:
    ready = {"status": "ready", "use_for": ["semantic"], "record_count": 2, "field_schema": {"text": {"type": "text"}}}
    backend.expect("GET", PLACE, {"status": "building"})
    backend.expect("GET", PLACE, ready)
    backend.expect("GET", f"{PLACE}/records", {"records": [{"scene_id": "s", "start": 0, "end": 1}], "next_cursor": "c"})
    backend.expect("DELETE", PLACE)

    async def used(api: AsyncApi) -> Found:
        index = AsyncIndex(api, {"index_id": "idx-1", "video_id": "m-1", "collection_id": "c-1", "status": "building"})
        begun = index.is_complete
        await index.wait_until_complete(poll_interval=0)
        page = await index.records(limit=1, cursor="b")
        asked = backend.params
        await index.delete()
        return begun, index, page, asked

    begun, index, page, asked = backend.run(used)
    assert (begun, index.is_complete, index.is_successful, index["record_count"]) == (False, True, True, 2)
    assert index.field_schema == {"text": FieldSchema("text")}
    assert (page[0].scene_id, page.next_cursor) == ("s", "c")
    assert asked == {"limit": "1", "cursor": "b", "collection_id": "c-1"}
