"""Binds a recording to another session or backend than it was begun with: where the first one does not want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import UsageError
from lookhear.recorder.spool.binding import Binding, read_binding, write_binding
from lookhear.recorder.spool.durable import translated
from lookhear.recorder.spool.layout import UPLOADS
from lookhear.recorder.spool.lock import UploadLock

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.binding import TokenSource


def rebind(folder: Path, source: TokenSource) -> None:
    """Let whoever uploads it next begin with ``source``, from the first piece on. Nothing happens where it is bound to that already.

    Raises UsageError when it is handed over already, RecordingBusy while somebody uploads it, StorageError.
    """
    with UploadLock(folder):
        kept = read_binding(folder)
        if kept is not None and kept.source == source:
            return
        if kept is not None and kept.is_done:
            raise UsageError(f"{folder.name} is handed over already, and stays where it is.")
        with translated(folder / UPLOADS):
            (folder / UPLOADS).unlink(missing_ok=True)  # what one backend has says nothing of another
        write_binding(folder, Binding(source=source))
