"""The recordings of this machine: which there are, and in which state. Reads files only, keeps nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError, RecordingNotFound, UsageError
from lookhear.protocol.ids import is_recording_id
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import JOURNAL, MANIFEST, PART, RECEIPT, RESERVE
from lookhear.recorder.spool.lock import is_being_written
from lookhear.recorder.spool.log import parse_journal
from lookhear.recorder.spool.manifest import Manifest, read_manifest
from lookhear.recorder.spool.rows import EndRow
from lookhear.recorder.wording import channel_label, iso_time

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.spool.rows import EndReason

_TAIL_BYTES: Final = 4096
_SHORTEST_PREFIX: Final = 4


class RecordingState(StrEnum):
    """What became of a recording."""

    RECORDING = "recording"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingInfo:
    """One recording as lists show it. ``reason`` is a sentence when it is damaged; ``channels`` as people call them."""

    recording_id: str
    folder: Path
    state: RecordingState
    started_at: str | None
    duration_s: float
    bytes: int
    channels: tuple[str, ...]
    end_reason: EndReason | None = None
    reason: str = ""

    def to_json(self) -> dict[str, object]:
        """The entry of `lookhear recordings --json`."""
        return {
            "recording_id": self.recording_id,
            "state": self.state.value,
            "started_at": self.started_at,
            "duration_s": self.duration_s,
            "bytes": self.bytes,
            "channels": list(self.channels),
            "end_reason": self.end_reason.value if self.end_reason else None,
            "folder": str(self.folder),
            "reason": self.reason,
        }


def list_recordings(root: Path) -> list[RecordingInfo]:
    """Every recording below a folder, oldest first by identifier; a missing folder has none."""
    return [describe(folder) for folder in _folders(root) if not _has_not_begun(folder)]


def find_recording(root: Path, text: str) -> Path:
    """The folder of the recording with this identifier, or with an identifier that begins (behind ``rec-``) so and no other does.

    Raises RecordingNotFound, and UsageError when several begin so.
    """
    wanted = text.strip().upper().removeprefix("REC-")
    found = [folder for folder in _folders(root) if folder.name.removeprefix("rec-").startswith(wanted)]
    exact = [folder for folder in found if folder.name.removeprefix("rec-") == wanted]
    if len(exact or found) == 1 and (exact or len(wanted) >= _SHORTEST_PREFIX):
        return (exact or found)[0]
    if not found or len(wanted) < _SHORTEST_PREFIX:
        raise RecordingNotFound(f"There is no recording {text!r}.")
    raise UsageError(
        f"{len(found)} recordings begin with {text!r}: {', '.join(folder.name for folder in found[:3])} …", hint="Give more of it."
    )


def describe(folder: Path) -> RecordingInfo:
    """What can be said of one recording; never raises for what is inside the folder."""
    try:
        manifest = read_manifest(folder)
        state = state_of(folder)
        end = _last_end(folder)
        summary = _read_summary(folder) if state is RecordingState.COMPLETE else None
        started_at, duration_s, size = summary or _computed(folder)
    except LookhearError as error:
        return RecordingInfo(
            recording_id=folder.name,
            folder=folder,
            state=RecordingState.DAMAGED,
            started_at=None,
            duration_s=0.0,
            bytes=_bytes_below(folder),
            channels=(),
            reason=str(error),
        )
    return RecordingInfo(
        recording_id=manifest.recording_id,
        folder=folder,
        state=state,
        started_at=started_at or iso_time(manifest.created_wall_ns),
        duration_s=duration_s,
        bytes=size,
        channels=_names(manifest),
        end_reason=end.reason if end else None,
    )


def state_of(folder: Path) -> RecordingState:
    """Whether a recording is being written, has its end, or was interrupted. Raises FolderUnwritable where locks cannot be asked."""
    if has_end(folder):
        return RecordingState.COMPLETE
    if is_being_written(folder):
        return RecordingState.RECORDING
    # It may have ended between the two looks.
    return RecordingState.COMPLETE if has_end(folder) else RecordingState.INTERRUPTED


def has_end(folder: Path) -> bool:
    """Whether the last row of the journal is the end; reads the last few kilobytes only."""
    return _last_end(folder) is not None


def _last_end(folder: Path) -> EndRow | None:
    try:
        with (folder / JOURNAL).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read(_TAIL_BYTES)
    except OSError:
        return None
    rows = parse_journal(tail).rows
    return rows[-1] if rows and isinstance(rows[-1], EndRow) else None


def has_media(folder: Path) -> bool:
    """Whether any fragment of a recording is on this computer: once it was handed over, it need not be."""
    return any(folder.glob("*/*.m4s"))


def being_written(root: Path) -> list[Path]:
    """Folders of recordings that have no end, and that a process writes now."""
    return [folder for folder in _folders(root) if not has_end(folder) and is_being_written(folder) and not has_end(folder)]


def unfinished(root: Path) -> list[Path]:
    """Folders that recovery should look at: no end and nobody writing, or an end without receipt."""
    found: list[Path] = []
    for folder in _folders(root):
        if has_end(folder):
            if not (folder / RECEIPT).exists() and not is_being_written(folder):
                found.append(folder)
        elif not is_being_written(folder) and not (_has_not_begun(folder) and not _has_leftovers(folder)):
            found.append(folder)
    return found


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if is_recording_id(path.name) and path.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _has_not_begun(folder: Path) -> bool:
    """True for the folder of a recording that never got its manifest and sealed nothing."""
    return not (folder / MANIFEST).exists() and not any(folder.glob("*/*"))


def _has_leftovers(folder: Path) -> bool:
    return (folder / RESERVE).exists() or (folder / (MANIFEST + PART)).exists()


def _read_summary(folder: Path) -> tuple[str, float, int] | None:
    """Start, duration and bytes as the receipt has them; None when there is no readable one."""
    try:
        fields = Fields.parse((folder / RECEIPT).read_bytes())
        return fields.text("started_at"), fields.number("duration_s"), fields.count("bytes")
    except (OSError, ValueError):
        return None


def _computed(folder: Path) -> tuple[str, float, int]:
    receipt = build_receipt(folder)
    return receipt.started_at, receipt.duration_s, receipt.bytes


def _names(manifest: Manifest) -> tuple[str, ...]:
    return tuple(channel_label(channel.channel_id) for channel in manifest.channels)


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
