"""The library over a real backend of this computer: a recording that only that has any more is seen, played, exported and let go."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import DesktopRig, Machine
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library.entries import EntryState, LibraryQuery
from lookhear.desktop.engine.library.service import LibraryService
from lookhear.desktop.engine.settings.declared import Settings
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.library import has_media
from lookhear.system.paths.folders import Paths
from tests.tools.filmed import film
from tests.tools.live import Backend
from tests.tools.recorded import audio_tracks, paints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from tests.tools.program import Program

pytestmark = pytest.mark.timeout(240)  # a backend that starts, on a machine that may be busy
EVERYTHING = LibraryQuery()
LOOKS_AGAIN_S = 6.0


def rig_of(home: Path) -> DesktopRig:
    machine = Machine({})
    machine.paths = Paths(data=home, exports=home / "exports", state=home / "state")
    return DesktopRig(machine)


def session_of(folder: Path) -> str:
    binding = read_binding(folder)
    assert binding is not None
    assert binding.grant is not None
    return binding.grant.session_id


async def until(service: LibraryService, hub: Hub, wanted: Callable[[list[LibraryEntry]], bool]) -> list[LibraryEntry]:
    """Ask again whenever something is different, as somebody who looks at the list does now and then, until it is as wanted."""
    changed = asyncio.Event()
    hub.listen(lambda _event: changed.set())
    while not wanted(entries := list(await service.entries(EVERYTHING))):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), LOOKS_AGAIN_S)
        changed.clear()
    return entries


def test_what_only_the_backend_has_is_seen_played_exported_and_let_go(lookhear: Program, tmp_path: Path) -> None:
    folder = film(lookhear.home / "recordings", displays=2, marks=((2.0, "Decision"),))
    lookhear.json({"LOOKHEAR_BACKEND": "embedded"}, "uploads", folder.name)
    assert not has_media(folder)
    backend = Backend(lookhear.home / "backend")
    backend.wait_for_state(session_of(folder), "exported")  # a picture is made of its video
    rig = rig_of(lookhear.home)

    async def use() -> None:
        hub = Hub()
        service = LibraryService(rig, hub, root=lambda: rig.paths.recordings, settings=Settings)
        await service.begin()
        try:
            (entry,) = await service.entries(EVERYTHING)
            assert (entry.state, entry.is_here, entry.link is not None) == (EntryState.READY, False, True)
            picture = await service.thumbnail(folder.name)
            assert picture is not None
            playable = await service.playable(folder.name, progress=lambda _share: None)
            assert [file.label for file in playable.files] == ["The display:1", "The display:2"]
            assert [mark.text for mark in playable.marks] == ["Decision"]
            for file in playable.files:
                assert audio_tracks(file.path) == 3
                assert paints(file.path)
            assert (await service.link(folder.name)).startswith(backend.url)
            exported = await service.export(folder.name, tmp_path / "a.mp4", progress=lambda _share: None)
            assert [path.name for path in exported] == ["a.mp4", "a-display-2.mp4"]

            shutil.rmtree(folder)  # as if it had been made by another computer
            service._asked_s = float("-inf")
            (remote,) = await until(service, hub, lambda found: [each.state for each in found] == [EntryState.REMOTE])
            assert (remote.recording_id, remote.folder) == (folder.name, None)
            assert (await service.playable(folder.name, progress=lambda _share: None)).files

            await service.delete([folder.name])
            assert list(await service.entries(EVERYTHING)) == []
            assert (await service.trashed())[0] == 1
            assert (await service.empty_trash(is_all=True))[0] == 1
        finally:
            await service.end()
            rig.close()

    asyncio.run(use())
    assert backend.get("/collection/default/capture/session").json()["data"]["sessions"] == []
