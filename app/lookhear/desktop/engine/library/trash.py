"""The trash: recordings that were deleted, for as long as somebody may want them back. A move inside one folder, so it costs nothing.

<recordings>/.trash/<token>/trash.json    when, and which sessions of the backend of this computer go with them
<recordings>/.trash/<token>/<rec-ULID>/   the recordings as they were
"""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, RecordingBusy, RecordingNotFound
from lookhear.protocol.ids import is_recording_id
from lookhear.recorder.spool.durable import translated, write_sealed
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.library import RecordingState, state_of
from lookhear.recorder.spool.lock import is_being_uploaded, is_being_written
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TRASH: Final = ".trash"
_NOTE: Final = "trash.json"
_FORMAT: Final = 1
_TOKEN_BYTES: Final = 8
_AT_LEAST_NS: Final = 600 * 1_000_000_000  # to come back from a slip, whatever the settings say


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """What was deleted at once. ``sessions`` are those of the backend of this computer by recording; ``deleted_ns`` is wall time."""

    token: str
    folder: Path
    deleted_ns: int
    sessions: Mapping[str, str]

    @property
    def recordings(self) -> list[Path]:
        """The folders of the recordings in it."""
        return sorted(path for path in self.folder.iterdir() if is_recording_id(path.name))

    @property
    def count(self) -> int:
        """How many recordings went with it, those that only the backend has among them."""
        return len({*self.sessions, *(folder.name for folder in self.recordings)})


def check_free(folder: Path) -> None:
    """Raises RecordingBusy for a recording that a process writes or hands over now."""
    if is_being_written(folder) and state_of(folder) is RecordingState.RECORDING:
        raise RecordingBusy("This recording is still running.", hint="Stop it first.")
    if is_being_uploaded(folder):
        raise RecordingBusy("This recording is just being handed over.", hint="Try again when that is done.")


def delete(folders: Sequence[Path], *, sessions: Mapping[str, str], root: Path, now_ns: int) -> str:
    """Move recordings to the trash of their folder; gives the token of all of them.

    ``root`` is where a deletion is noted that has no folder here. Raises RecordingBusy, and then nothing is moved; FolderUnwritable,
    StorageError.
    """
    for folder in folders:
        check_free(folder)
    token = secrets.token_hex(_TOKEN_BYTES)
    noted = [{"recording_id": recording_id, "session_id": session_id} for recording_id, session_id in sessions.items()]
    for number, each in enumerate(dict.fromkeys(folder.parent for folder in folders) or {root: None}):
        note = {"format": _FORMAT, "deleted_ns": now_ns, "sessions": [] if number else noted}
        write_sealed(private_folder(each / TRASH / token) / _NOTE, json.dumps(note).encode() + b"\n")
    for folder in folders:
        with translated(folder):
            folder.rename(folder.parent / TRASH / token / folder.name)
    return token


def undo(roots: Sequence[Path], token: str) -> list[Path]:
    """Take back what was deleted; gives the folders. Raises RecordingNotFound where it is gone, StorageError."""
    found = [deletion for deletion in deletions(roots) if deletion.token == token]
    if not found:
        raise RecordingNotFound("This was deleted for good.")
    back: list[Path] = []
    for deletion in found:
        for folder in deletion.recordings:
            target = deletion.folder.parent.parent / folder.name
            with translated(target):
                folder.rename(target)
            back.append(target)
        shutil.rmtree(deletion.folder, ignore_errors=True)
    return back


def deletions(roots: Sequence[Path]) -> list[Deletion]:
    """What is in the trash below these folders, the oldest first. A note that cannot be read counts as old as its folder."""
    found = [_read(folder) for root in roots for folder in _folders(root / TRASH)]
    return sorted((each for each in found if each is not None), key=lambda each: each.deleted_ns)


def size_of(found: Sequence[Deletion]) -> int:
    """How many bytes the files in the trash take."""
    return sum(path.stat().st_size for deletion in found for path in deletion.folder.rglob("*") if path.is_file())


def purge(found: Sequence[Deletion], *, older_than_ns: int, forget: Callable[[Deletion], object]) -> tuple[int, int]:
    """Remove for good what was deleted before a wall time; gives how many recordings and bytes went.

    ``forget`` lets go of what else belongs to a deletion, and may raise LookhearError: then it is kept for another time.
    """
    count = size = 0
    for deletion in found:
        if deletion.deleted_ns >= older_than_ns:
            continue
        own_count, own_size = deletion.count, size_of([deletion])
        try:
            forget(deletion)
        except LookhearError:
            continue
        shutil.rmtree(deletion.folder, ignore_errors=True)
        count, size = count + own_count, size + own_size
    return count, size


def due_ns(*, now_ns: int, trash_days: float) -> int:
    """What was deleted before this wall time may go."""
    return now_ns - max(_AT_LEAST_NS, round(trash_days * 86_400_000_000_000))


def _folders(trash: Path) -> list[Path]:
    try:
        return [path for path in trash.iterdir() if path.is_dir()]
    except OSError:
        return []


def _read(folder: Path) -> Deletion | None:
    try:
        fields = Fields.parse((folder / _NOTE).read_bytes())
        sessions = {each.text("recording_id"): each.text("session_id") for each in fields.objects("sessions")}
        return Deletion(token=folder.name, folder=folder, deleted_ns=fields.integer("deleted_ns"), sessions=sessions)
    except (OSError, ValueError):
        try:
            return Deletion(token=folder.name, folder=folder, deleted_ns=folder.stat().st_mtime_ns, sessions={})
        except OSError:
            return None
