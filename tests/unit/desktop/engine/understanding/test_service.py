from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lookhear.desktop.engine.events import LibraryChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library.entries import LibraryQuery
from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.understanding.exporting import TextFormat
from lookhear.desktop.engine.understanding.service import Understandings
from lookhear.desktop.engine.understanding.values import LiveContext, TextState
from tests.fakes.entries import entry
from tests.fakes.library import LibraryRig
from tests.fakes.understood_backend import BEGAN_S, UnderstoodBackend, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

ENTRY = entry(started_wall_ns=round(BEGAN_S * 1e9), session_id="cap-1", is_private=True)


def run(home: Path, backend: UnderstoodBackend | None, work: Callable[[Understandings, Hub], Coroutine[object, object, None]]) -> None:
    async def go() -> None:
        hub = Hub()
        service = Understandings(LibraryRig(home, backend=None if backend is None else backend.source), hub, settings=Settings)
        await service.begin()
        try:
            await work(service, hub)
        finally:
            await service.end()

    asyncio.run(go())


def test_a_recording_is_understood_later_and_its_text_saved(tmp_path: Path) -> None:
    async def work(service: Understandings, _hub: Hub) -> None:
        assert service.live == LiveContext()
        assert (await service.text(ENTRY)).state is TextState.NONE
        await service.understand(ENTRY)
        backend.spoken["rts-2"] = [spoken(1.0, "hello")]
        text = await service.text(ENTRY)
        assert (text.state, [line.text for line in text.lines]) == (TextState.GROWING, ["hello"])
        path = await service.write(text.lines, tmp_path / "a.txt", form=TextFormat.TEXT, names={"mic:default": "Me"})
        assert path.read_text("utf-8") == "0:00:01  Me: hello\n"

    with UnderstoodBackend() as backend:
        run(tmp_path, backend, work)


def test_no_backend_is_a_state(tmp_path: Path) -> None:
    async def work(service: Understandings, _hub: Hub) -> None:
        assert (await service.text(ENTRY)).state is TextState.AWAY
        assert (await service.text(entry())).state is TextState.ELSEWHERE
        assert (await service.text(entry(session_id="cap-1", is_private=False))).state is TextState.ELSEWHERE

    run(tmp_path, None, work)


def test_a_search_is_answered_beside(tmp_path: Path) -> None:
    async def work(service: Understandings, hub: Hub) -> None:
        told = asyncio.Event()
        hub.listen(lambda event: told.set() if isinstance(event, LibraryChanged) else None)
        query = LibraryQuery(text="budget")
        assert await asyncio.to_thread(service.finder.find, query, [ENTRY]) == {}
        await asyncio.wait_for(told.wait(), 20)
        (hit,) = service.finder.find(query, [ENTRY])[ENTRY.recording_id]
        assert hit.at_s == 9.0

    with UnderstoodBackend() as backend:
        backend.hits = [{"capture_session_id": "cap-1", "start": BEGAN_S + 9, "text": "the budget", "index_type": "scene"}]
        run(tmp_path, backend, work)


def test_where_no_backend_ever_was_none_is_started_for_a_search(tmp_path: Path) -> None:
    async def work(service: Understandings, _hub: Hub) -> None:
        assert await asyncio.to_thread(service._search, "budget") is None
        (tmp_path / "backend").mkdir()
        assert await asyncio.to_thread(service._search, "budget") is None  # and one that does not answer finds nothing

    run(tmp_path, None, work)
