"""The recordings of this computer and of its backend, as `lookhear.desktop.engine.ports.LibraryService` wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import NotNow, RecordingNotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery, Playable
    from lookhear.desktop.engine.rig import Rig
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.recorder.receipt import Receipt
    from lookhear.recorder.upload.status import UploadStatus


async def _nothing(_folder: Path) -> None:
    """Nobody here uploads."""


class LibraryService:
    """See the port. ``settings`` gives them as they are now, ``status_of`` how far the upload of a recording in this process is.

    ``release`` is awaited before a recording is deleted: it ends this process's upload of it.
    """

    def __init__(
        self,
        rig: Rig,
        hub: Hub,
        *,
        settings: Callable[[], Settings],
        status_of: Callable[[str], UploadStatus | None] = lambda _recording_id: None,
        release: Callable[[Path], Awaitable[None]] = _nothing,
    ) -> None:
        self._rig, self._hub = rig, hub
        self._settings, self._status_of, self._release = settings, status_of, release

    async def begin(self) -> None:
        """Empty what is too old out of the trash."""

    async def close(self) -> None:
        """End its threads."""

    async def entries(self, query: LibraryQuery) -> Sequence[LibraryEntry]:  # noqa: ARG002
        """The recordings that match, newest first."""
        return ()

    async def thumbnail(self, recording_id: str) -> bytes | None:  # noqa: ARG002
        """A JPEG of about 320×180; None where there is no picture."""
        return None

    async def rename(self, recording_id: str, name: str) -> None:  # noqa: ARG002
        """Give it a name for people."""
        raise RecordingNotFound("There is no such recording.")

    async def delete(self, recording_ids: Collection[str]) -> str:  # noqa: ARG002
        """Move recordings to the trash; gives a token for `undo`."""
        raise RecordingNotFound("There is no such recording.")

    async def undo(self, token: str) -> None:  # noqa: ARG002
        """Take them back."""

    async def playable(self, recording_id: str, *, progress: Callable[[float], None]) -> Playable:  # noqa: ARG002
        """Files that a player can open."""
        raise RecordingNotFound("There is no such recording.")

    async def export(self, recording_id: str, output: Path, *, progress: Callable[[float], None]) -> Sequence[Path]:  # noqa: ARG002
        """Write the .mp4 (and one for each further display)."""
        raise RecordingNotFound("There is no such recording.")

    async def receipt(self, recording_id: str) -> Receipt:  # noqa: ARG002
        """What the files prove."""
        raise RecordingNotFound("There is no such recording.")

    async def link(self, recording_id: str | None = None) -> str:  # noqa: ARG002
        """Where it can be watched."""
        raise NotNow("There is no link yet.")
