from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.engine.events import LibraryChanged, ViewChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library import service as module
from lookhear.desktop.engine.library.entries import EntryState, LibraryQuery
from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.engine.library.service import LibraryService
from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.view import AppView, LastRecording, UploadsView
from lookhear.errors import RecordingBusy
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.upload.status import UploadState, UploadStatus
from tests.fakes.backend_library import BackendWithSessions, session
from tests.fakes.library import LibraryRig
from tests.fakes.recordings import complete
from tests.tools.filmed import film

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

EVERYTHING = LibraryQuery()
UPLOADING = UploadStatus(state=UploadState.UPLOADING, sentence="", acked_bytes=43, pending_bytes=57)


class Library:
    """The service over folders of a test, and what it published."""

    def __init__(self, home: Path, **wanted: Any) -> None:  # noqa: ANN401 - parameters of the service
        self.rig, self.hub = LibraryRig(home), Hub()
        self.published: list[object] = []
        self.changed = asyncio.Event()
        self.hub.listen(self._on_event)
        root = self.rig.paths.recordings
        self.service = LibraryService(self.rig, self.hub, root=lambda: root, settings=Settings, **wanted)
        self.root = root

    def _on_event(self, event: object) -> None:
        self.published.append(event)
        if isinstance(event, LibraryChanged):
            self.changed.set()

    @property
    def changes(self) -> int:
        return sum(isinstance(event, LibraryChanged) for event in self.published)

    async def asked_beside(self) -> None:
        """Wait until what the service does beside is done."""
        await asyncio.gather(*self.service._beside)

    async def ids(self) -> list[str]:
        return [entry.recording_id for entry in await self.service.entries(EVERYTHING)]


@asynccontextmanager
async def library(home: Path, **wanted: Any) -> AsyncIterator[Library]:  # noqa: ANN401 - as above
    made = Library(home, **wanted)
    await made.service.begin()
    try:
        yield made
    finally:
        await made.service.end()


def run(use: Callable[[], Any]) -> None:
    asyncio.run(use())


