"""Lets the media of a recording go from this computer once a backend has them: proven first, then noted, then removed.

`handed-over.json` is sealed before the first file goes. From then on manifest, journal, receipt, binding and context log say what the
recording was, and nothing that is missing counts as lost.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.protocol.ingest import StreamState, is_within
from lookhear.recorder.spool.acknowledgements import Acknowledgement, read_acknowledgements
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, translated, write_sealed
from lookhear.recorder.spool.layout import HANDED_OVER, MIX, fragment_seq, init_number
from lookhear.recorder.spool.lock import UploadLock, WriterLock
from lookhear.recorder.spool.log import RecordingLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.protocol.ingest import StreamStatus
    from lookhear.recorder.spool.log import TrackLog

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """What became of the media: ``freed_bytes`` went, or ``reason`` says why they stay."""

    freed_bytes: int = 0
    reason: str = ""


def was_handed_over(folder: Path) -> bool:
    """Whether the media of a recording were let go because a backend has them."""
    return (folder / HANDED_OVER).exists()


def retire_media(folder: Path, *, status_of: Callable[[str], StreamStatus | None], now_ns: int, disk: Disk = LOCAL_DISK) -> Retirement:
    """Remove the media of a recording if the backend has every sealed file of it. May be interrupted and done again.

    ``status_of`` asks the backend about a track by its name, now; None means that it has none such. What it raises is raised here, and
    nothing is removed then. Raises RecordingBusy while another process writes, exports or uploads it, JournalDamaged, DiskFull,
    FolderUnwritable.
    """
    with WriterLock(folder), UploadLock(folder):
        if not was_handed_over(folder):
            log = RecordingLog.load(folder)
            if log.end is None:
                return Retirement(reason="it has no end yet")
            statuses = {str(track.channel_id): status_of(str(track.channel_id)) for track in log.tracks}
            if reason := _doubt(log, statuses):
                return Retirement(reason=reason)
            _note(folder, log, now_ns=now_ns, disk=disk)
        return Retirement(freed_bytes=_remove(folder))


def _doubt(log: RecordingLog, statuses: dict[str, StreamStatus | None]) -> str:
    """Why the backend may not have everything; empty when it has."""
    noted = {
        (entry.track, entry.is_init, entry.number): entry.sha256
        for entry in read_acknowledgements(log.folder)
        if isinstance(entry, Acknowledgement)
    }
    for track in log.tracks:
        name = str(track.channel_id)
        status = statuses[name]
        if status is None or status.state is not StreamState.COMPLETE:
            return f"the backend does not say that {name} is complete"
        if not all(is_within(row.init, status.inits) for row in track.inits if any(each.init == row.init for each in track.fragments)):
            return f"the backend lacks an init segment of {name}"
        gone = [row for row in track.fragments if not is_within(row.seq, status.have)]
        if gone and (status.is_stored or any(noted.get((name, False, row.seq)) != row.sha256 for row in gone)):
            return f"the backend lacks fragments of {name}"
        if not _bytes_agree(track, status, noted):
            return f"the backend holds other bytes of {name}, or does not say which"
    return ""


def _bytes_agree(track: TrackLog, status: StreamStatus, noted: dict[tuple[str, bool, int], str]) -> bool:
    """Whether the backend's digest of what it has is that of the journal; by the acknowledgements where it does not give one."""
    if status.sha256 is not None:
        rows = [row for row in track.fragments if is_within(row.seq, status.have)]
        return status.sha256 == hashlib.sha256(b"".join(bytes.fromhex(row.sha256) for row in rows)).hexdigest()
    return all(noted.get((str(track.channel_id), False, row.seq)) == row.sha256 for row in track.fragments)


def _note(folder: Path, log: RecordingLog, *, now_ns: int, disk: Disk) -> None:
    values = {
        "format": FORMAT,
        "recording_id": log.manifest.recording_id,
        "at_ns": now_ns,
        "tracks": [{"channel_id": str(track.channel_id), "fragments": len(track.fragments)} for track in log.tracks],
    }
    write_sealed(folder / HANDED_OVER, json.dumps(values, indent=1).encode() + b"\n", disk=disk)


def _remove(folder: Path) -> int:
    """Remove inits and fragments, also those of the mix, and what lies in `damaged` stays; gives how many bytes that were."""
    freed = 0
    homes = {track.channel.folder for track in RecordingLog.load(folder).tracks} | {MIX}
    for home in sorted(homes):
        if not (folder / home).is_dir():
            continue
        with translated(folder / home):
            for path in (folder / home).iterdir():
                if init_number(path.name) or fragment_seq(path.name) or home == MIX:
                    freed += path.stat().st_size
                    path.unlink()
    return freed
