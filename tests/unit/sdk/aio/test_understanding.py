"""What models find in a video is read analyzer by analyzer (contract §2.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import NotFoundError, WrongArgument
from lookhear.sdk.aio.understanding import AsyncUnderstanding

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found

PLACE = "video/m-1/understand/und-1"
ROW = {"understanding_id": "und-1", "video_id": "m-1", "status": "processing", "analyzers": [{"name": "scene", "type": "vlm"}]}
DONE = {"status": "done", "analyzers": [{"id": "an-1", "name": "scene", "type": "vlm", "status": "done", "records": 3}]}


def test_an_understanding_is_waited_for_and_read(backend: Backend) -> None:
    backend.expect("GET", PLACE, {"status": "processing"})
    backend.expect("GET", PLACE, DONE)
    backend.expect("GET", f"{PLACE}/analyzers/scene/output", [{"start": 0}])
    backend.expect("DELETE", PLACE)

    async def used(api: AsyncApi) -> Found:
        made = AsyncUnderstanding(api, ROW)
        await made.wait_until_complete(poll_interval=0)
        output = await (await made.get_analyzer("an-1")).get_output()
        await made.delete()
        return made, output

    made, output = backend.run(used)
    assert (made.is_complete, made.is_successful, output) == (True, True, [{"start": 0}])
    assert made.analyzers[0].extra == {"records": 3}


def test_an_analyzer_is_waited_for_by_itself(backend: Backend) -> None:
    backend.expect("GET", PLACE, DONE | {"status": "processing"})
    backend.expect("GET", PLACE, DONE)

    async def used(api: AsyncApi) -> Found:
        made = AsyncUnderstanding(api, ROW)
        analyzer = made.list_analyzers()[0]
        with pytest.raises(WrongArgument, match="no id yet"):
            analyzer.to_index_source()
        await analyzer.wait_until_complete(poll_interval=0)
        return analyzer, await made.get_analyzer("scene", refresh=True)

    analyzer, again = backend.run(used)
    assert (analyzer.id, analyzer.is_successful, again.id) == ("an-1", True, "an-1")


def test_an_analyzer_that_is_not_there_is_not_found(backend: Backend) -> None:
    async def asked(api: AsyncApi) -> Found:
        return AsyncUnderstanding(api, ROW).find("other")

    with pytest.raises(NotFoundError, match="other"):
        backend.run(asked)
