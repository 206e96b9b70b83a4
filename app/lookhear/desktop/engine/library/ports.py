"""What the GUI asks of the library: its part of `lookhear.desktop.engine.ports.EngineFace`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery, Playable
    from lookhear.recorder.receipt import Receipt


class LibraryService(Protocol):
    """The recordings of this computer and of the configured backend."""

    async def entries(self, query: LibraryQuery) -> Sequence[LibraryEntry]:
        """The recordings that match, newest first."""
        ...

    def is_searching(self, query: LibraryQuery) -> bool:
        """Whether more may come for a query's words: then a `LibraryChanged` comes as well. For any thread."""
        ...

    async def thumbnail(self, recording_id: str) -> bytes | None:
        """A JPEG of about 320×180, made when it is first asked for; None where there is no picture."""
        ...

    async def rename(self, recording_id: str, name: str) -> None:
        """Give it a name for people; empty takes the name away."""
        ...

    async def delete(self, recording_ids: Collection[str]) -> str:
        """Move recordings to the trash; gives a token for `undo`."""
        ...

    async def undo(self, token: str) -> None:
        """Take them back."""
        ...

    async def playable(self, recording_id: str, *, progress: Callable[[float], None]) -> Playable:
        """Files that a player can open, with their tracks; made ready when needed. ``progress`` is called on the engine's threads."""
        ...

    async def export(self, recording_id: str, output: Path, *, progress: Callable[[float], None]) -> Sequence[Path]:
        """Write the .mp4 (and one for each further display)."""
        ...

    async def receipt(self, recording_id: str) -> Receipt:
        """What the files prove."""
        ...

    async def reveal(self, path: Path) -> None:
        """Show a file or a folder in the file manager. Raises SourceUnavailable where there is none."""
        ...

    async def link(self, recording_id: str | None = None) -> str:
        """Where it can be watched; None: the last one. Raises RecordingNotFound, NotNow with the reason where there is no link yet."""
        ...