def test_naming_deleting_and_taking_back_are_told(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")

    async def use() -> None:
        async with library(tmp_path) as there:
            await there.service.rename(folder.name, "Call")
            assert (await there.service.entries(EVERYTHING))[0].name == "Call"
            token = await there.service.delete([folder.name])
            assert await there.ids() == []
            assert (await there.service.trashed())[0] == 1
            await there.service.undo(token)
            assert await there.ids() == [folder.name]
            assert there.changes == 3

    run(use)


def test_an_upload_of_this_process_is_ended_before_its_recording_is_deleted(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")
    released: list[Path] = []

    async def release(each: Path) -> None:
        released.append(each)

    async def use() -> None:
        async with library(tmp_path, release=release) as there:
            await there.service.delete([folder.name])
            assert (await there.service.empty_trash(is_all=False)) == (0, 0)
            assert (await there.service.empty_trash(is_all=True))[0] == 1

    run(use)
    assert released == [folder]


def test_what_an_upload_has_come_to_stands_in_the_entry(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")
    write_binding(folder, Binding(source=TokenSource(kind=SourceKind.EMBEDDED)))

    async def use() -> None:
        async with library(tmp_path, status_of=lambda each: UPLOADING if each == folder.name else None) as there:
            (entry,) = await there.service.entries(EVERYTHING)
            assert (entry.state, entry.share) == (EntryState.UPLOADING, 0.43)

    run(use)


def test_many_folders_are_read_by_and_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lookhear.desktop.engine.library.work._BUDGET_S", -1.0)
    folder = complete(tmp_path / "recordings")

    async def use() -> None:
        async with library(tmp_path) as there:
            assert await there.ids() == []
            monkeypatch.setattr("lookhear.desktop.engine.library.work._BUDGET_S", 30.0)
            await asyncio.wait_for(there.changed.wait(), 30)
            assert await there.ids() == [folder.name]

    run(use)


def test_the_backend_is_asked_beside_it_and_not_too_often(tmp_path: Path) -> None:
    async def use() -> None:
        with BackendWithSessions(session(1)) as backend:
            async with library(tmp_path) as there:
                there.rig.backend = backend.source
                assert await there.ids() == []
                await asyncio.wait_for(there.changed.wait(), 30)
                assert await there.ids() == [f"rec-{1:026d}"]
            assert len(backend.asked) == 1

    run(use)


def test_a_backend_that_does_not_answer_is_no_failure_of_the_list(tmp_path: Path) -> None:
    async def use() -> None:
        with BackendWithSessions() as backend:
            backend.answer = (500, "text/html", b"")
            async with library(tmp_path) as there:
                there.rig.backend = backend.source
                assert await there.ids() == []

    run(use)


def test_a_backend_that_did_not_answer_is_soon_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ASKED_IN_VAIN_S", 0.0)

    async def use() -> None:
        with BackendWithSessions(session(1)) as backend:
            backend.answer = (500, "text/html", b"")
            async with library(tmp_path) as there:
                there.rig.backend = backend.source
                assert await there.ids() == []
                await there.asked_beside()
                backend.answer = None
                assert await there.ids() == []
                await asyncio.wait_for(there.changed.wait(), 60)
                assert await there.ids() == [f"rec-{1:026d}"]

    run(use)


def view(**fields: Any) -> ViewChanged:  # noqa: ANN401 - fields of AppView
    return ViewChanged(AppView(**fields))


def test_the_list_is_different_when_recordings_begin_end_or_go_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = film(tmp_path / "recordings")
    last = LastRecording(recording_id=folder.name, folder=folder, duration_s=4, verdicts=())

    async def use() -> None:
        async with library(tmp_path) as there:
            publish = there.hub.publish
            publish(view())
            publish(view(countdown_left_s=3))
            assert there.changes == 0
            publish(view(last=last))
            assert there.changes == 1
            publish(view(last=last, uploads=UploadsView(recordings=1, left_bytes=9)))
            publish(view(last=last, uploads=UploadsView(recordings=1, left_bytes=8)))
            assert there.changes == 3
            publish(view(last=last, uploads=UploadsView(recordings=1, left_bytes=7)))  # within the same second
            assert there.changes == 3
            monkeypatch.setattr(module, "_UPLOAD_TOLD_S", -1.0)
            publish(view(last=last, uploads=UploadsView(recordings=1, left_bytes=6)))
            assert there.changes == 4
            assert await there.service.thumbnail(folder.name) is not None  # was made when it ended

    run(use)
    assert [path.name for path in (tmp_path / "library" / "pictures").iterdir()] == [f"{folder.name}.jpg"]


def test_files_a_receipt_and_the_folders(tmp_path: Path) -> None:
    folder = film(tmp_path / "recordings")

    async def use() -> None:
        async with library(tmp_path) as there:
            told: list[float] = []
            playable = await there.service.playable(folder.name, progress=told.append)
            assert playable.files[0].path.exists()
            assert told[-1] == 1.0
            assert await there.service.export(folder.name, tmp_path / "a.mp4", progress=told.append) == [tmp_path / "a.mp4"]
            assert (await there.service.receipt(folder.name)).recording_id == folder.name
            assert list(there.service.roots()) == [there.root]
            token = await there.service.delete([folder.name])
            assert token

    run(use)


def test_an_export_is_called_off_by_its_progress(tmp_path: Path) -> None:
    folder = film(tmp_path / "recordings")

    def call_off(_share: float) -> None:
        raise Cancelled("Nobody waits.")

    async def use() -> None:
        async with library(tmp_path) as there:
            with pytest.raises(Cancelled):
                await there.service.export(folder.name, tmp_path / "a.mp4", progress=call_off)

    run(use)
    assert not (tmp_path / "a.mp4").exists()
    assert list(tmp_path.glob("*.part")) == []


def test_a_refusal_to_delete_reaches_whoever_asked(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")

    async def refuse(_folder: Path) -> None:
        raise RecordingBusy("Not now.")

    async def use() -> None:
        async with library(tmp_path, release=refuse) as there:
            with pytest.raises(RecordingBusy):
                await there.service.delete([folder.name])
            assert await there.ids() == [folder.name]

    run(use)


def test_a_place_is_shown_in_the_file_manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(module, "reveal", lambda path, _environ: shown.append(path))

    async def use() -> None:
        async with library(tmp_path) as there:
            await there.service.reveal(tmp_path)

    run(use)
    assert shown == [tmp_path]


def test_one_that_nobody_wants_is_gone_at_once(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")
    released: list[Path] = []

    async def release(found: Path) -> None:
        released.append(found)

    async def use() -> None:
        async with library(tmp_path, release=release) as made:
            await made.service.discard(folder.name)
            assert await made.ids() == []
            while (await made.service.trashed())[0]:  # noqa: ASYNC110 - it is emptied beside, on a thread
                await asyncio.sleep(0.01)

    run(use)
    assert released == [folder]
    assert not folder.exists()
