"""The recordings of this computer and of its backend, as `lookhear.desktop.engine.library.ports.LibraryService` wants them.

Belongs to the engine loop. What blocks is `work`, done on lanes (`lanes`), a thread each: short work on files, thumbnails, what a player
needs, exports, and questions to the backend.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lookhear.desktop.engine.events import LibraryChanged, ViewChanged
from lookhear.desktop.engine.library.lanes import Lane
from lookhear.desktop.engine.library.shown import with_upload
from lookhear.desktop.engine.library.work import LibraryWork
from lookhear.errors import LookhearError
from lookhear.system.reveal import reveal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery, Playable
    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.desktop.engine.library.searching import Finder
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.view import AppView
    from lookhear.recorder.receipt import Receipt
    from lookhear.recorder.upload.status import UploadStatus

_LOG: Final = logging.getLogger(__name__)
_BUDGET_S: Final = 0.4  # for reading folders before what is known is shown; the rest follows
_UPLOAD_TOLD_S: Final = 1.0
_BACKEND_ASKED_S: Final = 30.0
_ASKED_IN_VAIN_S: Final = 5.0


async def _nothing(_folder: Path) -> None:
    """Nobody here uploads."""


class LibraryService:
    """See the port. ``root`` is where recordings are made now, ``settings`` gives them as they are now.

    ``status_of`` is how far the upload of a recording in this process is. ``release`` is awaited before a recording is deleted: it ends
    this process's upload of it. ``finders`` search; those of what was understood come from elsewhere.
    """

    def __init__(
        self,
        rig: Needs,
        hub: Hub,
        *,
        root: Callable[[], Path],
        settings: Callable[[], Settings],
        status_of: Callable[[str], UploadStatus | None] = lambda _recording_id: None,
        release: Callable[[Path], Awaitable[None]] = _nothing,
        finders: Sequence[Finder] = (),
    ) -> None:
        self._hub, self._settings, self._environ = hub, settings, rig.environ
        self._status_of, self._release = status_of, release
        self._work = LibraryWork(rig, root=root, finders=finders)
        self._on_files, self._on_pictures = Lane("library"), Lane("library-pictures")
        self._on_players, self._on_exports = Lane("library-playing"), Lane("library-exports")
        self._on_backend = Lane("library-backend")
        self._told: tuple[object, ...] | None = None
        self._upload_told_s = self._asked_s = float("-inf")
        self._beside: set[asyncio.Task[None]] = set()
        hub.listen(self._on_event)

    async def begin(self) -> None:
        """Read what was known the last time, and throw away what a player needed then."""
        await self._on_files.run(self._work.load)
        await self._on_players.run(self._work.ready.sweep)

    async def end(self) -> None:
        """End its threads; what is at work is given up."""
        for task in tuple(self._beside):
            task.cancel()
        lanes = (self._on_files, self._on_pictures, self._on_players, self._on_exports, self._on_backend)
        await asyncio.gather(*(lane.end() for lane in lanes), *self._beside, return_exceptions=True)

    def roots(self) -> Sequence[Path]:
        """Every folder that recordings are shown from, that in use first."""
        return self._work.roots()

    async def entries(self, query: LibraryQuery) -> Sequence[LibraryEntry]:
        """The recordings that match, newest first."""
        found, is_whole = await self._on_files.run(self._work.look, query)
        if not is_whole:
            self._begin_beside(self._read_the_rest)
        if time.monotonic() - self._asked_s > _BACKEND_ASKED_S:
            self._asked_s = time.monotonic()
            self._begin_beside(self._ask_backend)
        return [with_upload(entry, self._status_of(entry.recording_id)) for entry in found]

    def is_searching(self, query: LibraryQuery) -> bool:
        """Whether more may come for a query's words: then a `LibraryChanged` comes as well. For any thread."""
        return self._work.is_searching(query)

    async def thumbnail(self, recording_id: str) -> bytes | None:
        """A JPEG of about 320×180, made when it is first asked for; None where there is no picture."""
        return await self._on_pictures.run(self._work.picture, recording_id)

    async def rename(self, recording_id: str, name: str) -> None:
        """Give it a name for people; empty takes the name away. Raises RecordingNotFound, NotNow, DiskFull, FolderUnwritable."""
        await self._on_files.run(self._work.rename, recording_id, name)
        self._tell()

    async def delete(self, recording_ids: Collection[str]) -> str:
        """Move recordings to the trash; gives a token for `undo`. Raises RecordingBusy, and then nothing is moved; StorageError."""
        for folder in await self._on_files.run(self._work.folders, recording_ids):
            await self._release(folder)
        token = await self._on_files.run(self._work.delete, recording_ids)
        self._begin_beside(lambda: self._on_players.run(self._work.forget_ready, recording_ids))
        self._tell()
        return token

    async def discard(self, recording_id: str) -> None:
        """Remove one that nobody wants for good. Its backend lets go of it beside that, or later; nobody is shown it until then.

        Raises RecordingBusy, RecordingNotFound, StorageError.
        """
        for folder in await self._on_files.run(self._work.folders, [recording_id]):
            await self._release(folder)
        await self._on_files.run(partial(self._work.delete, [recording_id], is_due=True))
        self._tell()
        self._begin_beside(lambda: self.empty_trash(is_all=False))

    async def undo(self, token: str) -> None:
        """Take them back. Raises RecordingNotFound when they are gone for good, StorageError."""
        await self._on_files.run(self._work.undo, token)
        self._tell()

    async def trashed(self) -> tuple[int, int]:
        """How many recordings are in the trash, and the bytes they take."""
        return await self._on_files.run(self._work.trashed)

    async def empty_trash(self, *, is_all: bool) -> tuple[int, int]:
        """Remove for good what is in the trash for long enough, or everything; gives recordings and bytes that went."""
        days = None if is_all else float(self._settings().storage.trash_days)
        gone = await self._on_backend.run(self._work.purge, days)
        if gone[0]:
            await self._on_files.run(self._work.hide)
            self._tell()
        return gone

    async def playable(self, recording_id: str, *, progress: Callable[[float], None]) -> Playable:
        """Files that a player can open, with their tracks; made ready when needed. ``progress`` is called on a thread, and may raise.

        Raises RecordingNotFound, UsageError for one that holds nothing, StorageError, MediaError, UploadError.
        """
        return await self._on_players.run(self._work.playable, recording_id, self._on_players.told(progress))

    async def export(self, recording_id: str, output: Path, *, progress: Callable[[float], None]) -> Sequence[Path]:
        """Write the .mp4 (and one for each further display). ``progress`` is called on a thread; what it raises ends the export."""
        return await self._on_exports.run(self._work.export, recording_id, output, self._on_exports.told(progress))

    async def receipt(self, recording_id: str) -> Receipt:
        """What the files prove. Raises RecordingNotFound, JournalDamaged."""
        return await asyncio.to_thread(self._work.receipt, recording_id)

    async def reveal(self, path: Path) -> None:
        """Show a file or a folder in the file manager. Raises SourceUnavailable where there is none."""
        await asyncio.to_thread(reveal, path, self._environ)

    async def link(self, recording_id: str | None = None) -> str:
        """Where it can be watched; None: the last one. Raises RecordingNotFound, NotNow with the reason where there is no link yet."""
        return await self._on_backend.run(self._work.link, recording_id)

    # --- beside -----------------------------------------------------------------------------------------------------------------------

    def _on_event(self, event: Event) -> None:
        """Tell that the list is different when what is shown of recordings is: one began or ended, or went further to its backend."""
        if not isinstance(event, ViewChanged):
            return
        before, now = self._told, _shown_of(event.view)
        self._told = now
        if before is None or before == now:
            return
        ended = event.view.last.recording_id if event.view.last is not None and now[1] != before[1] else None
        if now[:-1] != before[:-1]:
            self._tell()
        elif time.monotonic() - self._upload_told_s > _UPLOAD_TOLD_S:
            self._upload_told_s = time.monotonic()
            self._tell()
        if ended is not None:  # before its media may go to the backend of this computer
            self._begin_beside(lambda: self._picture_at_the_end(ended))

    async def _picture_at_the_end(self, recording_id: str) -> None:
        if await self._on_pictures.run(self._work.first_picture, recording_id) is not None:
            self._tell()

    async def _read_the_rest(self) -> None:
        await self._on_files.run(self._work.read_more)
        self._tell()

    async def _ask_backend(self) -> None:
        try:
            is_different = await self._on_backend.run(self._work.remotes.refresh)
        except LookhearError:
            self._asked_s = time.monotonic() - _BACKEND_ASKED_S + _ASKED_IN_VAIN_S  # who looks again soon should not wait for the rest
            raise
        if is_different:
            self._tell()

    def _tell(self) -> None:
        self._hub.publish(LibraryChanged())

    def _begin_beside(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do it without anybody waiting for it; that it fails is for the log."""
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _quietly(work: Callable[[], Coroutine[Any, Any, object]]) -> None:
    try:
        await work()
    except LookhearError as error:
        _LOG.info("the library: %s", error.code)


def _shown_of(view: AppView) -> tuple[object, ...]:
    """What the list depends on; how much is left to be uploaded is last."""
    return (
        view.recording.recording_id if view.recording is not None else None,
        view.last.recording_id if view.last is not None else None,
        view.uploads.recordings,
        view.uploads.left_bytes,
    )
