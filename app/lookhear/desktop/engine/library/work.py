"""What the library does with files and backends. Everything here blocks; each part belongs to the thread that its docstring names."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.library import trash
from lookhear.desktop.engine.library.index import LibraryIndex, folder_of
from lookhear.desktop.engine.library.media import MediaOf
from lookhear.desktop.engine.library.naming import write_name
from lookhear.desktop.engine.library.pictures import Pictures
from lookhear.desktop.engine.library.playing import PlayableFiles
from lookhear.desktop.engine.library.remote import Remotes
from lookhear.desktop.engine.library.searching import Dates, Names, matching
from lookhear.desktop.engine.library.shown import entry_of
from lookhear.errors import BackendUnreachable, LookhearError, NotNow, RecordingNotFound
from lookhear.protocol.ids import is_recording_id
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.library import RecordingState, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.library.entries import LibraryEntry, LibraryQuery, Playable
    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.desktop.engine.library.searching import Finder
    from lookhear.desktop.engine.library.trash import Deletion
    from lookhear.recorder.receipt import Receipt

HOME: Final = "library"  # in the data folder; whatever is in it may be thrown away while nobody uses it
_BUDGET_S: Final = 0.4  # for reading folders before what is known is shown; the rest follows


class LibraryWork:
    """The index and the trash belong to the thread of files, ``ready`` to that of players, ``remotes.refresh`` to that of the backend."""

    def __init__(self, rig: Needs, *, root: Callable[[], Path], finders: Sequence[Finder] = ()) -> None:
        self._rig, self._root = rig, root
        self._finders: tuple[Finder, ...] = (Names(), Dates(), *finders)
        home = rig.paths.data / HOME
        self._index = LibraryIndex(home, roots=lambda: list(dict.fromkeys([root(), rig.paths.recordings])))
        self.remotes = Remotes(rig, home)
        self._media = MediaOf(rig, self.remotes)
        self._pictures = Pictures(home / "pictures")
        self.ready = PlayableFiles(home / "playing")
        self._known_roots: tuple[Path, ...] = ()
        self._hidden: frozenset[str] = frozenset()  # recordings and sessions that are in the trash

    def roots(self) -> tuple[Path, ...]:
        """Every folder that recordings are shown from, that in use first. For any thread."""
        return tuple(dict.fromkeys([self._root(), *self._known_roots]))

    def is_searching(self, query: LibraryQuery) -> bool:
        """Whether something that was asked for a query's words has not answered yet. For any thread."""
        return any(finder.is_searching(query) for finder in self._finders)

    # --- for the thread of files ----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what was known the last time."""
        self.remotes.load()
        self._known_roots = tuple(self._index.roots)
        self.hide()

    def look(self, query: LibraryQuery) -> tuple[list[LibraryEntry], bool]:
        """The recordings that match, newest first, and whether every folder could be looked at in the time that a person waits."""
        is_whole = self._index.refresh(budget_s=_BUDGET_S)
        self._known_roots = tuple(self._index.roots)
        here = [entry_of(folder, row) for folder, row in self._index.rows()]
        known = {entry.recording_id for entry in here} | self._hidden
        everything = sorted([*here, *self.remotes.entries(but=known)], key=lambda entry: entry.started_wall_ns, reverse=True)
        found = matching(query, everything, finders=self._finders)
        return [dataclasses.replace(entry, hits=hits) if hits else entry for entry, hits in found], is_whole

    def read_more(self) -> None:
        """Look at some more folders that there was no time for."""
        self._index.refresh(budget_s=_BUDGET_S)

    def rename(self, recording_id: str, name: str) -> None:
        """Name a recording of this computer. Raises RecordingNotFound, NotNow, StorageError."""
        folder = self._here(recording_id)
        if folder is None:
            raise NotNow("Only the backend has this recording, so it cannot be renamed here.")
        write_name(folder, name)

    def folders(self, recording_ids: Collection[str]) -> list[Path]:
        """The folders of those that are on this computer. Raises RecordingNotFound for one that is nowhere."""
        return [folder for each in recording_ids if (folder := self._here(each)) is not None]

    def delete(self, recording_ids: Collection[str], *, is_due: bool = False) -> str:
        """Move them to the trash; gives the token. ``is_due``: whatever empties it next takes them.

        Raises RecordingBusy, RecordingNotFound, StorageError.
        """
        folders = self.folders(recording_ids)
        here = {folder.name for folder in folders}
        sessions = {folder.name: session_id for folder in folders if (session_id := _private_session(folder))}
        sessions |= {each: self.remotes.find(each).session_id for each in recording_ids if each not in here}
        token = trash.delete(folders, sessions=sessions, root=self._root(), now_ns=0 if is_due else time.time_ns())
        self.hide()
        return token

    def undo(self, token: str) -> None:
        """Take back what was deleted. Raises RecordingNotFound, StorageError."""
        trash.undo(self.roots(), token)
        self.hide()

    def hide(self) -> None:
        """Note what is in the trash: the backend of this computer still has it."""
        found = trash.deletions(self.roots())
        self._hidden = frozenset(name for each in found for pair in each.sessions.items() for name in pair)

    def trashed(self) -> tuple[int, int]:
        """How many recordings are in the trash, and their bytes."""
        found = trash.deletions(self.roots())
        return sum(each.count for each in found), trash.size_of(found)

    # --- for other threads ----------------------------------------------------------------------------------------------------------

    def first_picture(self, recording_id: str) -> bytes | None:
        """The thumbnail of a recording that has just ended, of which there may have been none before. As `picture`."""
        self._pictures.try_again(recording_id)
        return self.picture(recording_id)

    def picture(self, recording_id: str) -> bytes | None:
        """The thumbnail of a recording, for the thread of pictures; None where there is none."""
        folder = folder_of(self.roots(), recording_id)
        if folder is None:
            return self._pictures.of(recording_id, lambda: self._media.picture_remote(self.remotes.find(recording_id)))
        return self._pictures.of(recording_id, lambda: self._media.picture(folder), is_kept=_is_whole(folder))

    def purge(self, days: float | None) -> tuple[int, int]:
        """Remove for good what is in the trash for so many days, everything for None; gives recordings and bytes that went."""
        now_ns = time.time_ns()
        older_than_ns = now_ns + 1 if days is None else trash.due_ns(now_ns=now_ns, trash_days=days)
        return trash.purge(trash.deletions(self.roots()), older_than_ns=older_than_ns, forget=self._forget)

    def playable(self, recording_id: str, progress: Callable[[float], None]) -> Playable:
        """The files of a recording for a player, for the thread of players."""
        known = self.ready.known(recording_id)
        if known is not None:
            return known
        folder = self._here(recording_id)
        if folder is not None:
            return self.ready.make(
                recording_id, lambda into: self._media.playable(folder, into, progress=progress), is_final=_is_whole(folder)
            )
        session = self.remotes.find(recording_id)
        return self.ready.make(
            recording_id, lambda into: self._media.playable_remote(session, into, progress=progress), is_final=not session.is_running
        )

    def forget_ready(self, recording_ids: Collection[str]) -> None:
        """Throw away what was made ready of these, for the thread of players."""
        for recording_id in recording_ids:
            self.ready.forget(recording_id)

    def export(self, recording_id: str, output: Path, progress: Callable[[float], None]) -> Sequence[Path]:
        """Write the .mp4 of a recording, for the thread of exports."""
        folder = self._here(recording_id)
        if folder is None:
            return self._media.export_remote(self.remotes.find(recording_id), output, progress=progress)
        return self._media.export(folder, output, progress=progress)

    def receipt(self, recording_id: str) -> Receipt:
        """What the files of a recording prove. Raises RecordingNotFound, NotNow, JournalDamaged."""
        folder = self._here(recording_id)
        if folder is None:
            raise NotNow("Only the backend has this recording, and its receipt was left where it was made.")
        return build_receipt(folder)

    def link(self, recording_id: str | None) -> str:
        """Where a recording can be watched, for the thread of the backend; None for the last one."""
        if recording_id is None:
            recording_id = self._newest()
        folder = self._here(recording_id)
        return self._media.link_remote(self.remotes.find(recording_id)) if folder is None else self._media.link(folder)

    def _here(self, recording_id: str) -> Path | None:
        """The folder of a recording; None for one that only the backend has. Raises RecordingNotFound for one that is nowhere."""
        folder = folder_of(self.roots(), recording_id)
        if folder is None:
            self.remotes.find(recording_id)
        return folder

    def _newest(self) -> str:
        names = [path.name for root in self.roots() for path in root.glob("rec-*") if is_recording_id(path.name)]
        if not names:
            raise RecordingNotFound("Nothing has been recorded yet.")
        return max(names)

    def _forget(self, deletion: Deletion) -> None:
        """What a deletion takes with it: its sessions of the backend of this computer, and its pictures. Raises LookhearError."""
        for folder in deletion.recordings:
            self._complete(folder)
        for recording_id, session_id in deletion.sessions.items():
            self.remotes.forget(session_id)
            self._pictures.forget(recording_id)
        for folder in deletion.recordings:
            self._pictures.forget(folder.name)

    def _complete(self, folder: Path) -> None:
        """Hand over what is left of a recording: its backend removes no session whose tracks may still go on. Raises LookhearError."""
        from lookhear.recorder.run_finishing import FOREIGN_LOOK_S, finish
        from lookhear.recorder.upload.status import UploadState

        if not _private_session(folder):
            return
        binding = read_binding(folder)
        if binding is None or binding.is_done:
            return
        status = finish(self._rig.publisher(folder, source=binding.source, look_every_s=FOREIGN_LOOK_S))
        if status.state is not UploadState.DONE:
            raise BackendUnreachable(status.sentence)


def _is_whole(folder: Path) -> bool:
    """Whether nothing more comes to a recording."""
    try:
        return state_of(folder) is RecordingState.COMPLETE
    except LookhearError:
        return False


def _private_session(folder: Path) -> str:
    """The session of the backend of this computer that a recording was handed over to; empty for none."""
    try:
        binding = read_binding(folder)
    except LookhearError:
        return ""
    return binding.grant.session_id if binding is not None and binding.source.is_private and binding.grant is not None else ""
