"""Writing a recording: seal first, then the journal row, then tell. Owned by the thread ``seal``."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from typing import TYPE_CHECKING, Final, Self, TypeVar

from lookhear.errors import DiskFull, IllegalTransition, StorageError
from lookhear.recorder.spool.context import MOST_BYTES, ContextDraft
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, LineLog, translated, write_sealed
from lookhear.recorder.spool.layout import CONTEXT, JOURNAL, RESERVE
from lookhear.recorder.spool.lock import WriterLock
from lookhear.recorder.spool.manifest import Manifest, write_manifest
from lookhear.recorder.spool.rows import (
    ContextRow,
    DeedRow,
    EndReason,
    EndRow,
    FragmentFacts,
    FragmentRow,
    GapRow,
    InitFacts,
    InitRow,
    NoteRow,
    Row,
    SourceRow,
    to_line,
)
from lookhear.system import files
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_RowT = TypeVar("_RowT", bound=Row)

DEFAULT_RESERVE_BYTES: Final = 200_000_000
_LAST_ROWS_BYTES: Final = 1 << 20
_LOOK_EVERY_NS: Final = 1_000_000_000


class RecordingWriter:
    """One recording being written. Every method blocks until what it wrote is on the medium.

    It keeps no count: what is known of a recording is what its files say. After DiskFull everything sealed before stays
    valid and `end` still works, from room that was put aside at the start.
    """

    def __init__(self, folder: Path, *, lock: WriterLock, journal: LineLog, guard: DiskGuard, context: ContextDraft) -> None:
        self.folder = folder
        self._context = context
        self._lock = lock
        self._journal = journal
        self._guard = guard
        self._has_ended = False

    @classmethod
    def create(
        cls,
        root: Path,
        manifest: Manifest,
        *,
        reserve_bytes: int = DEFAULT_RESERVE_BYTES,
        disk: Disk = LOCAL_DISK,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> RecordingWriter:
        """Make the folder of a new recording inside ``root`` and hold its lock.

        Raises DiskFull when there is no room beyond ``reserve_bytes`` to begin with, FolderUnwritable, StorageError.
        """
        folder = root / manifest.recording_id
        private_folder(root)
        guard = DiskGuard(folder, reserve_bytes=reserve_bytes, disk=disk, monotonic_ns=monotonic_ns)
        guard.check(root)
        with translated(folder):
            folder.mkdir(mode=0o700)
        with contextlib.ExitStack() as undo:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            lock = undo.enter_context(WriterLock(folder, patience_s=2.0))
            guard.put_aside()
            for channel in manifest.channels:
                private_folder(folder / channel.folder)
            private_folder(folder / CONTEXT)
            journal = undo.enter_context(LineLog(folder / JOURNAL, disk=disk))
            write_manifest(folder, manifest, disk=disk)
            with translated(root):
                files.sync_folder(root)
            undo.pop_all()
        return cls(folder, lock=lock, journal=journal, guard=guard, context=ContextDraft.begin(manifest))

    def seal_init(self, facts: InitFacts, data: bytes) -> InitRow:
        """Seal an init segment and journal it. Raises DiskFull, StorageError."""
        row = InitRow.of(facts, data)
        self._seal(row.file, data)
        return self._add(row)

    def seal_fragment(self, facts: FragmentFacts, data: bytes) -> FragmentRow:
        """Seal a fragment and journal it. Raises DiskFull, StorageError."""
        row = FragmentRow.of(facts, data)
        self._seal(row.file, data)
        return self._add(row)

    def note(self, text: str, *, t_ns: int) -> NoteRow:
        """Journal a sentence. Raises DiskFull, StorageError, as the next two."""
        return self._add(NoteRow(text=text, t_ns=t_ns))

    def source(self, row: SourceRow) -> SourceRow:
        """Journal that a source was opened, lost or came back."""
        return self._add(row)

    def gap(self, row: GapRow) -> GapRow:
        """Journal a stretch in which nothing was captured."""
        return self._add(row)

    def did(self, row: DeedRow) -> DeedRow:
        """Journal what somebody did."""
        return self._add(row)

    @property
    def context_bytes(self) -> int:
        """How much the next file of the context log would hold now: zero when nothing happened since the last one."""
        return self._context.size_bytes

    @property
    def is_context_full(self) -> bool:
        """Whether the next file of the context log should not wait for more."""
        return self._context.size_bytes >= MOST_BYTES

    def seal_context(self) -> ContextRow | None:
        """Seal what happened since the last file of the context log and journal it. Raises DiskFull, StorageError."""
        file = self._context.file()
        if file is None:
            return None
        row = ContextRow.of(*file)
        path = self.folder / row.file
        self._guard.check(self.folder)
        write_sealed(path, file[1], disk=self._guard.disk)  # replaces one that a full disk kept from getting its row
        self._add(row)
        self._context.sealed()
        return row

    def end(self, reason: EndReason, *, t_ns: int) -> list[Row]:
        """Journal the end, freeing the room put aside for it, with the rest of the context log before it; gives both rows.

        Raises StorageError, DiskFull only when even that room was taken.
        """
        self._guard.release()
        end = EndRow(reason=reason, t_ns=t_ns)
        self._context.note(end)
        rows: list[Row] = []
        with contextlib.suppress(StorageError):  # the journal tells the same, and its last row matters more
            context = self.seal_context()
            rows += [context] if context is not None else []
        rows.append(self._add(end))
        self._has_ended = True
        return rows

    def close(self) -> None:
        """Close the journal and give the lock back. Without `end` the recording counts as interrupted. Harmless when called twice."""
        self._guard.release()
        self._journal.close()
        self._lock.close()

    def discard(self) -> None:
        """Close, and remove a recording in which no fragment was sealed: nothing was captured. Raises IllegalTransition for any other."""
        self.close()
        if any(self.folder.glob("*/*.m4s")):
            raise IllegalTransition(f"{self.folder.name} holds fragments and was to be thrown away")
        self.remove()

    def remove(self) -> None:
        """Close, and remove the recording with all it holds: nobody wants it."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _seal(self, file: str, data: bytes) -> None:
        if self._has_ended:
            raise IllegalTransition(f"{file} was to be sealed behind the end of the recording")
        path = self.folder / file
        if path.exists():
            raise IllegalTransition(f"{file} is sealed already")
        self._guard.check(self.folder)
        write_sealed(path, data, disk=self._guard.disk)

    def _add(self, row: _RowT) -> _RowT:
        if self._has_ended:
            raise IllegalTransition(f"a row {row.type} was to be written behind the end of the recording")
        self._journal.append(to_line(row))
        if not isinstance(row, EndRow):  # that one is noted before it is written
            self._context.note(row)
        return row


