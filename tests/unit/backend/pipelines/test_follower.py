"""How one pipeline is followed; who is, and for how long, is test_runner's."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.delivery.bus import InProcessBus
from lookhear.backend.pipelines import follower as follower_module
from lookhear.backend.pipelines.follower import Follower, Pace
from lookhear.backend.pipelines.requests import IndexRequest
from tests.fakes.understanding import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUICK = Pace(look_s=30, longest_look_s=30, retry_s=0.001, longest_retry_s=0.01, finish_s=30, sweep_s=30)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "display:1") as made:
        yield made


def test_work_begins_behind_what_was_being_written_when_the_one_before_it_was_cancelled(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = stage.run(stage.service.create_index(stage.stream("display:1").id, IndexRequest()))
    row, store = view.pipeline, stage.tools.store
    is_writing, may_write = threading.Event(), threading.Event()
    positions: list[int] = []

    def slow(tx: Any) -> None:  # noqa: ANN401 - a transaction
        is_writing.set()
        may_write.wait()
        tx.pipelines.update(replace(row, position_ns=5))

    class Store:
        """The disk goes on as soon as somebody was answered, or stands in line."""

        async def read(self, work: Callable[[Any], Any]) -> object:
            found = await store.read(work)
            may_write.set()
            return found

        async def write(self, work: Callable[[Any], Any]) -> object:
            waiting = asyncio.ensure_future(store.write(work))
            await asyncio.sleep(0)
            may_write.set()
            return await waiting

    async def scene() -> None:
        written = asyncio.create_task(store.write(slow))
        await asyncio.to_thread(is_writing.wait)
        written.cancel()
        late: Any = Store()
        tools = replace(stage.tools, store=late)
        await Follower(row, tools=tools, bus=InProcessBus(), pace=QUICK, busy=lambda: None).run()

    monkeypatch.setattr(follower_module, "work_of", lambda pipeline, _tools: positions.append(pipeline.position_ns))
    stage.run(scene())
    assert positions == [5]
