"""From what is known of a recording to what the library shows of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from lookhear.desktop.engine.library.entries import EntryState, LibraryEntry
from lookhear.recorder.spool.library import RecordingState
from lookhear.recorder.upload.status import UploadState

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.desktop.engine.library.rows import Row
    from lookhear.recorder.upload.status import UploadStatus


def entry_of(folder: Path, row: Row) -> LibraryEntry:
    """The entry of a recording as its files have it."""
    return LibraryEntry(
        recording_id=folder.name,
        name=row.name,
        started_wall_ns=row.started_wall_ns,
        duration_s=row.duration_s,
        bytes=row.bytes,
        state=_state(row),
        channels=row.channels,
        folder=folder,
        is_here=row.is_here,
        link=row.link or None,
        session_id=row.session_id,
        is_private=row.is_private,
        sentence=row.sentence,
        code=row.code,
    )


def with_upload(entry: LibraryEntry, status: UploadStatus | None) -> LibraryEntry:
    """The same entry with how far its upload by this process is, where there is one."""
    if entry.state is not EntryState.UPLOADING or status is None:
        return entry
    if status.state is UploadState.REFUSED:
        return dataclasses.replace(entry, state=EntryState.NEEDS_HELP, sentence=status.sentence, code="upload.refused")
    whole = status.acked_bytes + status.pending_bytes
    offline = status.sentence if status.state is UploadState.OFFLINE else ""
    return dataclasses.replace(entry, share=status.acked_bytes / whole if whole else 0.0, sentence=offline)


def _state(row: Row) -> EntryState:
    if row.state is RecordingState.RECORDING:
        return EntryState.RECORDING
    if row.state is RecordingState.DAMAGED or row.sentence or row.refused:
        return EntryState.NEEDS_HELP
    if row.is_bound and not row.is_done:
        return EntryState.UPLOADING
    if row.is_recovered or row.state is RecordingState.INTERRUPTED:
        return EntryState.RECOVERED
    return EntryState.READY
