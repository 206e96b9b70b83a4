"""The room that recordings take: looked at when asked, kept in bounds every hour. Belongs to the engine loop; files are for threads.

What reads recordings is loaded when it is first needed: the tray must come up quickly.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.events import LibraryChanged, SettingsChanged
from lookhear.desktop.engine.storage.values import FolderCheck, Freed, StorageView
from lookhear.errors import LookhearError, NotNow, StorageError
from lookhear.protocol.discovery import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.settings.service import SettingsService
    from lookhear.desktop.engine.viewing import Views
    from lookhear.recorder.spool.retention import Retirement
    from lookhear.system.paths.folders import Paths

_LOG: Final = logging.getLogger(__name__)
FIRST_AFTER_S: Final = 60.0  # a start has other things to do
EVERY_S: Final = 3600.0


class StorageRig(Protocol):
    """As much of `lookhear.desktop.engine.rig.Rig` as is needed here."""

    paths: Paths

    def retire(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        """Let the media of a recording go that its backend has. Blocks; raises LookhearError."""
        ...


class Trashing(Protocol):
    """The trash of the library, as much of it as is needed here."""

    def roots(self) -> Sequence[Path]:
        """Every folder whose recordings the library shows."""
        ...

    async def trashed(self) -> tuple[int, int]:
        """How many recordings are in the trash, and their bytes."""
        ...

    async def empty_trash(self, *, is_all: bool) -> tuple[int, int]:
        """Remove what is due for good, or all; gives how many recordings went, and their bytes."""
        ...


class StorageService:
    """See `lookhear.desktop.engine.ports.StorageService`. ``root`` is the folder of the recordings as the settings have it now."""

    def __init__(
        self,
        rig: StorageRig,
        hub: Hub,
        *,
        views: Views,
        settings: SettingsService,
        library: Trashing,
        root: Callable[[], Path],
        first_after_s: float = FIRST_AFTER_S,
    ) -> None:
        self._rig, self._hub, self._views = rig, hub, views
        self._settings, self._library, self._root = settings, library, root
        self._first_after_s = first_after_s
        self._is_due = asyncio.Event()
        self._stop = threading.Event()  # read by the thread that lets go
        self._keeping: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        hub.listen(self._on_event)

    async def begin(self) -> None:
        """Let go of what need not stay, soon and then every hour."""
        self._keeping = asyncio.create_task(self._keep())

    async def end(self) -> None:
        """Stop after the recording that is looked at now."""
        self._stop.set()
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
            self._keeping = None

    async def look(self) -> StorageView:
        """See the port."""
        root, trashed = self._root(), await self._library.trashed()
        try:
            return await asyncio.to_thread(self._look, root, trashed)
        except OSError as error:
            raise StorageError(f"{root} cannot be looked at ({error.strerror}).", hint="Is its drive connected?") from error

    async def check_folder(self, folder: Path) -> FolderCheck:
        """See the port."""
        from lookhear.desktop.engine.storage.folders import check_folder

        return await asyncio.to_thread(check_folder, folder, not_in=self._rig.paths.data / FOLDER)

    async def use_folder(self, folder: Path | None) -> FolderCheck:
        """See the port."""
        if self._views.now.is_busy:
            raise NotNow("The folder cannot be changed while something is recorded.", hint="Stop the recording first.")
        usual = self._rig.paths.recordings_in("")
        checked = await self.check_folder(usual if folder is None else folder)
        if checked.is_good:
            await self._settings.put("storage", "folder", "" if checked.folder == usual else str(checked.folder))
            self._hub.publish(LibraryChanged())
        return checked

    async def let_go(self) -> Freed:
        """See the port."""
        async with self._one_at_a_time:
            from lookhear.desktop.engine.storage.retention import let_go

            keep_days = self._settings.now.storage.keep_days
            freed = await asyncio.to_thread(let_go, self._roots(), retire=self._rig.retire, keep_days=keep_days, stop=self._stop)
            recordings, trash_bytes = await self._library.empty_trash(is_all=False)
        return self._told(Freed(recordings=freed.recordings + recordings, bytes=freed.bytes + trash_bytes, waiting=freed.waiting))

    async def empty_trash(self) -> Freed:
        """See the port."""
        recordings, freed = await self._library.empty_trash(is_all=True)
        return self._told(Freed(recordings=recordings, bytes=freed))

    def _told(self, freed: Freed) -> Freed:
        if freed.recordings:
            self._hub.publish(LibraryChanged())
        return freed

    def _roots(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((self._root(), *self._library.roots())))

    def _look(self, root: Path, trashed: tuple[int, int]) -> StorageView:
        from lookhear.desktop.engine.storage.measuring import bytes_below, disk_of, room_of

        room = room_of(self._roots())
        free_bytes, total_bytes = disk_of(root)
        return StorageView(
            folder=root,
            is_usual=root == self._rig.paths.recordings_in(""),
            recordings=room.recordings,
            recordings_bytes=room.media_bytes,
            backend_bytes=bytes_below(self._rig.paths.data / FOLDER),
            trash=trashed[0],
            trash_bytes=trashed[1],
            free_bytes=free_bytes,
            total_bytes=total_bytes,
            hours_left=free_bytes / room.pace.bytes_per_hour,
            paced_by=room.pace.paced_by,
        )

    def _on_event(self, event: Event) -> None:
        if isinstance(event, SettingsChanged) and event.before.storage != event.now.storage:
            self._is_due.set()

    async def _keep(self) -> None:
        wait_s = self._first_after_s
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_due.wait(), wait_s)
            self._is_due.clear()
            wait_s = EVERY_S
            try:
                freed = await self.let_go()
            except LookhearError as error:
                _LOG.info("nothing could be let go of: %s", error.code)
            else:
                _LOG.debug("let go of %d bytes of %d recordings", freed.bytes, freed.recordings)