class DiskGuard:
    """Keeps a recording sealable on a disk that fills up: looks at the free room, and puts a little aside for the last rows."""

    def __init__(self, folder: Path, *, reserve_bytes: int, disk: Disk, monotonic_ns: Callable[[], int]) -> None:
        self.disk = disk
        self._path = folder / RESERVE
        self._reserve_bytes = reserve_bytes
        self._monotonic_ns = monotonic_ns
        self._look_again_ns: int | None = None
        self._is_released = False

    def check(self, folder: Path) -> None:
        """Look at the free room, at most once a second; raises DiskFull when it fell below the reserve, unless that was released."""
        if self._is_released:
            return
        now_ns = self._monotonic_ns()
        if self._look_again_ns is not None and now_ns < self._look_again_ns:
            return
        with translated(folder):
            free_bytes = self.disk.free_bytes(folder)
        if free_bytes < self._reserve_bytes:
            raise DiskFull(
                f"The disk that holds {folder} has {free_bytes // 1_000_000} MB left, "
                f"and {self._reserve_bytes // 1_000_000} MB are kept free so that a recording can always be finished."
            )
        self._look_again_ns = now_ns + _LOOK_EVERY_NS

    def put_aside(self) -> None:
        """Take room for the last rows from the disk; raises DiskFull when there is none."""
        with translated(self._path):
            fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                files.allocate(fd, _LAST_ROWS_BYTES)
            finally:
                os.close(fd)

    def release(self) -> None:
        """Give that room back, and let the last rows take it. Harmless when called twice."""
        self._is_released = True
        with contextlib.suppress(OSError):
            self._path.unlink()
